import type {LifecycleRule as AwsRule} from '@aws-sdk/client-s3';
import type {LifecycleRule} from '../model.ts';
import {type Scope, scopeOf} from './scope.ts';

/** A rule in words, whatever form it is written in. */
export function describeRule(rule: AwsRule): LifecycleRule {
  return {
    id: rule.ID ?? '(no id)',
    enabled: rule.Status === 'Enabled',
    scope: scopeText(scopeOf(rule)),
    steps: [...stepsOf(rule)],
  };
}

/** The same in one line. */
export function ruleText(rule: AwsRule): string {
  const {enabled, scope, steps} = describeRule(rule);
  const does = steps.length === 0 ? 'does nothing' : steps.join(', ');
  return `${scope}: ${does}${enabled ? '' : ' (switched off)'}`;
}

export function scopeText({prefix, tags, largerThan, smallerThan}: Scope): string {
  const parts = [
    ...(prefix === '' ? [] : [prefix]),
    ...tags.map(({key, value}) => `tag ${key}=${value}`),
    ...(largerThan === undefined ? [] : [`larger than ${exactBytes(largerThan)}`]),
    ...(smallerThan === undefined ? [] : [`smaller than ${exactBytes(smallerThan)}`]),
  ];
  return parts.length === 0 ? 'everything' : parts.join(', ');
}

/** A bound to the byte: rounded it would be another one. */
const exactBytes = (bytes: number): string => `${bytes.toLocaleString('en-US')} B`;

function stepsOf(rule: AwsRule): readonly string[] {
  const {
    Transitions: transitions = [],
    Expiration: expiration,
    NoncurrentVersionTransitions: noncurrent = [],
    NoncurrentVersionExpiration: removal,
    AbortIncompleteMultipartUpload: abort,
  } = rule;
  return [
    ...transitions.map(
      ({StorageClass: to, Days: days, Date: date}) => `to ${to ?? 'an unknown class'} ${when(days, date)}`,
    ),
    ...(expiration?.Days === undefined && expiration?.Date === undefined
      ? []
      : [`expires ${when(expiration.Days, expiration.Date)}`]),
    ...(expiration?.ExpiredObjectDeleteMarker === true ? ['delete markers without versions removed'] : []),
    ...noncurrent.map(
      ({StorageClass: to, NoncurrentDays: days, NewerNoncurrentVersions: keep}) =>
        `noncurrent versions to ${to ?? 'an unknown class'} ${when(days, undefined)}${kept(keep)}`,
    ),
    ...(removal === undefined
      ? []
      : [
          `noncurrent versions removed ${when(removal.NoncurrentDays, undefined)}${kept(removal.NewerNoncurrentVersions)}`,
        ]),
    ...(abort === undefined
      ? []
      : [`unfinished uploads aborted ${when(abort.DaysAfterInitiation, undefined)}`]),
  ];
}

export function when(days: number | undefined, date: Date | undefined): string {
  if (days !== undefined) return `after ${days} ${days === 1 ? 'day' : 'days'}`;
  return date === undefined ? 'at a time that is not told' : `on ${date.toISOString().slice(0, 10)}`;
}

export const kept = (versions: number | undefined): string =>
  versions === undefined ? '' : ` but the newest ${versions}`;

import type {LifecycleRule as AwsRule} from '@aws-sdk/client-s3';
import type {OptionValues} from '../../../actions/action.ts';
import type {AskedRule, WholeRule} from './options.ts';
import {filterOf, scopeOf} from './scope.ts';
import {movesText} from './transitions.ts';

/** The rule as AWS takes it. `oldForm`: with its prefix outside of a filter, as all its neighbours have it. */
export function ruleOf(id: string, asked: WholeRule, {oldForm}: {readonly oldForm: boolean}): AwsRule {
  const {scope, moves, expireDays, noncurrentMoves, noncurrentExpireDays, keepVersions, abortDays} = asked;
  const keeps = keepVersions === undefined ? {} : {NewerNoncurrentVersions: keepVersions};
  return {
    ID: id,
    ...(oldForm ? {Prefix: scope.prefix} : {Filter: filterOf(scope)}),
    Status: asked.enabled ? 'Enabled' : 'Disabled',
    ...(moves.length === 0 ? {} : {Transitions: moves.map(({to, days}) => ({Days: days, StorageClass: to}))}),
    ...(expireDays === undefined ? {} : {Expiration: {Days: expireDays}}),
    ...(asked.expireMarkers ? {Expiration: {ExpiredObjectDeleteMarker: true}} : {}),
    ...(noncurrentMoves.length === 0
      ? {}
      : {
          NoncurrentVersionTransitions: noncurrentMoves.map(({to, days}) => ({
            NoncurrentDays: days,
            StorageClass: to,
            ...keeps,
          })),
        }),
    ...(noncurrentExpireDays === undefined
      ? {}
      : {NoncurrentVersionExpiration: {NoncurrentDays: noncurrentExpireDays, ...keeps}}),
    ...(abortDays === undefined ? {} : {AbortIncompleteMultipartUpload: {DaysAfterInitiation: abortDays}}),
  };
}

/** The options that would make this rule; of a rule with dates they do not make the same. */
export function optionsOf(rule: AwsRule): OptionValues {
  const {prefix, tags, largerThan, smallerThan} = scopeOf(rule);
  const {
    Transitions: moves = [],
    NoncurrentVersionTransitions: noncurrent = [],
    Expiration: expiration,
  } = rule;
  const removal = rule.NoncurrentVersionExpiration;
  const keeps = removal?.NewerNoncurrentVersions ?? noncurrent[0]?.NewerNoncurrentVersions;
  const values: Record<string, string | number | undefined> = {
    id: rule.ID,
    prefix: prefix === '' ? undefined : prefix,
    tag: tags.length === 0 ? undefined : tags.map(({key, value}) => `${key}=${value}`).join(','),
    'larger-than': largerThan,
    'smaller-than': smallerThan,
    to: movesTextOf(moves.map(({StorageClass: to, Days: days}) => ({to, days}))),
    expire: expiration?.Days,
    'expire-markers': expiration?.ExpiredObjectDeleteMarker === true ? 'yes' : undefined,
    'noncurrent-to': movesTextOf(noncurrent.map(({StorageClass: to, NoncurrentDays: days}) => ({to, days}))),
    'noncurrent-expire': removal?.NoncurrentDays,
    'keep-versions': keeps,
    'abort-uploads': rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation,
    disabled: rule.Status === 'Disabled' ? 'yes' : undefined,
  };
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
}

type PerhapsMove = {
  readonly to: AskedRule['moves'][number]['to'] | undefined;
  readonly days: number | undefined;
};

function movesTextOf(moves: readonly PerhapsMove[]): string | undefined {
  const told = moves.flatMap(({to, days}) => (to === undefined || days === undefined ? [] : [{to, days}]));
  const inOrder = told.toSorted((a, b) => a.days - b.days);
  return inOrder.length === 0 ? undefined : movesText(inOrder);
}

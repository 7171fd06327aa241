import type {ActionTarget, Blocked, Plan} from '../../../actions/plan.ts';
import {costText} from './cost.ts';
import type {LifecycleFacts} from './facts.ts';
import type {LifecycleOptions} from './options.ts';
import {putCommand} from './requests.ts';
import {riskOf} from './risk.ts';
import {undoText} from './undo.ts';
import {differenceText, expires, nextRunText, versioningText} from './wording.ts';

type Made = Extract<LifecycleFacts['merged'], {readonly rules: unknown}>;

export function planLifecycle(
  facts: LifecycleFacts,
  options: LifecycleOptions,
  target: ActionTarget,
  now: number,
): Plan {
  const {merged} = facts;
  const {resource: bucket} = target;
  const base = {
    action: 'buckets.lifecycle',
    title: `${verbs[options.wants.to]} lifecycle rule ${options.id} of ${bucket}`,
    target,
    cost: 'The change itself costs nothing.',
    basis: basisOf(facts),
  };
  if ('blocked' in merged) {
    const undo = 'Nothing is changed.';
    return {
      ...base,
      risk: 'disruptive',
      steps: [],
      changes: [],
      warnings: [],
      blocked: [merged.blocked],
      undo,
    };
  }
  const {before, after, rules} = merged;
  const {minimumObjectSize} = facts.configuration;
  const cli = putCommand(target, {rules, minimumObjectSize});
  const at = {minimumObjectSize, now};
  return {
    ...base,
    cost: costText(after, facts.count, at),
    risk: riskOf(after),
    steps: [
      {
        operation: 's3:PutBucketLifecycleConfiguration',
        says: `PutBucketLifecycleConfiguration ${bucket} with ${rules.length.toLocaleString('en-US')} ${rules.length === 1 ? 'rule' : 'rules'}`,
        ...(cli === undefined ? {} : {cli}),
      },
    ],
    changes: [...differenceText(before, after, facts), ...nextRunText(after, facts.count, at)],
    warnings: warningsOf(facts, merged),
    blocked: blockedOf(facts, options),
    undo: undoText({before, after, count: rules.length}, target),
  };
}

const verbs = {put: 'Put', remove: 'Remove', enable: 'Switch on', disable: 'Switch off'} as const;

function warningsOf(facts: LifecycleFacts, {after}: Made): readonly string[] {
  const warnings = [
    'AWS has no conditional write here: it is read again right before and right after, but what somebody else writes in the same moment is overwritten.',
  ];
  if (after?.Status !== 'Enabled') return warnings;
  if (expires(after)) warnings.unshift(versioningText(after, facts));
  if (after.NoncurrentVersionExpiration) {
    warnings.unshift('Noncurrent versions are removed for good; how many is unknown, they are not counted.');
  }
  const moves = [...(after.Transitions ?? []), ...(after.NoncurrentVersionTransitions ?? [])];
  if (moves.some(({StorageClass: to}) => to === 'GLACIER' || to === 'DEEP_ARCHIVE')) {
    warnings.unshift('What is archived in GLACIER or DEEP_ARCHIVE has to be restored before it can be read.');
  }
  return warnings;
}

function blockedOf(facts: LifecycleFacts, {id}: LifecycleOptions): readonly Blocked[] {
  const lost = lostOf(facts);
  if (lost !== undefined) return [lost];
  const {meaning, wanted} = facts;
  if (meaning && wanted && JSON.stringify(meaning) === JSON.stringify(wanted)) {
    return [{because: `Rule ${id} is like that already.`, unblock: 'Nothing is needed.'}];
  }
  return [];
}

/** What AWS wrote must come out of the SDK as it went in: what it does not know, a put would delete. */
function lostOf({configuration, meaning, rewritten}: LifecycleFacts): Blocked | undefined {
  const unblock = 'Change it with the AWS console, or with a newer hotshard.';
  if (!meaning || !rewritten) {
    return {because: 'The lifecycle configuration that AWS sent is no XML that can be read.', unblock};
  }
  if (JSON.stringify(meaning) === JSON.stringify(rewritten)) return undefined;
  // The first is the root itself.
  const place = meaning.findIndex((each, index) => each !== rewritten[index]) - 1;
  const where = configuration.rules[place]?.ID;
  return {
    because: `The lifecycle configuration ${where === undefined ? '' : `(rule ${where}) `}says something that hotshard does not know, and would lose.`,
    unblock,
  };
}

const basisOf = ({meaning, configuration, versioning, count}: LifecycleFacts): string =>
  JSON.stringify([
    meaning ?? configuration.raw ?? null,
    configuration.minimumObjectSize ?? null,
    versioning.ok ? versioning.value : versioning.problem.code,
    count?.startedAt ?? null,
  ]);

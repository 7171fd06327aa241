import type {ActionTarget, Blocked, Plan} from '../../../actions/plan.ts';
import {costText} from './cost.ts';
import type {LifecycleFacts} from './facts.ts';
import type {LifecycleOptions} from './options.ts';
import {deleteCommand, putCommand} from './requests.ts';
import {riskOf} from './risk.ts';
import {undoText} from './undo.ts';
import {uploadsText} from './uploads-ended.ts';
import {versioningText} from './versioning-text.ts';
import {differenceText, expires, nextRunText, rulesText, widenedTexts} from './wording.ts';

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
    basis: basisOf(facts),
  };
  if ('blocked' in merged) {
    return {
      ...base,
      risk: 'disruptive',
      steps: [],
      changes: [],
      warnings: [],
      blocked: [merged.blocked],
      cost: 'Nothing is sent.',
      undo: 'Nothing is changed.',
    };
  }
  const {before, after, rules} = merged;
  const {minimumObjectSize} = facts.configuration;
  const at = {minimumObjectSize, now};
  return {
    ...base,
    cost: costText(after, facts.count, at, facts.held),
    risk: riskOf(after, {isLast: rules.length === 0}),
    steps: [stepOf(rules, minimumObjectSize, target)],
    changes: [...differenceText(before, after, facts), ...nextRunText(after, facts.count, at, facts.held)],
    warnings: warningsOf(facts, merged),
    blocked: blockedOf(facts, options),
    undo: undoText({merged, was: facts.configuration}, target),
    previous: previousOf(facts),
  };
}

/** All that a put or a delete replaces, as it came. */
const previousOf = ({configuration: {raw, minimumObjectSize}}: LifecycleFacts) => ({
  configuration: raw ?? 'none',
  transitionDefaultMinimumObjectSize: minimumObjectSize ?? 'none',
});

function stepOf(
  rules: Made['rules'],
  minimumObjectSize: string | undefined,
  target: ActionTarget,
): Plan['steps'][number] {
  const {resource: bucket} = target;
  if (rules.length === 0) {
    return {
      operation: 's3:DeleteBucketLifecycle',
      says: `DeleteBucketLifecycle ${bucket}: AWS takes no configuration without a rule`,
      cli: deleteCommand(target),
    };
  }
  const cli = putCommand(target, {rules, minimumObjectSize});
  return {
    operation: 's3:PutBucketLifecycleConfiguration',
    says: `PutBucketLifecycleConfiguration ${bucket} with ${rulesText(rules)}`,
    ...(cli === undefined ? {} : {cli}),
  };
}

const verbs = {put: 'Put', remove: 'Remove', enable: 'Switch on', disable: 'Switch off'} as const;

function warningsOf(facts: LifecycleFacts, {before, after, rules}: Made): readonly string[] {
  const warnings = [
    rules.length === 0
      ? 'AWS deletes the whole configuration, and has no conditional delete: it is read again right before and right after, but a rule that somebody else writes in the same moment goes with it.'
      : 'AWS has no conditional write here: it is read again right before and right after, but what somebody else writes in the same moment is overwritten.',
  ];
  if (before && after) warnings.unshift(...widenedTexts(before, after));
  if (after?.Status !== 'Enabled') return warnings;
  warnings.unshift(...uploadsText(after, facts.uploads));
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

import type {Proof} from '../../../actions/plan.ts';
import type {TestFacts} from './facts.ts';
import {seenOf} from './memory.ts';
import {stateAsked, type TestOptions} from './options.ts';
import {failuresIn, nameOf, verdictOn} from './proof/verdict.ts';
import {clockOf} from './running/shows.ts';

/** What was seen of each action, and where the state is now. */
export function proveTest(before: TestFacts, after: TestFacts, options: TestOptions): Proof {
  const seen = seenOf(before);
  const to = stateAsked(before.alarm.state, options);
  const actions = (seen?.evidence.actions ?? []).map(witnessed => {
    const time = witnessed.at === undefined ? '' : `, ${clockOf(witnessed.at)}`;
    const {says} = verdictOn(witnessed, before, seen?.deliveries);
    return [nameOf(witnessed, before), `${says}${time}`] as const;
  });
  const parents = (seen?.evidence.parents ?? []).map(
    parent => [`composite ${parent.alarm}`, `went to ${parent.to} with it, ${clockOf(parent.at)}`] as const,
  );
  const isProved = seen?.evidence.own !== undefined;
  const isAll = seen?.evidence.actions.every(({is}) => is !== 'unseen') ?? false;
  const isBad = seen !== undefined && failuresIn(seen.evidence, before, seen.deliveries).length > 0;
  return {
    before: {state: before.alarm.state},
    after: {state: after.alarm.state, ...Object.fromEntries([...actions, ...parents])},
    verdict: isProved ? stateText(before, after, to) : '',
    helped: isProved && (isBad || isAll) ? !isBad : undefined,
  };
}

function stateText(
  {alarm: {state: was, kind}}: TestFacts,
  {alarm: {state, name}}: TestFacts,
  to: string,
): string {
  if (state === was) return `It is ${state} again.`;
  if (state !== to) return `It is ${state} now.`;
  return kind === 'composite'
    ? `It still is ${to}: a composite may stay until one of its children changes. alarms.test ${name} --state ${was} sets it back.`
    : `It still is ${to}: its evaluation has not set it back yet. alarms.test ${name} --state ${was} does.`;
}

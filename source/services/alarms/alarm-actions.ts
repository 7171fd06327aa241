import type {Known} from '../reader.ts';
import {describeAction} from './doing/describe-action.ts';
import type {AlarmFact, TopicFact} from './facts.ts';
import type {AlarmAction, AlarmState} from './model.ts';

/** Every action of an alarm, in words, with who hears of those that page. */
export function actionsOf(
  fact: AlarmFact,
  topics: ReadonlyMap<string, Known<TopicFact>>,
): readonly AlarmAction[] {
  const on: readonly (readonly [AlarmState, readonly string[]])[] = [
    ['ALARM', fact.alarmActions],
    ['OK', fact.okActions],
    ['INSUFFICIENT_DATA', fact.insufficientDataActions],
  ];
  return on.flatMap(([state, arns]) =>
    arns.map(arn => {
      const {does, risk, topic} = describeAction(arn, fact.metric?.dimensions);
      const subscriptions = topic === undefined ? undefined : topics.get(topic)?.value;
      return {arn, on: state, does, risk, subscriptions: subscriptions ?? null};
    }),
  );
}

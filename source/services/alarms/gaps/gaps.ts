import type {Finding} from '../../../monitor/schema.ts';
import type {Others} from '../../service.ts';
import type {AlarmFact, TopicFact} from '../facts.ts';
import {queueGaps} from './queue-gaps.ts';
import {streamGaps} from './stream-gaps.ts';
import {alarmGaps, topicGaps} from './unheard.ts';

/** What the gaps of one session are judged from. */
export type GapContext = {
  readonly account: string;
  readonly region: string;
  /** All of them: of alarms that were not read nobody can say that they are not there. */
  readonly alarms: readonly AlarmFact[];
  readonly others: Others;
  /** Who hears of a topic, by its ARN, where that was read. */
  readonly topics: ReadonlyMap<string, TopicFact>;
  /** Where a new alarm would page: the topic that most alarms page. */
  readonly usualTopic: string | undefined;
};

/** What nobody would be told of: for each the command that makes the alarm. hotshard makes none itself. */
export function gapsOf(context: Omit<GapContext, 'usualTopic'>): readonly Finding[] {
  const whole = {...context, usualTopic: usualTopic(context.alarms)};
  return [...streamGaps(whole), ...queueGaps(whole), ...alarmGaps(whole), ...topicGaps(whole)];
}

function usualTopic(alarms: readonly AlarmFact[]): string | undefined {
  const uses = new Map<string, number>();
  for (const {alarmActions} of alarms) {
    for (const arn of alarmActions) if (/^arn:[^:]+:sns:/u.test(arn)) uses.set(arn, (uses.get(arn) ?? 0) + 1);
  }
  return [...uses].sort(([a, times], [b, more]) => more - times || a.localeCompare(b))[0]?.[0];
}

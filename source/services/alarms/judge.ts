import {accountOf} from '../../aws/arn.ts';
import type {JudgeContext, Judged} from '../service.ts';
import type {AlarmFact, AlarmFacts} from './facts.ts';
import {familyOf} from './family.ts';
import {findingsOf} from './findings.ts';
import {gapsOf} from './gaps/gaps.ts';
import {judgeAlarm} from './judge-alarm.ts';
import type {Alarm} from './model.ts';
import type {AlarmThresholds} from './thresholds.ts';

/** Alarms, what is wrong with them, and what no alarm would tell. */
export function judge(
  facts: AlarmFacts,
  context: Omit<JudgeContext, 'thresholds'> & {readonly thresholds: AlarmThresholds},
): Judged<Alarm> {
  const list = facts.alarms.value ?? [];
  const family = familyOf(list);
  const resources = list
    .toSorted(byState)
    .map(fact => judgeAlarm(fact, {...context, account: accountOf(fact.arn) ?? '', facts, family}));
  const byName = new Map(resources.map(alarm => [alarm.name, alarm]));
  const {now, thresholds, region, others} = context;
  const alarm = (name: string) => byName.get(name);
  const found = resources.flatMap(each => findingsOf(each, {now, thresholds, alarm}));
  // Of a list that is not whole nobody can say what is not in it.
  const gaps = facts.isWhole
    ? gapsOf({
        account: accountIn(list, others),
        region,
        alarms: list,
        others,
        topics: new Map([...facts.topics].flatMap(([arn, {value}]) => (value ? [[arn, value]] : []))),
      })
    : [];
  return {resources, findings: [...found, ...gaps]};
}

const order = {ALARM: 0, INSUFFICIENT_DATA: 1, OK: 2} as const;

/** Firing first, and of those the longest. */
const byState = (a: AlarmFact, b: AlarmFact): number =>
  order[a.state] - order[b.state] ||
  (a.since ?? Number.MAX_VALUE) - (b.since ?? Number.MAX_VALUE) ||
  a.name.localeCompare(b.name);

function accountIn(list: readonly AlarmFact[], {kinesis, queues}: JudgeContext['others']): string {
  const [first] = list;
  return (first && accountOf(first.arn)) ?? kinesis?.[0]?.account ?? queues?.[0]?.account ?? '';
}

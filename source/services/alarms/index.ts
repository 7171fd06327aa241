import {defineService} from '../service.ts';
import {alarmActions} from './actions.ts';
import {asks} from './asks.ts';
import type {AlarmFacts} from './facts.ts';
import {judge} from './judge.ts';
import {locate} from './locate.ts';
import type {Alarm} from './model.ts';
import {read} from './read.ts';
import {thresholdNames, thresholdsWith} from './thresholds.ts';

export const alarms = defineService<AlarmFacts, Alarm>({
  id: 'alarms',
  title: 'Alarms',
  list: 'alarms',
  thresholds: thresholdNames,
  actions: alarmActions,
  locate,
  report: async () => (await import('./report.ts')).alarmsReport,
  needs: ['cloudwatch:DescribeAlarms'],
  read,
  asks,
  judge: (facts, context) => judge(facts, {...context, thresholds: thresholdsWith(context.thresholds)}),
  root: facts => facts.alarms,
  *details({muteRules, changes, topics, histories}) {
    if (muteRules) yield muteRules;
    if (changes) yield changes;
    yield* topics.values();
    yield* histories.values();
  },
});

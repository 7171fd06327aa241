import {defineAction} from '../../../actions/action.ts';
import type {Alarm} from '../model.ts';
import type {TestFacts} from './facts.ts';
import {gatherTest} from './gather.ts';
import {matchingAlarms} from './matching.ts';
import {parseTest, type TestOptions, testOptions} from './options.ts';
import {planTest} from './planning/plan.ts';
import {proveTest} from './prove.ts';
import {runTest} from './running/run.ts';

export const test = defineAction<Alarm, TestFacts, TestOptions>({
  id: 'alarms.test',
  key: 't',
  title: 'Test alarm',
  describe:
    'Sets the state of an alarm once, and proves from its history which of its actions were carried out.',
  on: 'resource',
  options: testOptions,
  needs: [
    'cloudwatch:SetAlarmState',
    'cloudwatch:DescribeAlarms',
    'cloudwatch:DescribeAlarmHistory',
    'cloudwatch:ListAlarmMuteRules',
    'cloudwatch:GetAlarmMuteRule',
    'cloudwatch:GetMetricData',
    'sns:ListSubscriptionsByTopic',
  ],
  sends: ['cloudwatch:SetAlarmState'],
  matching: matchingAlarms,
  available: ({actionsEnabled, muted, suppressedBy}) => {
    if (!actionsEnabled) return 'its actions are off: switch them on first';
    if (muted !== null) return `it is muted by ${muted.rule}: unmute it first`;
    return suppressedBy === null ? true : `its actions are held back by ${suppressedBy}`;
  },
  parse: parseTest,
  gather: gatherTest,
  plan: planTest,
  run: runTest,
  prove: proveTest,
});

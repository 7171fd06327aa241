import {defineAction} from '../../../actions/action.ts';
import type {Proof} from '../../../actions/plan.ts';
import type {Alarm} from '../model.ts';
import {muteOf} from '../mutes.ts';
import {matchingAlarms} from '../test/matching.ts';
import type {UnmuteOptions} from './chosen.ts';
import {gatherMute, type MuteFacts} from './facts.ts';
import {planUnmute} from './plan-unmute.ts';
import {runUnmute} from './run-unmute.ts';
import {muteText} from './wording.ts';

export const unmute = defineAction<Alarm, MuteFacts, UnmuteOptions>({
  id: 'alarms.unmute',
  key: 'u',
  title: 'Unmute',
  describe: 'Ends what hotshard mutes an alarm with; a rule that others made has to be named.',
  on: 'resource',
  matching: matchingAlarms,
  options: [
    {name: 'rule', value: 'NAME', describe: 'also end it by this mute rule, which hotshard did not make'},
  ],
  needs: [
    'cloudwatch:DeleteAlarmMuteRule',
    'cloudwatch:PutAlarmMuteRule',
    'cloudwatch:ListAlarmMuteRules',
    'cloudwatch:GetAlarmMuteRule',
    'cloudwatch:DescribeAlarms',
  ],
  sends: ['cloudwatch:DeleteAlarmMuteRule', 'cloudwatch:PutAlarmMuteRule'],
  available: ({muted, missing}) => (muted === null && missing.muted === undefined ? 'it is not muted' : true),
  parse: ({rule}) =>
    rule === '' ? {wrong: 'The name of the rule is empty: name one, or leave it out.'} : {options: {rule}},
  gather: gatherMute,
  plan: planUnmute,
  run: runUnmute,
  prove: proveUnmute,
});

function proveUnmute(before: MuteFacts, after: MuteFacts): Proof {
  const still = muteOf(after.alarm, after.rules);
  return {
    before: {mute: muteText(before.alarm, before.rules, before.asOf)},
    after: {mute: muteText(after.alarm, after.rules, after.asOf)},
    verdict: still ? `It stays ${muteText(after.alarm, after.rules, after.asOf)}.` : 'No rule mutes it now.',
    helped: still === undefined,
  };
}

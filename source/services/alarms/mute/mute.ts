import {defineAction, type Ending, type Progress, type Work} from '../../../actions/action.ts';
import type {Plan, Proof} from '../../../actions/plan.ts';
import type {MuteRuleFact} from '../facts.ts';
import type {Alarm} from '../model.ts';
import {readMuteRule} from '../requests.ts';
import {matchingAlarms} from '../test/matching.ts';
import {gatherMute, type MuteFacts} from './facts.ts';
import {parseHowLong} from './how-long.ts';
import {type MuteOptions, planMute, ruleFrom} from './plan-mute.ts';
import {readBack} from './read-back.ts';
import {refusalOf} from './refusal.ts';
import {putMuteRule} from './requests.ts';
import {muteText, untilUtc} from './wording.ts';

/** A schedule knows whole minutes: past the next one, a rule that does not hold is not going to. */
const longestWaitMs = 90_000;

export const mute = defineAction<Alarm, MuteFacts, MuteOptions>({
  id: 'alarms.mute',
  key: 'm',
  title: 'Mute',
  describe: 'Holds the actions of an alarm back for a while; it ends by itself.',
  on: 'resource',
  matching: matchingAlarms,
  options: [{name: 'for', value: 'TIME', describe: 'how long: 30m, 2h, 1d, at most 15d; 1h unless said'}],
  needs: [
    'cloudwatch:PutAlarmMuteRule',
    'cloudwatch:ListAlarmMuteRules',
    'cloudwatch:GetAlarmMuteRule',
    'cloudwatch:DescribeAlarms',
  ],
  sends: ['cloudwatch:PutAlarmMuteRule'],
  available: () => true,
  parse: ({for: typed}) => {
    const howLong = parseHowLong(typed);
    return 'wrong' in howLong ? howLong : {options: howLong};
  },
  gather: gatherMute,
  plan: planMute,
  run: runMute,
  prove: proveMute,
});

async function* runMute(
  {target}: Plan,
  facts: MuteFacts,
  options: MuteOptions,
  work: Work<MuteFacts>,
): AsyncGenerator<Progress, Ending> {
  if (work.signal.aborted) return {ended: 'stopped', says: 'Nothing was muted.'};
  const {ruleName} = facts;
  yield {says: `Muting by the rule ${ruleName}`};
  const sent = await work.send(putMuteRule(ruleFrom(facts, options, work.now())));
  if (!sent.ok && !sent.problem.uncertain) {
    return {ended: 'failed', problem: refusalOf(sent.problem, 'PutAlarmMuteRule', target.resource)};
  }
  yield {says: 'Waiting until the rule is ACTIVE'};
  let rule: MuteRuleFact | undefined;
  const is = await readBack(work, longestWaitMs, async () => {
    const read = await work.session.attempt('cloudwatch:GetAlarmMuteRule', () =>
      readMuteRule(work.session, ruleName),
    );
    if (read.ok) rule = read.value;
    return rule?.status === 'ACTIVE';
  });
  if (is === 'seen') return {ended: 'done', note: doneText(rule, target.resource, work.now())};
  if (is === 'stopped') {
    return {ended: 'stopped', says: `Whether ${ruleName} holds was not seen; alarms.unmute takes it away.`};
  }
  if (!sent.ok) return {ended: 'failed', problem: sent.problem};
  const status = rule?.status === undefined ? 'cannot be read' : `is ${rule.status}`;
  const sentence = `AWS took the rule ${ruleName}, and it ${status}: ${target.resource} is not muted; try again, or switch its actions off (alarms.disable ${target.resource}).`;
  return {ended: 'failed', problem: {missing: 'failed', code: 'NotActive', sentence}};
}

const doneText = (rule: MuteRuleFact | undefined, name: string, now: number): string =>
  rule?.expireAt === undefined
    ? `${name} is muted.`
    : `${name} is muted until ${untilUtc(rule.expireAt, now)}.`;

function proveMute(before: MuteFacts, after: MuteFacts): Proof {
  const rule = after.rules.find(({name}) => name === before.ruleName);
  const isActive = rule?.status === 'ACTIVE';
  return {
    before: {mute: muteText(before.alarm, before.rules, before.asOf)},
    after: {mute: muteText(after.alarm, after.rules, after.asOf)},
    verdict: isActive ? 'AWS says that the rule is ACTIVE.' : `The rule is ${rule?.status ?? 'not there'}.`,
    helped: isActive,
  };
}

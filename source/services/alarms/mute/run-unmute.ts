import type {Ending, Progress, Work} from '../../../actions/action.ts';
import type {Plan} from '../../../actions/plan.ts';
import type {MuteRuleFact} from '../facts.ts';
import {readMuteRule} from '../requests.ts';
import {type Chosen, chosenOf, type UnmuteOptions} from './chosen.ts';
import type {MuteFacts} from './facts.ts';
import {endingOf, readBack} from './read-back.ts';
import {refusalOf} from './refusal.ts';
import {deleteMuteRule, putMuteRule} from './requests.ts';

const longestWaitMs = 30_000;

/** Rule by rule; each is read right before it is changed, for putting one replaces whatever stands there. */
export async function* runUnmute(
  {target}: Plan,
  facts: MuteFacts,
  options: UnmuteOptions,
  work: Work<MuteFacts>,
): AsyncGenerator<Progress, Ending> {
  for (const chosen of chosenOf(facts, options)) {
    const {name} = chosen.rule;
    if (work.signal.aborted) return {ended: 'stopped', says: `${name} was left as it is.`};
    yield {says: chosen.others.length === 0 ? `Deleting ${name}` : `Taking the alarm out of ${name}`};
    const read = await work.session.attempt('cloudwatch:GetAlarmMuteRule', () =>
      readMuteRule(work.session, name),
    );
    if (!read.ok) return {ended: 'failed', problem: read.problem};
    if (!read.value) continue;
    if (settingsOf(read.value) !== settingsOf(chosen.rule)) {
      return {
        ended: 'stopped',
        says: `Somebody changed ${name} meanwhile: it was left as it is; plan again.`,
      };
    }
    const sent = await work.send(requestOf(chosen));
    if (sent.ok) continue;
    const operation = chosen.others.length === 0 ? 'DeleteAlarmMuteRule' : 'PutAlarmMuteRule';
    return {ended: 'failed', problem: refusalOf(sent.problem, operation, target.resource)};
  }
  yield {says: 'Reading back'};
  const gone = new Set(chosenOf(facts, options).map(({rule}) => rule.name));
  const is = await readBack(work, longestWaitMs, async () => {
    const now = await work.gather();
    return now.ok && !now.value.rules.some(({name}) => gone.has(name));
  });
  return endingOf(is, `${target.resource} is muted by ${[...gone].join(', ')} all the same`);
}

const requestOf = ({rule, others}: Chosen) =>
  others.length === 0 ? deleteMuteRule(rule.name) : putMuteRule({...rule, alarms: others});

const settingsOf = ({alarms, expression, duration, timezone, startAt, expireAt, description}: MuteRuleFact) =>
  JSON.stringify([alarms.toSorted(), expression, duration, timezone, startAt, expireAt, description]);

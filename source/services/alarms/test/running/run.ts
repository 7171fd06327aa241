import {randomUUID} from 'node:crypto';
import type {Ending, Progress, Work} from '../../../../actions/action.ts';
import type {Plan} from '../../../../actions/plan.ts';
import {bothWays} from '../effects/way.ts';
import type {TestFacts} from '../facts.ts';
import {remember} from '../memory.ts';
import {stateAsked, type TestOptions} from '../options.ts';
import {needsReasonData} from '../planning/plan.ts';
import {isWhole} from '../proof/evidence.ts';
import {failuresIn, longestWaitMs, nameOf} from '../proof/verdict.ts';
import {reasonDataFor, reasonFor} from '../reason.ts';
import {setAlarmState} from '../requests.ts';
import {Watch} from './watch.ts';

/** An item can be a little older than the answer to the request: clocks differ. */
const beforeMs = 60_000;
const lookEveryMs = 2_000;
const followEveryMs = 5_000;
/** Metric alarms are evaluated every minute. CloudWatch user guide, "Alarm evaluation". */
const followMs = 180_000;
/** SNS counts by the minute, and CloudWatch learns of it a minute or two later. */
const countMs = 240_000;

/** Sets the state once, and reads the history until every action is accounted for and the state has come back. */
export async function* runTest(
  {target}: Plan,
  facts: TestFacts,
  options: TestOptions,
  work: Work<TestFacts>,
): AsyncGenerator<Progress, Ending> {
  const {alarm, callerArn} = facts;
  const to = stateAsked(alarm.state, options);
  const {there} = bothWays(to, facts);
  const nonce = randomUUID().replaceAll('-', '').slice(0, 12);
  const setAt = work.now();
  const asked = {alarm: alarm.name, to, nonce, since: setAt - beforeMs, firings: there.firings};
  const watch = new Watch(work, facts, asked);

  if (work.signal.aborted) return {ended: 'stopped', says: 'Nothing was set.'};
  yield {says: `Setting ${alarm.name} to ${to}`};
  const reasonData = needsReasonData(there) ? reasonDataFor(alarm, work.now()) : undefined;
  const reason = reasonFor(callerArn, nonce);
  const sent = await work.send(setAlarmState({name: target.resource, state: to, reason, reasonData}));
  if (!sent.ok && !sent.problem.uncertain) return {ended: 'failed', problem: sent.problem};

  yield* watch.until(() => isWhole(watch.evidence), {
    every: lookEveryMs,
    within: longestWaitMs(there.firings),
  });
  watch.waits = false;
  remember(facts, watch);
  if (!watch.evidence.own) {
    if (work.signal.aborted) return {ended: 'stopped', says: 'Stopped before its history told anything.'};
    if (watch.problem) return {ended: 'failed', problem: watch.problem};
    if (!sent.ok) return {ended: 'failed', problem: sent.problem};
    return notProved(watch);
  }

  yield* watch.follow({every: followEveryMs, within: followMs});
  remember(facts, watch);
  yield* watch.count(setAt, {every: followEveryMs * 3, within: countMs});
  remember(facts, watch);
  if (work.signal.aborted) {
    return {ended: 'stopped', says: `${alarm.name} was set to ${to}. Stopped before the proof was whole.`};
  }
  return endingOf(watch, facts);
}

/** Proved only when something was seen, and nothing that had to be seen is missing. */
function endingOf({evidence, deliveries}: Watch, facts: TestFacts): Ending {
  const {actions} = evidence;
  const failures = failuresIn(evidence, facts, deliveries);
  const accepted = actions.filter(({is}) => is === 'accepted').length;
  const all = actions.length === 1 ? 'Its action' : `Its ${actions.length} actions`;
  if (failures.length > 0) {
    const some = actions.length === 1 ? `${all} did` : `${failures.length} of ${actions.length} actions did`;
    return failed('ActionNotCarriedOut', `${some} not reach what it is for. ${failures.join('; ')}.`);
  }
  if (accepted === actions.length) {
    return {ended: 'done', note: `${all} ${accepted === 1 ? 'was' : 'were'} accepted.`};
  }
  const open = actions.filter(({is}) => is === 'unseen').map(each => nameOf(each, facts));
  const unseen = `not seen, and nobody can tell whether it had to be: ${open.join('; ')}`;
  return accepted === 0
    ? failed('NotProved', `Not proved: no action was seen (${unseen}).`)
    : {ended: 'done', note: `${accepted} of ${actions.length} actions were accepted; ${unseen}.`};
}

const failed = (code: string, sentence: string): Ending => ({
  ended: 'failed',
  problem: {missing: 'failed', code, sentence},
});

/** The state did not change by this test, so nothing that was carried out is a proof of it. */
function notProved({evidence: {other}, asked}: Watch): Ending {
  const {alarm: name, to} = asked;
  const sentence = other
    ? `Not proved: ${name} went to ${to} by itself at ${new Date(other.at).toISOString().slice(11, 19)}, before the test could set it. What was carried out then is no proof of this test; try again when it is back.`
    : `Not proved: the history of ${name} does not have the change within ${longestWaitMs(asked.firings) / 1000} s. Look at its history.`;
  return failed('NotProved', sentence);
}

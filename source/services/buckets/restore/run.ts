import type {Ending, Progress, Work} from '../../../actions/action.ts';
import type {ActionTarget} from '../../../actions/plan.ts';
import type {Problem} from '../../../aws/problem.ts';
import {formatBytes} from '../../../text/bytes.ts';
import {formatCount, formatRate} from '../../../text/number.ts';
import {several} from '../objects/several.ts';
import type {RestoreFacts} from './facts.ts';
import type {RestoreOptions} from './options.ts';
import {objectsText} from './plan.ts';
import {restoreObject} from './requests.ts';
import type {StoredObject} from './stored-object.ts';
import {bytesOf} from './terms.ts';

const atATime = 24;
/** So many between two words about how far it is: a second's worth. */
const perWord = 250;
/** What AWS refused for haste is asked for again so often, after a pause. */
const rounds = 3;
const pauseMs = 5_000;

type Tally = {
  begun: number;
  bytes: number;
  /** Somebody else had begun it. */
  already: number;
  /** Deleted, written over or no longer archived. */
  changed: number;
  /** Refused for haste. */
  hasty: StoredObject[];
  problem: Problem | undefined;
};

export async function* runRestore(
  target: ActionTarget,
  {archived}: RestoreFacts,
  options: RestoreOptions,
  work: Work<RestoreFacts>,
): AsyncGenerator<Progress, Ending> {
  const tally: Tally = {begun: 0, bytes: 0, already: 0, changed: 0, hasty: [], problem: undefined};
  const goesOn = () => tally.problem === undefined && !work.signal.aborted;
  const startedAt = work.now();
  let left = archived;
  for (let round = 1; left.length > 0 && goesOn(); round += 1) {
    tally.hasty = [];
    for (let first = 0; first < left.length && goesOn(); first += perWord) {
      const some = left.slice(first, first + perWord);
      await several(some, atATime, object => ask(object, target, options, work, tally), goesOn);
      yield {says: progressOf(tally, archived, work.now() - startedAt)};
    }
    left = tally.hasty;
    if (left.length === 0 || round === rounds || !goesOn()) break;
    yield {says: `AWS wants fewer at a time: ${objectsText(left.length)} again in ${pauseMs / 1000} s`};
    await work.sleep(pauseMs).catch(() => undefined);
  }
  return endingOf(tally, archived, work.signal.aborted);
}

async function ask(
  object: StoredObject,
  target: ActionTarget,
  options: RestoreOptions,
  {send, signal}: Work<RestoreFacts>,
  tally: Tally,
): Promise<void> {
  if (signal.aborted) return;
  const answer = await send(restoreObject(target, object, options));
  if (answer.ok) {
    tally.begun += 1;
    tally.bytes += object.bytes;
    return;
  }
  const {problem} = answer;
  if (problem.code === 'RestoreAlreadyInProgress') tally.already += 1;
  else if (/^(NoSuchKey|InvalidObjectState)$/.test(problem.code)) tally.changed += 1;
  else if (problem.code === 'SlowDown') tally.hasty.push(object);
  else tally.problem ??= inWords(problem);
}

/** The status says that AWS failed, but it refused: nothing has begun. */
function inWords(problem: Problem): Problem {
  if (problem.code !== 'GlacierExpeditedRetrievalNotAvailable') return problem;
  const sentence =
    'AWS has no room for Expedited now: take --tier Standard, try later, or buy provisioned capacity.';
  return {missing: 'failed', code: problem.code, sentence};
}

const settled = ({begun, already, changed}: Tally): number => begun + already + changed;

function progressOf(tally: Tally, {length}: readonly StoredObject[], ms: number): string {
  const rate = ms > 0 ? `, ${formatRate((settled(tally) / ms) * 1000)}` : '';
  return `${formatCount(settled(tally))} of ${formatCount(length)} asked for${rate}`;
}

function endingOf(tally: Tally, archived: readonly StoredObject[], isStopped: boolean): Ending {
  const {begun, bytes, already, changed, hasty, problem} = tally;
  const said = [
    `${objectsText(begun)}, ${formatBytes(bytes)} of ${formatBytes(bytesOf(archived))}, being restored.`,
  ];
  if (already > 0) said.push(`${formatCount(already)} were on their way already.`);
  if (changed > 0) said.push(`${formatCount(changed)} are gone or not archived any more.`);
  const missed = archived.length - settled(tally);
  const again = `Do it again for the other ${formatCount(missed)}: what has begun is left out.`;
  if (problem) {
    said.push(again);
    return {ended: 'failed', problem: {...problem, sentence: `${problem.sentence} ${said.join(' ')}`}};
  }
  if (isStopped) return {ended: 'stopped', says: `Stopped. ${said.join(' ')} ${again}`};
  if (hasty.length > 0) {
    const sentence = `AWS wants fewer at a time than it was asked for. ${said.join(' ')} ${again}`;
    return {ended: 'failed', problem: {missing: 'throttled', code: 'SlowDown', sentence}};
  }
  return {ended: 'done', note: said.join(' ')};
}

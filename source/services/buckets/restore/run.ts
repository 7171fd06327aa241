import type {Ending, Progress, Work} from '../../../actions/action.ts';
import type {ActionTarget} from '../../../actions/plan.ts';
import type {Problem} from '../../../aws/problem.ts';
import {formatBytes} from '../../../text/bytes.ts';
import {formatCount, formatRate} from '../../../text/number.ts';
import {several} from '../objects/several.ts';
import type {RestoreFacts} from './facts.ts';
import type {RestoreOptions} from './options.ts';
import {objectsText} from './plan.ts';
import {proveByAnswers} from './proof.ts';
import {restoreObject} from './requests.ts';
import type {StoredObject} from './stored-object.ts';
import {bytesOf} from './terms.ts';

const atATime = 24;
/** So many between two words about how far it is: a second's worth. */
const perWord = 250;
/** What AWS wants later, or gave no sure answer to, is asked for so often in all, after a pause. */
const rounds = 3;
const pauseMs = 5_000;
/** After so many in a row of which nothing was settled, asking on is of no use. */
const mostBarren = 3;

type Tally = {
  begun: StoredObject[];
  /** Somebody else had begun it. */
  already: number;
  /** Deleted, written over or no longer archived. */
  changed: number;
  /** To be asked for once more: in this round, and why last. */
  again: StoredObject[];
  why: Problem | undefined;
  /** Ever refused for haste. */
  readonly hasty: Set<StoredObject>;
  /** Ever without a sure answer. */
  readonly unsure: Set<StoredObject>;
  problem: Problem | undefined;
};

export async function* runRestore(
  target: ActionTarget,
  facts: RestoreFacts,
  options: RestoreOptions,
  work: Work<RestoreFacts>,
): AsyncGenerator<Progress, Ending> {
  const tally: Tally = {
    begun: [],
    already: 0,
    changed: 0,
    again: [],
    why: undefined,
    hasty: new Set(),
    unsure: new Set(),
    problem: undefined,
  };
  yield* askForAll(target, facts, options, work, tally);
  const ending = endingOf(tally, facts.archived, work.signal.aborted);
  const proof = await proveByAnswers(facts, tally, target, work);
  return proof ? {...ending, proof} : ending;
}

async function* askForAll(
  target: ActionTarget,
  {archived}: RestoreFacts,
  options: RestoreOptions,
  work: Work<RestoreFacts>,
  tally: Tally,
): AsyncGenerator<Progress, void> {
  const goesOn = () => tally.problem === undefined && !work.signal.aborted;
  const request = (object: StoredObject) => restoreObject(target, object, options, archived.length > perWord);
  const startedAt = work.now();
  let barren = 0;
  let left = archived;
  for (let round = 1; round <= rounds; round += 1) {
    tally.again = [];
    for (let first = 0; first < left.length; first += perWord) {
      const before = settled(tally);
      const some = left.slice(first, first + perWord);
      await several(some, atATime, object => ask(object, request(object), work, tally), goesOn);
      yield {says: progressOf(tally, archived, work.now() - startedAt)};
      barren = settled(tally) === before ? barren + 1 : 0;
      if (!goesOn() || barren === mostBarren) return;
      const isLast = first + perWord >= left.length;
      if (isLast ? tally.again.length > 0 && round < rounds : barren > 0) {
        yield {says: pauseText(tally)};
        await work.sleep(pauseMs).catch(() => undefined);
        if (!goesOn()) return;
      }
    }
    left = tally.again;
  }
}

async function ask(
  object: StoredObject,
  request: ReturnType<typeof restoreObject>,
  {send, signal}: Work<RestoreFacts>,
  tally: Tally,
): Promise<void> {
  if (signal.aborted) return;
  const answer = await send(request);
  if (answer.ok) {
    tally.begun.push(object);
    return;
  }
  const {problem} = answer;
  if (problem.code === 'RestoreAlreadyInProgress') {
    // Of one whose answer was lost, that request has begun it.
    if (tally.unsure.has(object)) tally.begun.push(object);
    else tally.already += 1;
  } else if (/^(NoSuchKey|InvalidObjectState)$/.test(problem.code)) tally.changed += 1;
  else if (isWorthAnother(problem)) {
    (problem.missing === 'throttled' ? tally.hasty : tally.unsure).add(object);
    tally.again.push(object);
    tally.why = problem;
  } else tally.problem ??= inWords(problem);
}

/**
 * A request for haste was refused; one without a sure answer can be repeated, for what it has begun is not begun twice:
 * AWS answers RestoreAlreadyInProgress.
 */
const isWorthAnother = ({missing, code, uncertain}: Problem): boolean =>
  missing === 'throttled' || (uncertain === true && code !== noRoom);

const noRoom = 'GlacierExpeditedRetrievalNotAvailable';

/** The status says that AWS failed, but it refused: nothing has begun. */
function inWords(problem: Problem): Problem {
  if (problem.code !== noRoom) return problem;
  const sentence =
    'AWS has no room for Expedited now: take --tier Standard, try later, or buy provisioned capacity.';
  return {missing: 'failed', code: problem.code, sentence};
}

const settled = ({begun, already, changed}: Tally): number => begun.length + already + changed;

function progressOf(tally: Tally, {length}: readonly StoredObject[], ms: number): string {
  const rate = ms > 0 ? `, ${formatRate((settled(tally) / ms) * 1000)}` : '';
  return `${formatCount(settled(tally))} of ${formatCount(length)} asked for${rate}`;
}

function pauseText({again, why}: Tally): string {
  const because =
    why?.missing === 'throttled' ? 'AWS wants fewer at a time' : `No sure answer (${why?.code ?? 'unknown'})`;
  return `${because}: ${objectsText(again.length)} again in ${pauseMs / 1000} s`;
}

function endingOf(tally: Tally, archived: readonly StoredObject[], isStopped: boolean): Ending {
  const {begun, problem, again: unsettled, why} = tally;
  const said = [
    `${objectsText(begun.length)}, ${formatBytes(bytesOf(begun))} of ${formatBytes(bytesOf(archived))}, being restored.`,
    ...besidesOf(tally),
  ];
  const again = `Do it again for the other ${formatCount(archived.length - settled(tally))}: what has begun is left out.`;
  if (problem) {
    said.push(again);
    return {ended: 'failed', problem: {...problem, sentence: `${problem.sentence} ${said.join(' ')}`}};
  }
  if (isStopped) return {ended: 'stopped', says: `Stopped. ${said.join(' ')} ${again}`};
  if (unsettled.length === 0 || why === undefined) return {ended: 'done', note: said.join(' ')};
  const {missing, code} = why;
  const sentence =
    missing === 'throttled'
      ? 'AWS wants fewer at a time than it was asked for.'
      : `AWS gives no sure answer (${code}): some of the others can be on their way.`;
  return {ended: 'failed', problem: {missing, code, sentence: `${sentence} ${said.join(' ')} ${again}`}};
}

function besidesOf({already, changed, hasty, unsure}: Tally): readonly string[] {
  const said: string[] = [];
  if (already > 0) said.push(`${formatCount(already)} were on their way already.`);
  if (changed > 0) said.push(`${formatCount(changed)} are gone or not archived any more.`);
  if (hasty.size > 0) said.push(`For ${formatCount(hasty.size)} AWS wanted fewer at a time.`);
  if (unsure.size > 0) {
    said.push(
      `For ${formatCount(unsure.size)} a request got no sure answer; asking again begins nothing twice.`,
    );
  }
  return said;
}

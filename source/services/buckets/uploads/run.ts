import type {Ending, Progress, Work} from '../../../actions/action.ts';
import type {ActionTarget} from '../../../actions/plan.ts';
import type {Problem} from '../../../aws/problem.ts';
import {formatBytes} from '../../../text/bytes.ts';
import {formatCount} from '../../../text/number.ts';
import {several} from '../objects/several.ts';
import {type MeasuredUpload, oldBefore, type UploadsFacts} from './facts.ts';
import type {AbortOptions} from './options.ts';
import {abandonedOf, isAbandoned, uploadsText} from './plan.ts';
import {abortUpload, readParts, unclear} from './requests.ts';

const atATime = 8;
/** So many between two words about how far it is. */
const perWord = 40;
/** What AWS wants later, or gave no sure answer to, is asked for so often in all, after a pause. */
const rounds = 3;
const pauseMs = 5_000;

type Tally = {
  aborted: number;
  bytes: number;
  /** Finished or aborted by somebody else. */
  gone: number;
  /** A part came. */
  alive: number;
  /** Whether a part came cannot be known. */
  unclear: number;
  /** To be asked for once more, and why last. */
  again: MeasuredUpload[];
  why: Problem | undefined;
  /** Ever without a sure answer. */
  readonly unsure: Set<MeasuredUpload>;
  problem: Problem | undefined;
};

export async function* runAbort(
  target: ActionTarget,
  facts: UploadsFacts,
  options: AbortOptions,
  work: Work<UploadsFacts>,
): AsyncGenerator<Progress, Ending> {
  const abandoned = abandonedOf(facts, options);
  const tally: Tally = {
    aborted: 0,
    bytes: 0,
    gone: 0,
    alive: 0,
    unclear: 0,
    again: [],
    why: undefined,
    unsure: new Set(),
    problem: undefined,
  };
  const goesOn = () => tally.problem === undefined && !work.signal.aborted;
  const one = (upload: MeasuredUpload) => abortOne(upload, target, options, work, tally);
  let left = abandoned;
  for (let round = 1; round <= rounds && left.length > 0 && goesOn(); round += 1) {
    if (round > 1) {
      yield {says: `${whyText(tally)}: ${uploadsText(left.length)} again in ${pauseMs / 1000} s`};
      await work.sleep(pauseMs).catch(() => undefined);
    }
    tally.again = [];
    for (let first = 0; first < left.length && goesOn(); first += perWord) {
      const before = settled(tally);
      await several(left.slice(first, first + perWord), atATime, one, goesOn);
      yield {says: `${formatCount(tally.aborted)} of ${formatCount(abandoned.length)} aborted`};
      if (settled(tally) > before) continue;
      // Where AWS takes none of so many, the others wait as well.
      tally.again.push(...left.slice(first + perWord));
      break;
    }
    left = tally.again;
  }
  return endingOf(tally, abandoned.length, work.signal.aborted);
}

const settled = ({aborted, gone, alive, unclear: unknown}: Tally): number => aborted + gone + alive + unknown;

const whyText = ({why}: Tally): string =>
  why?.missing === 'throttled' ? 'AWS wants fewer at a time' : `No sure answer (${why?.code ?? 'unknown'})`;

function endingOf(tally: Tally, count: number, isStopped: boolean): Ending {
  const {problem, again, why} = tally;
  const says = saysOf(tally);
  if (problem) return {ended: 'failed', problem: {...problem, sentence: `${problem.sentence} ${says}`}};
  if (isStopped) return {ended: 'stopped', says: `Stopped. ${says}`};
  if (again.length === 0 || why === undefined) return {ended: 'done', note: says};
  const {missing, code} = why;
  const because =
    missing === 'throttled'
      ? 'AWS wants fewer at a time than it was asked for.'
      : `AWS gives no sure answer (${code}): some of the others can be gone.`;
  const sentence = `${because} ${says} Do it again for the other ${formatCount(count - settled(tally))}.`;
  return {ended: 'failed', problem: {missing, code, sentence}};
}

/** Its parts are read again right before: what got one since is not abandoned. */
async function abortOne(
  upload: MeasuredUpload,
  target: ActionTarget,
  options: AbortOptions,
  work: Work<UploadsFacts>,
  tally: Tally,
): Promise<void> {
  const {session, signal} = work;
  if (signal.aborted) return;
  const parts = await session.attempt('s3:ListParts', clients =>
    readParts(clients, target, upload, session.signal),
  );
  if (!parts.ok) {
    if (isWorthAnother(parts.problem)) return askAgain(upload, parts.problem, tally);
    // A read that got no answer leaves no doubt: nothing was aborted by it.
    const {missing, code, sentence} = parts.problem;
    tally.problem ??= {missing, code, sentence};
    return;
  }
  if (parts.value === undefined) return isGone(upload, tally);
  if (parts.value === unclear) {
    tally.unclear += 1;
    return;
  }
  const now = {...upload, parts: parts.value};
  if (now.parts.count !== upload.parts.count || !isAbandoned(now, oldBefore(work.now(), options))) {
    tally.alive += 1;
    return;
  }
  if (signal.aborted) return;
  const answer = await work.send(abortUpload(target, upload));
  if (answer.ok) {
    tally.aborted += 1;
    tally.bytes += now.parts.bytes;
  } else if (answer.problem.code === 'NoSuchUpload') isGone(upload, tally);
  else if (isWorthAnother(answer.problem)) {
    if (answer.problem.missing !== 'throttled') tally.unsure.add(upload);
    askAgain(upload, answer.problem, tally);
  } else tally.problem ??= answer.problem;
}

/** A request for haste was refused; one without a sure answer can be repeated: what is aborted is not aborted twice. */
const isWorthAnother = ({missing, uncertain}: Problem): boolean =>
  missing === 'throttled' || uncertain === true;

function askAgain(upload: MeasuredUpload, problem: Problem, tally: Tally): void {
  tally.again.push(upload);
  tally.why = problem;
}

/** Of one whose answer was lost, that request has aborted it. */
function isGone(upload: MeasuredUpload, tally: Tally): void {
  if (tally.unsure.has(upload)) {
    tally.aborted += 1;
    tally.bytes += upload.parts.bytes;
  } else tally.gone += 1;
}

function saysOf({aborted, bytes, gone, alive, unclear: unknown}: Tally): string {
  const said = [`Aborted ${uploadsText(aborted)}, ${formatBytes(bytes)} in parts.`];
  if (gone > 0) {
    said.push(
      `${formatCount(gone)} ${gone === 1 ? 'was' : 'were'} finished or aborted by somebody else meanwhile.`,
    );
  }
  if (alive > 0) {
    said.push(`${formatCount(alive)} got a part meanwhile and ${alive === 1 ? 'was' : 'were'} left alone.`);
  }
  if (unknown > 0) {
    said.push(
      `Of ${formatCount(unknown)} it is unknown whether a part came meanwhile: left alone, so plan again later.`,
    );
  }
  return said.join(' ');
}

import type {Ending, Progress, Work} from '../../../actions/action.ts';
import type {ActionTarget} from '../../../actions/plan.ts';
import type {Problem} from '../../../aws/problem.ts';
import {formatBytes} from '../../../text/bytes.ts';
import {formatCount} from '../../../text/number.ts';
import {several} from '../objects/several.ts';
import {type MeasuredUpload, oldBefore, type UploadsFacts} from './facts.ts';
import type {AbortOptions} from './options.ts';
import {abandonedOf, isAbandoned, uploadsText} from './plan.ts';
import {abortUpload, readParts} from './requests.ts';

const atATime = 8;
/** So many between two words about how far it is. */
const perWord = 40;

type Tally = {
  aborted: number;
  bytes: number;
  /** Finished or aborted by somebody else. */
  gone: number;
  /** A part came. */
  alive: number;
  problem: Problem | undefined;
};

export async function* runAbort(
  target: ActionTarget,
  facts: UploadsFacts,
  options: AbortOptions,
  work: Work<UploadsFacts>,
): AsyncGenerator<Progress, Ending> {
  const abandoned = abandonedOf(facts, options);
  const tally: Tally = {aborted: 0, bytes: 0, gone: 0, alive: 0, problem: undefined};
  const goesOn = () => tally.problem === undefined && !work.signal.aborted;
  for (let first = 0; first < abandoned.length && goesOn(); first += perWord) {
    const some = abandoned.slice(first, first + perWord);
    await several(some, atATime, upload => abortOne(upload, target, options, work, tally), goesOn);
    yield {says: `${formatCount(tally.aborted)} of ${formatCount(abandoned.length)} aborted`};
  }
  const says = saysOf(tally);
  if (tally.problem) {
    const sentence = `${tally.problem.sentence} ${says}`;
    return {ended: 'failed', problem: {...tally.problem, sentence}};
  }
  return work.signal.aborted ? {ended: 'stopped', says: `Stopped. ${says}`} : {ended: 'done', note: says};
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
    // A read that got no answer leaves no doubt: nothing was aborted by it.
    const {missing, code, sentence} = parts.problem;
    tally.problem ??= {missing, code, sentence};
    return;
  }
  if (parts.value === undefined) {
    tally.gone += 1;
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
  } else if (answer.problem.code === 'NoSuchUpload') tally.gone += 1;
  else tally.problem ??= answer.problem;
}

function saysOf({aborted, bytes, gone, alive}: Tally): string {
  const said = [`Aborted ${uploadsText(aborted)}, ${formatBytes(bytes)} in parts.`];
  if (gone > 0) said.push(`${formatCount(gone)} had ended by themselves.`);
  if (alive > 0) said.push(`${formatCount(alive)} got a part meanwhile and were left alone.`);
  return said.join(' ');
}

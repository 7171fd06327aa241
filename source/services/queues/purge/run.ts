import type {Ending, Progress, Work} from '../../../actions/action.ts';
import type {ActionTarget} from '../../../actions/plan.ts';
import type {Problem} from '../../../aws/problem.ts';
import {formatDuration} from '../../../text/duration.ts';
import {formatCount} from '../../../text/number.ts';
import {UsageError} from '../../../usage-error.ts';
import {depthOf} from '../dead-letters.ts';
import {purgeEverySeconds} from '../limits.ts';
import {messagesText} from '../messages/counted.ts';
import {Holding} from '../messages/holding.ts';
import type {AllGivenBack} from '../messages/late.ts';
import {leavingMs, leavingReceiveMs, type Patience, patienceOf} from '../messages/patience.ts';
import {refusalOf} from '../messages/refusal.ts';
import {openSaveFile} from '../messages/save.ts';
import type {PurgeFacts} from './facts.ts';
import {purgesOf} from './memory.ts';
import type {PurgeOptions} from './options.ts';
import {purgeQueue} from './requests.ts';
import {hiddenMs, saveAll} from './save-all.ts';

const countEveryMs = 5_000;

export async function* runPurge(
  target: ActionTarget,
  facts: PurgeFacts,
  options: PurgeOptions,
  work: Work<PurgeFacts>,
): AsyncGenerator<Progress, Ending> {
  if (work.signal.aborted) return {ended: 'stopped', says: 'Nothing was purged.'};
  const patience = patienceOf(work.signal, leavingMs);
  const patienceToReceive = patienceOf(work.signal, leavingReceiveMs);
  const holding = new Holding({url: facts.url, work, patience});
  try {
    const kept =
      options.save === undefined
        ? undefined
        : yield* save(facts, options, options.save, work, {holding, patience: patienceToReceive});
    if (kept && 'ended' in kept) return kept;
    if (work.signal.aborted) return {ended: 'stopped', says: notPurged(await holding.giveBack())};
    const sent = await work.send(purgeQueue(facts.url));
    if (!sent.ok) {
      const refused = refusalOf(sent.problem, target.resource);
      const hidden = hiddenText(await holding.giveBack());
      return {ended: 'failed', problem: {...refused, sentence: `${refused.sentence}${hidden}`}};
    }
    purgesOf(work.session).set(target.arn, work.now());
    yield {says: 'AWS purges it: this takes up to a minute'};
    const left = yield* countDown(facts.url, work);
    const saved = kept === undefined ? '' : `Saved ${formatCount(kept.saved)} messages. `;
    if (work.signal.aborted) return {ended: 'stopped', says: `${saved}AWS goes on purging by itself.`};
    return {ended: 'done', note: `${saved}Purged. ${leftText(left)}`};
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const sentence = `${error.message} ${notPurged(await holding.giveBack())}`;
    return {ended: 'failed', problem: {missing: 'failed', code: 'FileNotWritten', sentence}};
  } finally {
    patience.end();
    patienceToReceive.end();
  }
}

/** Every message into the file; an ending when they are not all there, and nothing may be purged. */
async function* save(
  {url}: PurgeFacts,
  {withoutSaving}: PurgeOptions,
  path: string,
  work: Work<PurgeFacts>,
  held: {readonly holding: Holding; readonly patience: Patience},
): AsyncGenerator<Progress, Ending | {readonly saved: number}> {
  const file = openSaveFile(path);
  try {
    const {saved, whole, problem} = yield* saveAll(url, {file, ...held}, work);
    const savedOnly = async () =>
      `${messagesText(saved)} ${saved === 1 ? 'is' : 'are'} in ${path}. ${notPurged(await held.holding.giveBack())}`;
    if (problem) {
      const refused = refusalOf(problem, url.slice(url.lastIndexOf('/') + 1));
      return beforePurge({...refused, sentence: `${refused.sentence} ${await savedOnly()}`});
    }
    if (work.signal.aborted) return {ended: 'stopped', says: `Stopped. ${await savedOnly()}`};
    if (withoutSaving) return {saved};
    const {readAttributes} = await import('../requests.ts');
    const now = await work.session.attempt('sqs:GetQueueAttributes', () => readAttributes(work.session, url));
    const depth = now.ok ? depthOf(now.value) : undefined;
    if (whole && depth !== undefined && depth <= saved) return {saved};
    const there =
      depth === undefined ? 'how many there are is not known' : `there are about ${formatCount(depth)}`;
    const sentence = `Not every message could be saved: ${there}. ${await savedOnly()} Try again, or say --without-saving too.`;
    return {ended: 'failed', problem: {missing: 'failed', code: 'NotAllSaved', sentence}};
  } finally {
    file.close();
  }
}

/** The purge was not sent: whatever had no answer, it is certain that nothing is lost. */
const beforePurge = ({uncertain: _, ...certain}: Problem): Ending => ({ended: 'failed', problem: certain});

const notPurged = (back: AllGivenBack): string => {
  const hidden = hiddenText(back);
  return hidden === '' ? 'Nothing was purged; everything is given back.' : `Nothing was purged.${hidden}`;
};

/** What others do not see yet; nothing when everything is given back. */
function hiddenText({stillHidden, isCutShort}: AllGivenBack): string {
  const longest = formatDuration(hiddenMs);
  const hidden =
    stillHidden > 0
      ? ` ${messagesText(stillHidden)} could not be given back: they come back by themselves within ${longest}.`
      : '';
  const cut = isCutShort
    ? ` A request was left without its answer: what it brings is hidden for ${longest} at most.`
    : '';
  return `${hidden}${cut}`;
}

/** Counts until nothing is left or AWS's minute is over. */
async function* countDown(url: string, work: Work<PurgeFacts>): AsyncGenerator<Progress, number | undefined> {
  const {readAttributes} = await import('../requests.ts');
  const endAt = work.now() + purgeEverySeconds * 1000;
  let left: number | undefined;
  for (;;) {
    const read = await work.session.attempt('sqs:GetQueueAttributes', () =>
      readAttributes(work.session, url),
    );
    left = read.ok ? depthOf(read.value) : left;
    if (left === 0 || work.now() >= endAt || work.signal.aborted) return left;
    yield {says: left === undefined ? 'counting' : `${formatCount(left)} still counted`};
    await work.sleep(countEveryMs).catch(error => {
      if (!work.signal.aborted) throw error;
    });
  }
}

function leftText(left: number | undefined): string {
  if (left === undefined) return 'AWS did not say what is left.';
  if (left === 0) return 'Nothing is left.';
  return `AWS still counts ${formatCount(left)}: they came meanwhile, or it counts late.`;
}

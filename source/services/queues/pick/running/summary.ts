import type {Ending} from '../../../../actions/action.ts';
import type {Problem} from '../../../../aws/problem.ts';
import {formatDuration} from '../../../../text/duration.ts';
import {formatCount} from '../../../../text/number.ts';
import {messagesText} from '../../messages/counted.ts';
import type {Left} from '../intents/ledger.ts';
import {afterPassSeconds, type PassResult, passMs} from './pass.ts';
import type {Tally} from './tally.ts';

type Ran = PassResult & {
  readonly where: string;
  readonly saved: boolean;
  /** What is still open of this pick and of earlier ones. */
  readonly left: Left;
  readonly now: number;
  readonly aborted: boolean;
};

/** How a pick ended, in words: what was moved, what was given back, what may be there twice. */
export function endingOf(ran: Ran): Ending {
  const {problem, aborted, tally} = ran;
  const says = summaryOf(ran);
  if (problem) {
    const sentence = `${problem.sentence} ${says}`;
    const {uncertain: _, ...certain} = problem;
    // Whether a message was received or deleted is known by what is held; only a send can stay unknown.
    return {ended: 'failed', problem: {...certain, sentence, ...(tally.unknown > 0 && {uncertain: true})}};
  }
  return aborted ? {ended: 'stopped', says: `Stopped. ${says}`} : {ended: 'done', note: says};
}

function summaryOf({tally, refusal, where, saved, left, now, whole, isCutShort}: Ran): string {
  const sentences = [
    `${saved ? 'Saved' : 'Moved'} ${messagesText(tally.copied)} ${saved ? 'to' : 'into'} ${where}.`,
  ];
  if (tally.finished > 0) {
    sentences.push(`Deleted ${messagesText(tally.finished)} that an earlier pick had copied.`);
  }
  if (tally.gone > 0) {
    sentences.push(`${messagesText(tally.gone)} that an earlier pick had copied had been deleted.`);
  }
  sentences.push(givenBackText(tally, refusal, whole));
  if (tally.unknown > 0) {
    sentences.push(
      `${messagesText(tally.unknown)} may be in both queues: no answer came to the send. The next pick sends them again and counts them.`,
    );
  }
  if (left.toDelete > 0) {
    sentences.push(
      `${messagesText(left.toDelete)} copied and not seen deleted: the next pick deletes them, and does not send them again${hiddenText(left, now)}.`,
    );
  }
  if (tally.stillHidden > 0) {
    sentences.push(
      `${messagesText(tally.stillHidden)} could not be given back: they show again by themselves.`,
    );
  }
  if (isCutShort) {
    sentences.push(
      `A request was left without its answer: what it brings is hidden for ${formatDuration(passMs + afterPassSeconds * 1000)} at most.`,
    );
  }
  sentences.push(
    left.duplicates > 0
      ? `Possible duplicates: ${formatCount(left.duplicates)}.`
      : 'Nothing is there twice as far as can be told.',
  );
  return sentences.join(' ');
}

function givenBackText({kept, unknown}: Tally, refusal: Problem | undefined, whole: boolean): string {
  const {other, behind, nowhere, enough, refused} = kept;
  const tooLarge = kept['too-large'];
  const all = other + behind + nowhere + tooLarge + enough + refused + unknown;
  const parts = [
    ...(behind > 0 ? [`${formatCount(behind)} behind another of their group`] : []),
    ...(nowhere > 0 ? [`${formatCount(nowhere)} of no queue that can be sent to`] : []),
    ...(tooLarge > 0 ? [`${formatCount(tooLarge)} too large for it`] : []),
    ...(enough > 0 ? [`${formatCount(enough)} that were enough or too late`] : []),
    ...(refused > 0 ? [`${formatCount(refused)} that were not taken (${withoutStop(refusal)})`] : []),
  ];
  const among = parts.length === 0 ? '' : `: ${parts.join(', ')}`;
  const more = whole ? '' : ' It did not come to the end of the queue.';
  return `Given back ${messagesText(all)}${among}.${more}`;
}

const withoutStop = (problem: Problem | undefined): string =>
  problem === undefined ? 'nothing says why' : problem.sentence.replace(/\.$/, '');

const hiddenText = ({hiddenUntil}: Left, now: number): string =>
  hiddenUntil !== undefined && hiddenUntil > now ? `, from ${formatDuration(hiddenUntil - now)} on` : '';

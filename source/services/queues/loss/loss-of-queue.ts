import {isMeasured, type Missing, type Reading} from '../../../reading.ts';
import {queueAsks} from '../asks.ts';
import type {Consumer} from '../consumer.ts';
import type {ListedQueue} from '../facts.ts';
import type {JudgeQueueContext} from '../judge-queue.ts';
import type {Source} from './age-when-moved.ts';
import {deadLetterLoss, type FirstLoss, sourceLoss} from './first-loss.ts';
import {pastAgesOf} from './past-ages.ts';

type LossOptions = JudgeQueueContext & {readonly depth: Reading; readonly consumer: Consumer};

/** When the first message of a queue is lost, or why nobody can say; what is empty or kept up with loses nothing. */
export function lossOfQueue(listed: ListedQueue, options: LossOptions): FirstLoss | Missing {
  const {now, book, facts, deadLetters, depth, consumer} = options;
  const attributes = facts.details.get(listed.arn)?.attributes;
  if (isMeasured(depth) && depth.value === 0) return 'not-applicable';
  const {retentionSeconds, fifo} = attributes?.value ?? {};
  if (retentionSeconds === undefined || fifo === undefined) {
    return attributes === undefined ? 'not-asked' : (attributes.problem?.missing ?? 'no-data');
  }
  const ages = book(queueAsks(listed).age);
  const about = {now, fifo, retentionSeconds, ages};
  const {sources, senders, sourcesMissing} = deadLetters;
  // While the policies of the other queues are still being read, nobody knows whose dead letters these are.
  if (sourcesMissing === 'not-asked' && !fifo) return 'not-asked';
  const mayHaveMore = sourcesMissing !== undefined;
  const isDeadLetter = sources.length > 0 || senders.length > 0 || (mayHaveMore && consumer.alive !== true);
  if (!isDeadLetter) return sourceLoss(about, consumer.alive === true) ?? 'not-applicable';
  const moved = ages.points.at(-1)?.value;
  const known = sources.map(arn => sourceOf(arn, moved, options));
  return deadLetterLoss(about, known, mayHaveMore);
}

function sourceOf(
  arn: string,
  movedSecondsAgo: number | undefined,
  {book, facts, listed}: LossOptions,
): Source {
  const source = listed(arn);
  const attributes = facts.details.get(arn)?.attributes?.value;
  return {
    ages:
      source === undefined || movedSecondsAgo === undefined
        ? undefined
        : pastAgesOf(book, source, movedSecondsAgo),
    retentionSeconds: attributes?.retentionSeconds,
    maxReceiveCount: attributes?.maxReceiveCount,
    visibilityTimeoutSeconds: attributes?.visibilityTimeoutSeconds,
  };
}

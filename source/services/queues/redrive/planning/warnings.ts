import {formatDuration} from '../../../../text/duration.ts';
import {formatCount, formatPerMinute, formatRate} from '../../../../text/number.ts';
import {hasOwnKey} from '../../attributes.ts';
import {mostTaskHours} from '../../limits.ts';
import type {RedriveFacts} from '../facts.ts';
import type {RedriveOptions} from '../options.ts';
import {destinationText} from './blocked.ts';
import {isConsumed} from './consumer.ts';
import type {Order} from './order.ts';

/** What somebody has to know before saying yes. */
export function redriveWarnings(
  facts: RedriveFacts,
  options: RedriveOptions,
  order: Order,
): readonly string[] {
  return [
    ...watchWarnings(facts, order),
    ...consumerWarnings(facts, options),
    ...rateWarnings(order),
    ...timeWarnings(facts, order),
    ...keyWarnings(facts),
  ];
}

function watchWarnings(facts: RedriveFacts, order: Order): readonly string[] {
  const {name} = facts;
  const {arrivals, canary, comesBack, detach} = order;
  if (!comesBack) {
    return [
      `What fails in ${destinationText(facts)} does not come back to ${name}: nothing guards this move.`,
    ];
  }
  if (detach) return [];
  if (!arrivals) {
    return [
      `How much arrives in ${name} by itself is not known: whatever is there afterwards counts as doubtful.`,
    ];
  }
  const warnings: string[] = [...movedBefore(facts, order)];
  const {perMinute, falls} = arrivals;
  if (perMinute * 60 >= 1) warnings.push(`${formatPerMinute(perMinute)} arrive in ${name} by themselves.`);
  if (falls) {
    warnings.push(
      `Somebody takes messages out of ${name}, or they expire: what comes back is harder to tell.`,
    );
  }
  if (canary && !canary.canTell) {
    warnings.push(
      `Among what arrives, ${formatCount(canary.hides)} that came back would not show, and the canary is ${formatCount(canary.messages)}: it cannot tell, and the rest will not start by itself.`,
    );
  }
  return warnings;
}

/** What an earlier move brought to fail is on its way back, and nobody can tell the two apart. */
function movedBefore({tasks, asOf, name}: RedriveFacts, {window}: Order): readonly string[] {
  const [{status, startedAt, moved, perSecond} = {}] = tasks;
  if (!window || startedAt === undefined || !moved || status === 'RUNNING') return [];
  const endedAt = startedAt + (perSecond === undefined ? 0 : (moved / perSecond) * 1000);
  const untilMs = endedAt + window.ms - asOf;
  if (untilMs <= 0) return [];
  return [
    `${formatCount(moved)} were moved shortly before: what fails of them comes back to ${name} too, for up to ${formatDuration(untilMs)}, and is not told apart.`,
  ];
}

function consumerWarnings({receivers, name}: RedriveFacts, options: RedriveOptions): readonly string[] {
  const warnings: string[] = [];
  for (const receiver of receivers) {
    const consumed = isConsumed(receiver);
    if (consumed === undefined) {
      warnings.push(`Whether anybody consumes ${receiver.name} is not known: its metrics could not be read.`);
    }
    if (consumed === false && options.withoutConsumer) {
      warnings.push(
        `Nobody consumes ${receiver.name}: nothing can fail and come back to ${name}, and nothing is called clean.`,
      );
    }
  }
  return warnings;
}

function rateWarnings({rate}: Order): readonly string[] {
  const {isMuch, spare, perSecond} = rate;
  if (!isMuch || !spare) return [];
  return [
    `${formatRate(perSecond)} is more than half of the ${formatPerMinute(spare.spare)} that the consumer of ${spare.queue} was seen to have to spare.`,
  ];
}

function timeWarnings(facts: RedriveFacts, {rate}: Order): readonly string[] {
  const {depth, attributes, oldestAgeSeconds, name} = facts;
  const warnings: string[] = [];
  const takesMs = (depth / rate.perSecond) * 1000;
  const leftMs =
    attributes.retentionSeconds === undefined || oldestAgeSeconds === undefined
      ? undefined
      : (attributes.retentionSeconds - oldestAgeSeconds) * 1000;
  if (leftMs !== undefined && leftMs < takesMs * 2 + nearLossMs) {
    warnings.push(
      `The oldest message of ${name} is lost in at most ${formatDuration(Math.max(0, leftMs))}: what is moved before is saved.`,
    );
  }
  if (takesMs > mostTaskHours * 3_600_000) {
    warnings.push(
      `AWS ends a task after ${mostTaskHours} h, and at this rate it takes ${formatDuration(takesMs)}: raise --rate, or redrive again.`,
    );
  }
  return warnings;
}

/** A standard queue counts the retention from the first send, so that the true time may be shorter by far. */
const nearLossMs = 24 * 3_600_000;

/** "Key permissions for dead-letter queue redrive", SQS developer guide. */
function keyWarnings({attributes, receivers, name}: RedriveFacts): readonly string[] {
  const warnings: string[] = [];
  if (hasOwnKey(attributes)) {
    warnings.push(`${name} is encrypted with ${attributes.kms}: you need kms:Decrypt for that key.`);
  }
  for (const {name: receiver, attributes: its} of receivers) {
    if (hasOwnKey(its)) {
      warnings.push(
        `${receiver} is encrypted with ${its.kms}: you need kms:GenerateDataKey and kms:Decrypt for that key.`,
      );
    }
  }
  return warnings;
}

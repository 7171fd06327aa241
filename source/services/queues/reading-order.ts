import type {View} from '../../monitor/published.ts';
import {type DeadLetters, depthOf} from './dead-letters.ts';
import type {ListedQueue, QueueDetail} from './facts.ts';

/** While messages are moved back, the queues that they leave and come to change by the second. */
export const movingEverySeconds = 5;
export const watchedEverySeconds = 60;
const quietEverySeconds = 300;

export type Turn = {readonly queue: ListedQueue; readonly everySeconds: number};

export type OrderContext = {
  readonly details: ReadonlyMap<string, QueueDetail>;
  readonly deadLetters: (arn: string) => DeadLetters;
  readonly view: View;
};

/**
 * In which order queues are asked for their attributes, and how often: what somebody looks at and what was worst
 * the last time first; of a queue that was empty and is no dead-letter queue, every five minutes are enough.
 */
export function readingOrder(queues: readonly ListedQueue[], context: OrderContext): readonly Turn[] {
  const {details, deadLetters, view} = context;
  const visible = new Set(view.visible);
  const moving = queuesOfMoves(details, deadLetters);
  const ranked = queues.map(queue => {
    const {arn, name} = queue;
    const {attributes} = details.get(arn) ?? {};
    const depth = depthOf(attributes?.value);
    const isDeadLetter = deadLetters(arn).isDeadLetter ?? looksLikeDeadLetters(name);
    const isSeen = arn === view.open || visible.has(arn);
    const rank = isSeen || moving.has(arn) ? 0 : rankOf(depth, isDeadLetter);
    const isQuiet = rank > 0 && !isDeadLetter && (depth === 0 || attributes?.problem !== undefined);
    const everySeconds = moving.has(arn)
      ? movingEverySeconds
      : isQuiet
        ? untilTurnOf(arn, attributes?.asOf)
        : watchedEverySeconds;
    return {queue, everySeconds, rank, depth};
  });
  return ranked.sort(
    (a, b) => a.rank - b.rank || (b.depth ?? 0) - (a.depth ?? 0) || a.queue.name.localeCompare(b.queue.name),
  );
}

function rankOf(depth: number | undefined, isDeadLetter: boolean): number {
  if (depth !== undefined && depth > 0) return isDeadLetter ? 1 : 3;
  if (depth === undefined) return isDeadLetter ? 2 : 5;
  return isDeadLetter ? 4 : 6;
}

/** Which queues to ask first, before anybody knows: a name means nothing more than that. */
const looksLikeDeadLetters = (name: string): boolean => /dlq|dead|fail|error|poison|reject/i.test(name);

export const isMoving = ({tasks}: QueueDetail): boolean =>
  tasks?.value?.some(({status}) => status === 'RUNNING' || status === 'CANCELLING') ?? false;

/** What running move tasks take from and give to. */
function queuesOfMoves(
  details: ReadonlyMap<string, QueueDetail>,
  deadLetters: (arn: string) => DeadLetters,
): ReadonlySet<string> {
  const moving = new Set<string>();
  for (const [arn, detail] of details) {
    if (!isMoving(detail)) continue;
    const [task] = detail.tasks?.value ?? [];
    moving.add(arn);
    for (const to of task?.destination === undefined ? deadLetters(arn).sources : [task.destination]) {
      moving.add(to);
    }
  }
  return moving;
}

/**
 * Each quiet queue has its turn at another moment of every five minutes: those that were read together are spread
 * over the refreshes that follow.
 */
function untilTurnOf(arn: string, asOf: number | undefined): number {
  if (asOf === undefined) return quietEverySeconds * (0.5 + shareOf(arn));
  const since = (asOf / 1000 - shareOf(arn) * quietEverySeconds) % quietEverySeconds;
  const left = quietEverySeconds - since;
  return left < watchedEverySeconds ? left + quietEverySeconds : left;
}

/** A share of one that is always the same for a queue, and different for others. */
function shareOf(arn: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < arn.length; index += 1) {
    hash = Math.imul(hash ^ arn.charCodeAt(index), 0x01000193);
  }
  // Names that differ in their last digit are to be far apart too.
  return (Math.imul(hash ^ (hash >>> 15), 0x85ebca6b) >>> 0) / 2 ** 32;
}

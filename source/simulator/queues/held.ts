import type {Held} from '../scenarios/schema.ts';
import {chance, mix} from '../world/random.ts';
import {contentOf} from './content/content.ts';
import {uuidOf} from './content/values.ts';
import {atSecond, type Letter, senderIdOf} from './letter.ts';
import type {Coming} from './message.ts';

export type HeldIn = {
  readonly queue: string;
  readonly fifo: boolean;
  readonly seed: number;
  readonly startAt: number;
  /** The ARN of a queue of the region, and after how many receives its messages are dead letters. */
  readonly sourceOf: (name: string) => {readonly arn: string; readonly receives: number};
  /** Of a topic that sends what it cannot deliver to this queue. */
  readonly topicArn: string | undefined;
};

const bytes = 600;

/** Messages that were there before: `place` tells the lots of a queue apart. */
export function* heldMessages(held: Held, place: number, where: HeldIn): Generator<Coming> {
  const source = held.source === undefined ? undefined : where.sourceOf(held.source);
  const between = held.untilSecond - held.fromSecond;
  for (let index = 0; index < held.messages; index++) {
    const seed = mix(where.seed, place, index, 31);
    const second = held.fromSecond + (between * (index + chance(seed, 1))) / held.messages;
    const arrivedAt = Math.floor(where.startAt + second * 1000);
    const firstSentAt = arrivedAt - Math.round(held.sentSecondsBefore * 1000);
    yield {
      letter: letterOf(held, seed, firstSentAt, where),
      sentAt: where.fifo ? arrivedAt : firstSentAt,
      arrivedAt,
      delaySeconds: 0,
      ...(source && {
        deadLetterSource: source.arn,
        earlierReceives: source.receives,
        firstReceivedAt: firstSentAt,
      }),
    };
  }
}

function letterOf(
  held: Held,
  seed: number,
  sentAt: number,
  {queue, fifo, startAt, topicArn}: HeldIn,
): Letter {
  const {reason, carriedIn, repairedAtSecond} = held;
  const why =
    reason === undefined ? undefined : {reason, carriedIn, repairedAt: atSecond(repairedAtSecond, startAt)};
  const topic = topicArn === undefined || held.source !== undefined ? undefined : 'topic';
  const sender = held.fromFunction ? 'function' : topic;
  const id = () => uuidOf(seed);
  return {
    id,
    content: () =>
      contentOf({seed, queue: held.source ?? queue, sentAt, bytes, reason: why, sender, topicArn}),
    bytes,
    senderId: senderIdOf(sender ?? 'producer'),
    reason: why,
    groupId: fifo ? `group-${Math.floor(chance(seed, 2) * 20)}` : undefined,
    deduplicationId: () => (fifo ? id() : undefined),
  };
}

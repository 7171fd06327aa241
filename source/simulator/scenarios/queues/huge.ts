import type {QueueSource} from '../schema.ts';

const fortnight = 14 * 86_400;
/** So many of two thousand queues have a dead-letter queue, which is one of them. */
const pairs = 666;
const all = 2000;
/** Every so many of the pairs fill their dead-letter queue. */
const failing = 111;

const nameOf = (index: number) => `jobs-${String(index).padStart(4, '0')}`;

function pair(index: number): readonly QueueSource[] {
  const name = nameOf(index);
  const messagesPerSecond = 0.05 + (index % 40) / 8;
  return [
    {
      name,
      receiveWaitSeconds: 20,
      visibilityTimeoutSeconds: 30,
      deadLetter: {queue: `${name}-dlq`, maxReceiveCount: 3},
      producers: [{messagesPerSecond, daily: {swing: 0.2, peakSecond: 3600 * (index % 24)}}],
      consumer: {messagesPerSecond: 2 * messagesPerSecond + 3},
      failures:
        index % failing === 7
          ? [
              {
                reason: 'TimeoutError: shard {number} did not answer',
                share: 0.05,
                fromSecond: -60 * (20 + (index % 30)),
              },
            ]
          : [],
    },
    {name: `${name}-dlq`, retentionSeconds: fortnight},
  ];
}

/** Every fourth of them has been idle for long. */
function single(index: number): QueueSource {
  const name = nameOf(index);
  if (index % 4 === 0) return {name, createdDaysAgo: 700};
  const messagesPerSecond = 0.1 + (index % 16) / 4;
  return {
    name,
    receiveWaitSeconds: 20,
    producers: [{messagesPerSecond}],
    consumer: {messagesPerSecond: 2 * messagesPerSecond + 3},
  };
}

/** Two thousand queues, six of them with a dead-letter queue that fills. */
export const hugeQueues: readonly QueueSource[] = [
  ...Array.from({length: pairs}, (_, index) => pair(index)).flat(),
  ...Array.from({length: all - 2 * pairs}, (_, index) => single(pairs + index)),
];

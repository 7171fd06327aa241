import type {QueueSource} from '../schema.ts';

const fortnight = 14 * 86_400;
const afternoon = {swing: 0.25, peakSecond: 4 * 3600};

/** Everything is digested at once, and every queue has an empty dead-letter queue that keeps long enough. */
export const calmQueues: readonly QueueSource[] = [
  {
    name: 'orders',
    receiveWaitSeconds: 20,
    deadLetter: {queue: 'orders-dlq', maxReceiveCount: 5},
    producers: [{messagesPerSecond: 5, messageBytes: 900, daily: afternoon}],
    consumer: {messagesPerSecond: 20},
  },
  {name: 'orders-dlq', retentionSeconds: fortnight},
  {
    name: 'payments.fifo',
    kms: 'alias/payments',
    receiveWaitSeconds: 20,
    deadLetter: {queue: 'payments-dlq.fifo', maxReceiveCount: 5},
    producers: [{messagesPerSecond: 1, groups: 60, daily: afternoon}],
    consumer: {messagesPerSecond: 8},
  },
  {name: 'payments-dlq.fifo', kms: 'alias/payments', retentionSeconds: fortnight},
  {
    name: 'thumbnails',
    receiveWaitSeconds: 20,
    deadLetter: {queue: 'thumbnails-dlq', maxReceiveCount: 3},
    producers: [{messagesPerSecond: 0.4, daily: afternoon}],
    consumer: {messagesPerSecond: 4, takesSeconds: 2},
  },
  {name: 'thumbnails-dlq', retentionSeconds: fortnight},
  {
    name: 'emails',
    delaySeconds: 10,
    receiveWaitSeconds: 20,
    deadLetter: {queue: 'emails-dlq', maxReceiveCount: 5},
    producers: [{messagesPerSecond: 2, daily: afternoon}],
    consumer: {messagesPerSecond: 10, takesSeconds: 0.5},
  },
  {name: 'emails-dlq', retentionSeconds: fortnight},
];

import type {QueueSource} from '../schema.ts';

const minute = 60;
const hour = 3600;
const fortnight = 14 * 86_400;

/** Consumers that are too slow, gone, or on their way back. */
export const laggingQueues: readonly QueueSource[] = [
  {
    // The oldest report passes its retention within two hours.
    name: 'reports',
    retentionSeconds: 12 * hour,
    receiveWaitSeconds: 20,
    deadLetter: {queue: 'reports-dlq', maxReceiveCount: 5},
    producers: [{name: 'scheduler', messagesPerSecond: 2}],
    consumer: {
      name: 'render-reports',
      messagesPerSecond: 4,
      takesSeconds: 5,
      changes: [{atSecond: -10.5 * hour, times: 0.02}],
    },
  },
  {name: 'reports-dlq', retentionSeconds: fortnight},
  {
    name: 'exports',
    receiveWaitSeconds: 20,
    deadLetter: {queue: 'exports-dlq', maxReceiveCount: 5},
    producers: [{name: 'shop', messagesPerSecond: 0.7}],
    consumer: {
      name: 'write-exports',
      messagesPerSecond: 3,
      changes: [{atSecond: -25 * minute, times: 0}],
    },
  },
  {name: 'exports-dlq', retentionSeconds: fortnight},
  {
    // Down for an hour, and back for ten minutes.
    name: 'imports',
    receiveWaitSeconds: 20,
    deadLetter: {queue: 'imports-dlq', maxReceiveCount: 5},
    producers: [{name: 'suppliers', messagesPerSecond: 3}],
    consumer: {
      name: 'read-imports',
      messagesPerSecond: 8,
      changes: [
        {atSecond: -70 * minute, times: 0},
        {atSecond: -10 * minute, times: 1},
      ],
    },
  },
  {name: 'imports-dlq', retentionSeconds: fortnight},
  {
    name: 'ratings',
    receiveWaitSeconds: 20,
    deadLetter: {queue: 'ratings-dlq', maxReceiveCount: 5},
    producers: [{messagesPerSecond: 4}],
    consumer: {messagesPerSecond: 15},
  },
  {name: 'ratings-dlq', retentionSeconds: fortnight},
];

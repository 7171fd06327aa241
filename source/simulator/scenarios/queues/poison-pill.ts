import type {QueueSource} from '../schema.ts';

const minute = 60;
const hour = 3600;
const fortnight = 14 * 86_400;

/** Messages that nobody can digest: where no dead-letter queue takes them they go round, unseen by the age metric. */
export const poisonPillQueues: readonly QueueSource[] = [
  {
    name: 'settlements',
    visibilityTimeoutSeconds: 30,
    receiveWaitSeconds: 20,
    producers: [{name: 'banks', messagesPerSecond: 0.05}],
    consumer: {name: 'settle', messagesPerSecond: 5},
    held: [
      {
        messages: 12,
        fromSecond: -3 * hour,
        untilSecond: -2 * hour,
        reason: 'ParseError: unexpected token at position {number}',
        carriedIn: 'shape',
      },
    ],
  },
  {
    name: 'chargebacks',
    visibilityTimeoutSeconds: 30,
    receiveWaitSeconds: 20,
    deadLetter: {queue: 'chargebacks-dlq', maxReceiveCount: 3},
    producers: [{name: 'banks', messagesPerSecond: 1}],
    consumer: {name: 'open-disputes', messagesPerSecond: 6},
    failures: [
      {
        reason: 'KeyError: merchant {id} has no account',
        carriedIn: 'body',
        share: 0.02,
        fromSecond: -50 * minute,
      },
    ],
  },
  {name: 'chargebacks-dlq', retentionSeconds: fortnight},
  {
    // A message that fails holds up its group, until the dead-letter queue takes it.
    name: 'ledger.fifo',
    visibilityTimeoutSeconds: 60,
    receiveWaitSeconds: 20,
    deadLetter: {queue: 'ledger-dlq.fifo', maxReceiveCount: 5},
    producers: [{name: 'bookings', messagesPerSecond: 0.5, groups: 8}],
    consumer: {name: 'post-bookings', messagesPerSecond: 5},
    failures: [
      {
        reason: 'ConflictError: booking {uuid} was posted by {name}',
        share: 0.01,
        fromSecond: -80 * minute,
        untilSecond: -30 * minute,
      },
    ],
  },
  {name: 'ledger-dlq.fifo', retentionSeconds: fortnight},
  {
    name: 'receipts',
    receiveWaitSeconds: 20,
    deadLetter: {queue: 'receipts-dlq', maxReceiveCount: 5},
    producers: [{messagesPerSecond: 3}],
    consumer: {messagesPerSecond: 12},
  },
  {name: 'receipts-dlq', retentionSeconds: fortnight},
];

import type {FunctionSource, QueueSource, TopicSource} from '../schema.ts';

const minute = 60;
const hour = 3600;
const day = 86_400;
const dayOf = (swing: number) => ({swing, peakSecond: 7 * hour});

/**
 * A deploy of half an hour ago breaks one payment in seven; last night's orders that failed can be sent again since
 * they were repaired, and are lost tomorrow otherwise; nobody sees that an eighth of the checkout events go round.
 */
export const blackFridayQueues: readonly QueueSource[] = [
  {
    name: 'payments',
    visibilityTimeoutSeconds: 60,
    receiveWaitSeconds: 20,
    kms: 'alias/payments',
    deadLetter: {queue: 'payments-dlq', maxReceiveCount: 4},
    producers: [
      {
        name: 'checkout',
        messagesPerSecond: 4.17,
        messageBytes: 700,
        // The rush of the morning.
        steps: [
          {atSecond: -90 * minute, times: 1.35, overSeconds: 300},
          {atSecond: -50 * minute, times: 1 / 1.35, overSeconds: 300},
        ],
      },
    ],
    consumer: {name: 'settle-payments', messagesPerSecond: 12, takesSeconds: 0.4},
    failures: [
      {
        reason: "TypeError: cannot read 'iban' of undefined (payment {id})",
        share: 0.122,
        fromSecond: -36 * minute,
      },
      {reason: 'Timeout after {ms} ms', carriedIn: 'body', share: 0.03, fromSecond: -36 * minute},
    ],
  },
  {name: 'payments-dlq', retentionSeconds: 14 * day, visibilityTimeoutSeconds: 30, kms: 'alias/payments'},
  {
    name: 'orders',
    visibilityTimeoutSeconds: 30,
    receiveWaitSeconds: 20,
    deadLetter: {queue: 'orders-dlq', maxReceiveCount: 3},
    producers: [{name: 'checkout', messagesPerSecond: 6, messageBytes: 900}],
    // It stood still for seven hours last night.
    consumer: {
      name: 'enrich-orders',
      messagesPerSecond: 20,
      changes: [
        {atSecond: -23.5 * hour, times: 0},
        {atSecond: -16.5 * hour, times: 1},
      ],
    },
  },
  {
    name: 'orders-dlq',
    retentionSeconds: 2 * day,
    held: [
      {
        messages: 312,
        fromSecond: -16.4 * hour,
        untilSecond: -15.8 * hour,
        sentSecondsBefore: 7 * hour,
        reason: 'OrderSchemaError: field {name} of order {number} is not known',
        carriedIn: 'body',
        source: 'orders',
        repairedAtSecond: -2 * hour,
      },
    ],
  },
  {
    // What its consumer cannot digest goes round until its retention ends: there is no dead-letter queue.
    name: 'checkout-events',
    visibilityTimeoutSeconds: 120,
    receiveWaitSeconds: 20,
    producers: [{name: 'web', messagesPerSecond: 1.5, messageBytes: 450}],
    consumer: {name: 'funnel', messagesPerSecond: 60},
    failures: [
      {
        reason: 'ValidationError: basket {uuid} has no currency',
        carriedIn: 'shape',
        share: 0.2,
        fromSecond: -45 * minute,
      },
    ],
  },
  {
    name: 'inventory-updates',
    receiveWaitSeconds: 20,
    deadLetter: {queue: 'inventory-updates-dlq', maxReceiveCount: 5},
    producers: [{name: 'warehouse', messagesPerSecond: 480, messageBytes: 300, daily: dayOf(0.2)}],
    consumer: {name: 'stock-levels', messagesPerSecond: 900, takesSeconds: 0.05},
  },
  {name: 'inventory-updates-dlq', retentionSeconds: 14 * day},
  {
    name: 'invoices.fifo',
    contentBasedDeduplication: true,
    deadLetter: {queue: 'invoices-dlq.fifo', maxReceiveCount: 3},
    producers: [{name: 'billing', messagesPerSecond: 0.8, groups: 40}],
    consumer: {name: 'book-invoices', messagesPerSecond: 5},
  },
  {name: 'invoices-dlq.fifo', retentionSeconds: 14 * day},
  {
    name: 'shipments',
    kms: 'alias/shipping',
    receiveWaitSeconds: 10,
    deadLetter: {queue: 'shipments-dlq', maxReceiveCount: 5},
    producers: [{name: 'depots', messagesPerSecond: 2.5, daily: dayOf(0.3)}],
    consumer: {name: 'track-shipments', messagesPerSecond: 10},
  },
  {name: 'shipments-dlq', kms: 'alias/shipping', retentionSeconds: 14 * day},
  {
    name: 'emails',
    delaySeconds: 30,
    receiveWaitSeconds: 20,
    deadLetter: {queue: 'emails-dlq', maxReceiveCount: 5},
    producers: [{name: 'shop', messagesPerSecond: 1.2, daily: dayOf(0.3)}],
    consumer: {name: 'send-emails', messagesPerSecond: 6, takesSeconds: 0.8},
  },
  {name: 'emails-dlq', retentionSeconds: 14 * day},
  {name: 'newsletter-legacy', createdDaysAgo: 1200, kms: 'none'},
  {
    name: 'thumbnails-failed',
    retentionSeconds: 14 * day,
    held: [
      {
        messages: 23,
        fromSecond: -20 * hour,
        untilSecond: -1 * hour,
        reason: 'Task timed out after {ms} ms',
        fromFunction: true,
      },
    ],
  },
  {
    name: 'alerts-undelivered',
    retentionSeconds: 14 * day,
    held: [
      {
        messages: 4,
        fromSecond: -9 * hour,
        untilSecond: -8.8 * hour,
        reason: 'Endpoint answered 503 after {ms} ms',
      },
    ],
  },
  {
    name: 'orders-eu',
    region: 'eu-west-1',
    receiveWaitSeconds: 20,
    deadLetter: {queue: 'orders-eu-dlq', maxReceiveCount: 3},
    producers: [{name: 'checkout', messagesPerSecond: 2, messageBytes: 900, daily: dayOf(0.2)}],
    consumer: {name: 'enrich-orders', messagesPerSecond: 9},
  },
  {name: 'orders-eu-dlq', region: 'eu-west-1', retentionSeconds: 14 * day},
];

export const blackFridayFunctions: readonly FunctionSource[] = [
  {name: 'make-thumbnails', deadLetterQueue: 'thumbnails-failed'},
  {name: 'resize-banners'},
];

export const blackFridayTopics: readonly TopicSource[] = [
  {
    name: 'alerts',
    subscriptions: [
      {
        protocol: 'https',
        endpoint: 'https://hooks.example.com/alerts',
        deadLetterQueue: 'alerts-undelivered',
      },
      {protocol: 'email', endpoint: 'on-call@example.com'},
    ],
  },
];

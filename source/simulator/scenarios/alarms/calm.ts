import type {AlarmSource, CompositeAlarmSource, TopicSource} from '../schema.ts';
import {behindLatest, depth, iteratorAge, refused} from './kinds.ts';

const pages = {onAlarm: ['topic:pager'], onOk: ['topic:pager']};

/** Every reader and every dead-letter queue is looked after, and nothing fires. */
export const calmAlarms: readonly AlarmSource[] = [
  iteratorAge('orders', 15, pages),
  iteratorAge('clicks', 15, pages),
  iteratorAge('page-views', 15, pages),
  iteratorAge('telemetry', 15, pages),
  behindLatest('payments', 'ledger', 15, pages),
  behindLatest('orders', 'audit', 30, {onAlarm: ['topic:pager']}),
  depth('orders-dlq', 0, pages),
  depth('payments-dlq.fifo', 0, pages),
  depth('thumbnails-dlq', 0, pages),
  depth('emails-dlq', 0, pages),
  refused('orders', 100),
  refused('clicks', 100),
];

export const calmComposites: readonly CompositeAlarmSource[] = [
  {name: 'writes-refused', rule: 'ALARM(orders-refused) OR ALARM(clicks-refused)', ...pages},
];

export const calmTopics: readonly TopicSource[] = [
  {
    name: 'pager',
    subscriptions: [
      {protocol: 'https', endpoint: 'https://events.pager.example.com/integration/2101'},
      {protocol: 'email', endpoint: 'on-call@example.com'},
    ],
  },
];

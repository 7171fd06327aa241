import type {AlarmSource, CompositeAlarmSource, TopicSource} from '../schema.ts';
import {depth, iteratorAge} from './kinds.ts';

const pages = {onAlarm: ['topic:pager'], onOk: ['topic:pager']};

export const laggingConsumerAlarms: readonly AlarmSource[] = [
  iteratorAge('invoices', 60, pages),
  // Nobody reads it any more, and that is what fires.
  iteratorAge('shipments', 15, pages),
  // Nobody reads it any more, and nobody is told.
  iteratorAge('returns', 15, {missingData: 'missing', ...pages}),
  iteratorAge('quotes', 30, pages),
  iteratorAge('ratings', 60, pages),
  depth('reports', 50_000, pages),
  depth('imports-dlq', 0, pages),
];

export const laggingConsumerComposites: readonly CompositeAlarmSource[] = [
  {
    name: 'books-late',
    rule: 'ALARM(invoices-iterator-age) AND ALARM(quotes-iterator-age)',
    onAlarm: ['topic:pager'],
  },
];

export const laggingConsumerTopics: readonly TopicSource[] = [
  {name: 'pager', subscriptions: [{protocol: 'email', endpoint: 'on-call@example.com'}]},
];

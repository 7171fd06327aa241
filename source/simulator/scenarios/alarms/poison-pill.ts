import type {AlarmSource, CompositeAlarmSource, TopicSource} from '../schema.ts';
import {depth, iteratorAge} from './kinds.ts';

const pages = {onAlarm: ['topic:pager'], onOk: ['topic:pager']};

export const poisonPillAlarms: readonly AlarmSource[] = [
  iteratorAge('payments', 15, pages),
  iteratorAge('refunds', 15, pages),
  iteratorAge('invoices', 15, pages),
  {
    name: 'settle-payments-errors',
    namespace: 'AWS/Lambda',
    metric: 'Errors',
    dimensions: {FunctionName: 'settle-payments'},
    statistic: 'Sum',
    evaluationPeriods: 3,
    missingData: 'notBreaching',
  },
  depth('chargebacks-dlq', 0, pages),
  depth('ledger-dlq.fifo', 0, pages),
];

export const poisonPillComposites: readonly CompositeAlarmSource[] = [
  {
    name: 'payments-stuck',
    rule: 'ALARM(payments-iterator-age) AND ALARM(settle-payments-errors)',
    ...pages,
  },
];

export const poisonPillTopics: readonly TopicSource[] = [
  {name: 'pager', subscriptions: [{protocol: 'email', endpoint: 'on-call@example.com'}]},
];

import type {
  AlarmSource,
  CompositeAlarmSource,
  FunctionSource,
  MuteRuleSource,
  TopicSource,
} from '../schema.ts';
import {behindLatest, depth, iteratorAge, refused} from './kinds.ts';

const minute = 60;
const hour = 3600;
const account = '730112094417';

const pages = {onAlarm: ['topic:pager-primary'], onOk: ['topic:pager-primary']};
const tellsTheTeam = {onAlarm: ['topic:data-team']};

const queue = (name: string) => ({QueueName: name});
const stream = (name: string) => ({StreamName: name});

const firing: readonly AlarmSource[] = [
  {
    name: 'checkout-errors',
    description: 'Checkout events that the funnel holds and does not finish.',
    namespace: 'AWS/SQS',
    metric: 'ApproximateNumberOfMessagesNotVisible',
    dimensions: queue('checkout-events'),
    statistic: 'Maximum',
    threshold: 460,
    evaluationPeriods: 3,
    missingData: 'notBreaching',
    // Whoever was to get these mails never confirmed.
    onAlarm: ['topic:ops-mail'],
  },
  iteratorAge('clicks-enriched', 60, {
    description: 'Personalisation is behind. Runbook: data/personalise.md',
    ...pages,
  }),
  // Muted while the reader of orders is being scaled.
  iteratorAge('orders', 2, {name: 'iterator-age-hi', ...pages}),
  depth('payments-dlq', 0, {description: 'Payments that could not be settled.', ...pages}),
  depth('thumbnails-failed', 0, tellsTheTeam),
  refused('clicks', 1000),
  refused('orders', 100, {actionsEnabled: false, ...pages}),
  {
    // Stock is counted every five minutes, and each count is over the threshold.
    name: 'inventory-bursts',
    namespace: 'AWS/Kinesis',
    metric: 'IncomingRecords',
    dimensions: stream('inventory'),
    statistic: 'Sum',
    threshold: 8000,
    ...tellsTheTeam,
    onOk: ['topic:data-team'],
  },
];

const quiet: readonly AlarmSource[] = [
  {
    name: 'payments-latency',
    namespace: 'AWS/Kinesis',
    metric: 'PutRecords.Latency',
    dimensions: stream('orders'),
    statistic: 'p99',
    threshold: 800,
    evaluationPeriods: 5,
    datapointsToAlarm: 3,
    // The function does not let alarms run it: nobody has noticed yet.
    onAlarm: ['topic:pager-primary', 'function:open-incident'],
    onOk: ['topic:pager-primary'],
  },
  {
    name: 'maintenance',
    description: 'Fires while the reader of orders is taken down for maintenance.',
    namespace: 'AWS/Lambda',
    metric: 'Invocations',
    dimensions: {FunctionName: 'enrich-orders'},
    statistic: 'Sum',
    comparison: 'LessThanThreshold',
    threshold: 1,
    missingData: 'breaching',
  },
  {
    name: 'payments-redelivered',
    description: 'The share of payments that were received and not settled, in percent.',
    expression: 'IF(received > 0, 100 * (received - deleted) / received, 0)',
    queries: [
      {
        id: 'received',
        namespace: 'AWS/SQS',
        metric: 'NumberOfMessagesReceived',
        dimensions: queue('payments'),
        statistic: 'Sum',
      },
      {
        id: 'deleted',
        namespace: 'AWS/SQS',
        metric: 'NumberOfMessagesDeleted',
        dimensions: queue('payments'),
        statistic: 'Sum',
      },
    ],
    threshold: 60,
    evaluationPeriods: 3,
    ...tellsTheTeam,
  },
  {
    name: 'page-views-unusual',
    expression: 'ANOMALY_DETECTION_BAND(views, 2)',
    queries: [
      {
        id: 'views',
        namespace: 'AWS/Kinesis',
        metric: 'IncomingRecords',
        dimensions: stream('page-views'),
        statistic: 'Sum',
      },
    ],
    comparison: 'LessThanLowerOrGreaterThanUpperThreshold',
    periodSeconds: 300,
    evaluationPeriods: 3,
    fixed: {state: 'OK', sinceSecond: -9 * hour},
    ...tellsTheTeam,
  },
  {
    name: 'checkout-burn',
    promql: 'sum(rate(checkout_errors_total[5m])) / sum(rate(checkout_total[5m])) > 0.02',
    fixed: {state: 'OK', sinceSecond: -31 * hour},
    ...pages,
  },
  {
    name: 'importer-idle',
    description: 'Stops the machine of the nightly import when it has nothing to do.',
    namespace: 'AWS/EC2',
    metric: 'CPUUtilization',
    dimensions: {InstanceId: 'i-0c3f9be21d7745a08'},
    comparison: 'LessThanThreshold',
    threshold: 3,
    periodSeconds: 300,
    evaluationPeriods: 12,
    fixed: {state: 'OK', sinceSecond: -6 * hour},
    onAlarm: ['arn:aws:automate:us-east-1:ec2:stop'],
  },
  depth('emails', 500, {
    evaluationPeriods: 3,
    onAlarm: [
      `arn:aws:autoscaling:us-east-1:${account}:scalingPolicy:8f2c1b7e-5d0a-4c39-9a61-0e7d3b2f4415:autoScalingGroupName/send-emails:policyName/scale-out`,
    ],
  }),
  depth('shipments-dlq', 0, tellsTheTeam),
  // The topic was deleted with the team that it belonged to.
  depth('invoices-dlq.fifo', 0, {onAlarm: ['topic:billing-team']}),
  // A queue that has been idle for hours sends nothing at all.
  depth('inventory-updates-dlq', 0, {missingData: 'missing', ...tellsTheTeam}),
  {
    // Dead letters are moved, not sent: this stays at zero.
    ...depth('orders-dlq', 0, pages),
    name: 'orders-dlq-sent',
    metric: 'NumberOfMessagesSent',
    statistic: 'Sum',
  },
  iteratorAge('clicks', 5, {missingData: 'missing', ...pages}),
  iteratorAge('sessions', 10, {missingData: 'notBreaching', ...tellsTheTeam}),
  iteratorAge('device-telemetry', 15, tellsTheTeam),
  iteratorAge('inventory', 15, tellsTheTeam),
  behindLatest('audit-trail', 'compliance', 30, tellsTheTeam),
  // The stream was replaced in spring.
  iteratorAge('clicks-v1', 5, {missingData: 'missing', ...pages}),
];

const europe: readonly AlarmSource[] = [
  depth('orders-eu-dlq', 0, {region: 'eu-west-1', onAlarm: ['topic:pager-eu']}),
  iteratorAge('orders-eu', 10, {region: 'eu-west-1', onAlarm: ['topic:pager-eu']}),
  iteratorAge('sessions-eu', 10, {region: 'eu-west-1', onAlarm: ['topic:pager-eu']}),
];

export const blackFridayAlarms: readonly AlarmSource[] = [...firing, ...quiet, ...europe];

export const blackFridayComposites: readonly CompositeAlarmSource[] = [
  {
    name: 'checkout-down',
    description: 'Customers cannot pay.',
    rule: 'ALARM(checkout-errors) OR (ALARM(payments-latency) AND NOT ALARM(maintenance))',
    ...pages,
  },
  {
    name: 'payments-degraded',
    rule: 'AT_LEAST(2, ALARM, (payments-dlq-depth, payments-redelivered, payments-latency))',
    suppressor: 'maintenance',
    suppressorWaitSeconds: 2 * minute,
    suppressorExtensionSeconds: 3 * minute,
    ...tellsTheTeam,
  },
  {
    name: 'data-loss-near',
    rule: 'ALARM("clicks-enriched-iterator-age") OR ALARM("clicks-iterator-age")',
    onAlarm: [`arn:aws:ssm:us-east-1:${account}:opsitem:2#CATEGORY=Availability`, 'topic:data-team'],
  },
];

export const blackFridayMuteRules: readonly MuteRuleSource[] = [
  {
    name: 'orders-reader-is-being-scaled',
    description: 'Maria scales enrich-orders',
    fromSecond: -4 * minute,
    duration: 'PT1H',
    alarms: ['iterator-age-hi'],
  },
  {
    name: 'nightly-mailing',
    description: 'Every night the mailing fills the queue',
    expression: 'cron(0 2 * * *)',
    duration: 'PT2H',
    timezone: 'America/New_York',
    alarms: ['emails-depth'],
  },
];

export const blackFridayAlarmTopics: readonly TopicSource[] = [
  {
    name: 'pager-primary',
    subscriptions: [
      {protocol: 'https', endpoint: 'https://events.pager.example.com/integration/4417'},
      {protocol: 'sms', endpoint: '+15550104417'},
    ],
  },
  {
    name: 'ops-mail',
    subscriptions: [{protocol: 'email', endpoint: 'ops@example.com', confirmed: false}],
  },
  {name: 'data-team', subscriptions: [{protocol: 'email', endpoint: 'data-team@example.com'}]},
  {
    name: 'pager-eu',
    region: 'eu-west-1',
    subscriptions: [{protocol: 'https', endpoint: 'https://events.pager.example.com/integration/4418'}],
  },
];

export const blackFridayAlarmFunctions: readonly FunctionSource[] = [
  {name: 'open-incident', refusesAlarms: true},
];

import type {Finding} from '../../../source/monitor/schema.ts';
import type {Alarm} from '../../../source/services/alarms/model.ts';

const account = '111122224417';

const alarmArn = (name: string): string => `arn:aws:cloudwatch:us-east-1:${account}:alarm:${name}`;

/** An alarm on a latency that is well, and that would page. Everything is known of it. */
export function alarmDocument(changes: Partial<Alarm> = {}): Alarm {
  const {name = 'payments-latency'} = changes;
  return {
    name,
    arn: alarmArn(name),
    account,
    region: 'us-east-1',
    kind: 'metric',
    description: null,
    state: 'OK',
    since: '2026-11-24T08:00:00.000Z',
    reason: 'Threshold not crossed',
    evaluationState: null,
    metric: {
      namespace: 'AWS/Kinesis',
      name: 'PutRecords.Latency',
      dimensions: {StreamName: 'payments'},
      statistic: 'p99',
      periodSeconds: 60,
    },
    expression: null,
    threshold: 800,
    comparison: '>',
    evaluation: {m: 3, n: 5, missingData: 'missing'},
    value: 212,
    series: {
      startAt: '2026-11-27T09:04:00.000Z',
      periodSeconds: 60,
      values: Array.from({length: 180}, (_, minute) => 200 + (minute % 7) * 10),
    },
    rule: null,
    ruleTree: null,
    children: [],
    parents: [],
    actionsEnabled: true,
    suppressedBy: null,
    muted: null,
    actions: [
      {
        arn: `arn:aws:sns:us-east-1:${account}:pager-primary`,
        on: 'ALARM',
        does: 'pages topic pager-primary',
        risk: 'pages',
        subscriptions: {confirmed: 2, pending: 0},
      },
    ],
    heard: true,
    transitionsLastHour: 0,
    verdictText: 'It is OK for 3d 4h. When it fires, it pages topic pager-primary.',
    history: null,
    missing: {},
    ...changes,
  };
}

export const alarmFinding = (alarm: Alarm, changes: Partial<Finding> = {}): Finding => ({
  id: `alarms.firing ${alarm.arn}`,
  kind: 'alarms.firing',
  severity: 'critical',
  service: 'alarms',
  account,
  region: alarm.region,
  arn: alarm.arn,
  resource: alarm.name,
  title: 'firing 14m',
  detail: alarm.verdictText,
  since: alarm.since,
  deadline: null,
  evidence: {},
  suggest: null,
  ...changes,
});

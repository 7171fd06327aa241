type Question = readonly [operation: string, input: Readonly<Record<string, unknown>>];

const everyType = ['MetricAlarm', 'CompositeAlarm'];
const pager = 'arn:aws:sns:us-east-1:730112094417:pager-primary';

const put = {
  AlarmName: 'drill',
  Namespace: 'Shop',
  MetricName: 'Errors',
  Statistic: 'Sum',
  Period: 60,
  EvaluationPeriods: 3,
  DatapointsToAlarm: 2,
  Threshold: 5,
  ComparisonOperator: 'GreaterThanThreshold',
  AlarmActions: [pager],
};
const composite = {
  AlarmName: 'drills',
  AlarmRule: 'ALARM(drill)',
  OKActions: [pager],
  ActionsSuppressor: 'drill',
  ActionsSuppressorWaitPeriod: 60,
  ActionsSuppressorExtensionPeriod: 60,
};
const state = {AlarmName: 'drill', StateValue: 'ALARM', StateReason: 'a drill'};
const schedule = {Expression: 'at(2026-11-27T12:00)', Duration: 'PT2H', Timezone: 'Europe/Berlin'};
const rule = {
  Name: 'tonight',
  Description: 'A deploy',
  Rule: {Schedule: schedule},
  MuteTargets: {AlarmNames: ['drill']},
};
const metric = {Namespace: 'Shop', MetricName: 'Errors'};

/** Good and bad questions about alarms, with the status that each comes back with. */
export const alarmQuestions = (
  now: number,
): readonly (readonly [status: number, ...question: Question])[] => [
  [200, 'DescribeAlarms', {}],
  [200, 'DescribeAlarms', {AlarmTypes: everyType, MaxRecords: 100}],
  [200, 'DescribeAlarms', {AlarmTypes: everyType, StateValue: 'ALARM'}],
  [400, 'DescribeAlarms', {MaxRecords: 101}],
  [400, 'DescribeAlarms', {NextToken: 'made up'}],
  [200, 'PutMetricAlarm', put],
  [400, 'PutMetricAlarm', {...put, Period: 45}],
  [400, 'PutMetricAlarm', {...put, ComparisonOperator: 'Above'}],
  [200, 'PutCompositeAlarm', composite],
  [400, 'PutCompositeAlarm', {...composite, AlarmRule: 'ALARM(nobody)'}],
  [400, 'PutCompositeAlarm', {...composite, AlarmRule: 'ALARM(drill'}],
  [200, 'SetAlarmState', {...state, StateReasonData: '{"why":"a drill"}'}],
  [400, 'SetAlarmState', {...state, StateReasonData: '{'}],
  [404, 'SetAlarmState', {...state, AlarmName: 'nowhere'}],
  [200, 'DescribeAlarms', {AlarmTypes: everyType, AlarmNamePrefix: 'drill'}],
  [200, 'DescribeAlarms', {ChildrenOfAlarmName: 'drills'}],
  [200, 'DescribeAlarms', {ParentsOfAlarmName: 'drill'}],
  [200, 'DescribeAlarmsForMetric', metric],
  [400, 'DescribeAlarmsForMetric', {Namespace: 'Shop'}],
  [200, 'DescribeAlarmHistory', {AlarmTypes: everyType, MaxRecords: 100}],
  [200, 'DescribeAlarmHistory', {AlarmName: 'drill', StartDate: now / 1000 - 3600, MaxRecords: 1}],
  [400, 'DescribeAlarmHistory', {NextToken: 'made up'}],
  [200, 'DisableAlarmActions', {AlarmNames: ['drill', 'nowhere']}],
  [200, 'EnableAlarmActions', {AlarmNames: ['drill']}],
  [400, 'EnableAlarmActions', {}],
  [200, 'PutAlarmMuteRule', {...rule, ExpireDate: now / 1000 + 86_400}],
  [400, 'PutAlarmMuteRule', {...rule, MuteTargets: {AlarmNames: ['nobody']}}],
  [200, 'GetAlarmMuteRule', {AlarmMuteRuleName: 'tonight'}],
  [404, 'GetAlarmMuteRule', {AlarmMuteRuleName: 'nowhere'}],
  [200, 'ListAlarmMuteRules', {AlarmName: 'drill', Statuses: ['ACTIVE', 'SCHEDULED']}],
  [400, 'ListAlarmMuteRules', {NextToken: 'made up'}],
  [200, 'DeleteAlarmMuteRule', {AlarmMuteRuleName: 'tonight'}],
  [200, 'DeleteAlarmMuteRule', {AlarmMuteRuleName: 'tonight'}],
  [400, 'DeleteAlarms', {AlarmNames: ['drill']}],
  [200, 'DeleteAlarms', {AlarmNames: ['drills']}],
  [200, 'DeleteAlarms', {AlarmNames: ['drill', 'nowhere']}],
  [404, 'DeleteAlarms', {AlarmNames: ['drill']}],
];

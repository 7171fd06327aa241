import {expect, inject, test} from 'vitest';
import {minuteMs} from '../simulator/wire/small-account.ts';
import {recordedAccount} from './account.ts';
import {awsCli} from './aws-cli.ts';
import {loadModel} from './model.ts';
import {judge} from './verdict.ts';

/** Everything that the account answers about alarms. */
const alarmOperations = [
  'DeleteAlarmMuteRule',
  'DeleteAlarms',
  'DescribeAlarmHistory',
  'DescribeAlarms',
  'DescribeAlarmsForMetric',
  'DisableAlarmActions',
  'EnableAlarmActions',
  'GetAlarmMuteRule',
  'ListAlarmMuteRules',
  'PutAlarmMuteRule',
  'PutCompositeAlarm',
  'PutMetricAlarm',
  'SetAlarmState',
];

const bothTypes = ['--alarm-types', 'MetricAlarm', 'CompositeAlarm'];

test('the AWS CLI drives every operation on alarms, and its models approve of the answers', async () => {
  const {simulation, clock, recorder} = await recordedAccount('black-friday');
  const cli = awsCli({...simulation, endpoint: recorder.endpoint});
  const aws = (...args: string[]) => cli.run('cloudwatch', ...args);
  const topic = `arn:aws:sns:${simulation.region}:${simulation.account.id}:pager-primary`;
  const metric = ['--namespace', 'Drill', '--metric-name', 'Errors', '--dimensions', 'Name=Page,Value=cart'];
  const compared = [
    ...['--evaluation-periods', '2', '--threshold', '5', '--treat-missing-data', 'notBreaching'],
    ...['--comparison-operator', 'GreaterThanThreshold'],
  ];
  const [put, name] = ['put-metric-alarm', '--alarm-name'];
  const measured = [...metric, '--statistic', 'Sum', '--period', '60', ...compared];
  expect(await aws(put, name, 'drill', ...measured, '--alarm-actions', topic)).toEqual({});
  const queries = JSON.stringify([
    {
      Id: 'errors',
      MetricStat: {Metric: {Namespace: 'Drill', MetricName: 'Errors'}, Period: 60, Stat: 'Sum'},
      ReturnData: false,
    },
    {Id: 'twice', Expression: 'errors * 2'},
  ]);
  expect(await aws(put, name, 'drill-math', '--metrics', queries, ...compared)).toEqual({});
  expect(await cli.fail('cloudwatch', put, name, 'bad', ...measured.with(7, '45'))).toContain(
    '(ValidationError)',
  );
  const rule = ['--alarm-rule', 'ALARM(drill) OR ALARM("drill-math")'];
  expect(await aws('put-composite-alarm', name, 'drills', ...rule)).toEqual({});
  expect(await aws('describe-alarms-for-metric', ...metric)).toMatchObject({
    MetricAlarms: [{AlarmName: 'drill', Statistic: 'Sum'}],
  });

  const state = ['set-alarm-state', name, 'drill', '--state-value', 'ALARM', '--state-reason', 'a drill'];
  expect(await aws(...state, '--state-reason-data', '{"why":"a drill"}')).toEqual({});
  expect(await cli.fail('cloudwatch', ...state, '--state-reason-data', '{')).toContain('(InvalidFormat)');
  expect(await cli.fail('cloudwatch', ...state.with(2, 'nobody'))).toContain('(ResourceNotFound)');
  clock.advance(2000);
  expect(await aws('describe-alarms', ...bothTypes, '--alarm-name-prefix', 'drill')).toMatchObject({
    MetricAlarms: [
      {AlarmName: 'drill', StateValue: 'ALARM', StateReason: 'a drill', AlarmActions: [topic]},
      {AlarmName: 'drill-math', Metrics: JSON.parse(queries)},
    ],
    CompositeAlarms: [{AlarmName: 'drills', StateValue: 'ALARM'}],
  });
  const {MetricAlarms: all, CompositeAlarms: composites} = await aws(
    ...['describe-alarms', ...bothTypes, '--page-size', '4'],
  );
  expect((await aws('describe-alarms', ...bothTypes, '--max-records', '100')).MetricAlarms).toEqual(all);
  expect(composites).toContainEqual(expect.objectContaining({AlarmName: 'drills'}));
  const {AlarmHistoryItems: items} = await aws('describe-alarm-history', name, 'drill', '--page-size', '1');
  expect(items).toMatchObject([
    {HistoryItemType: 'Action', HistorySummary: `Successfully executed action ${topic}`},
    {HistoryItemType: 'StateUpdate'},
    {HistoryItemType: 'ConfigurationUpdate', HistorySummary: 'Alarm "drill" created'},
  ]);

  expect(await aws('disable-alarm-actions', '--alarm-names', 'drill', 'nobody')).toEqual({});
  expect(await aws('describe-alarms', '--alarm-names', 'drill')).toMatchObject({
    MetricAlarms: [{ActionsEnabled: false}],
  });
  expect(await aws('enable-alarm-actions', '--alarm-names', 'drill')).toEqual({});

  const schedule = `Schedule={Expression=at(${new Date(clock.now()).toISOString().slice(0, 16)}),Duration=PT2H}`;
  const mute = ['put-alarm-mute-rule', '--name', 'tonight', '--rule', schedule];
  expect(await aws(...mute, '--mute-targets', 'AlarmNames=drill')).toEqual({});
  expect(await cli.fail('cloudwatch', ...mute, '--mute-targets', 'AlarmNames=nobody')).toContain(
    '(ValidationError)',
  );
  clock.advance(minuteMs);
  const muteName = ['--alarm-mute-rule-name', 'tonight'];
  expect(await aws('get-alarm-mute-rule', ...muteName)).toMatchObject({Name: 'tonight', Status: 'ACTIVE'});
  const {AlarmMuteRuleSummaries: listed} = await aws('list-alarm-mute-rules', '--alarm-name', 'drill');
  expect(listed).toMatchObject([
    {AlarmMuteRuleArn: expect.stringMatching(/:alarm-mute-rule:tonight$/), MuteType: 'ONE_TIME'},
  ]);
  expect(await aws('delete-alarm-mute-rule', ...muteName)).toEqual({});
  expect(await cli.fail('cloudwatch', 'get-alarm-mute-rule', ...muteName)).toContain(
    '(ResourceNotFoundException)',
  );
  expect(await cli.fail('cloudwatch', 'delete-alarms', '--alarm-names', 'drill')).toContain(
    'depending on it: drills',
  );
  expect(await aws('delete-alarms', '--alarm-names', 'drills')).toEqual({});
  expect(await aws('delete-alarms', '--alarm-names', 'drill', 'drill-math')).toEqual({});

  const model = await loadModel(inject('tools').models, 'cloudwatch');
  expect([...new Set(recorder.exchanges.flatMap(exchange => judge(model, exchange)))]).toEqual([]);
  const succeeded = recorder.exchanges.filter(({status}) => status === 200).map(({target}) => target);
  expect([...new Set(succeeded)].sort()).toEqual(
    alarmOperations.map(operation => `GraniteServiceVersion20100801.${operation}`).sort(),
  );
});

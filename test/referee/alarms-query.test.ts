import {expect, inject, test} from 'vitest';
import {minuteMs} from '../simulator/wire/small-account.ts';
import {recordedAccount} from './account.ts';
import {loadModel} from './model.ts';
import {olderClient} from './older-client.ts';
import {judgeXml} from './verdict.ts';

test('a client of the query protocol, which nobody here wrote, puts, reads, sets and deletes alarms', async () => {
  const {simulation, clock, recorder} = await recordedAccount('black-friday');
  const cloudwatch = olderClient({...simulation, endpoint: recorder.endpoint}, 'cloudwatch');
  const done = async (operation: string, input: Record<string, unknown>) => {
    const {answer, error} = await cloudwatch(operation, input);
    expect(error).toBeUndefined();
    return answer ?? {};
  };
  const metric = {Namespace: 'Shop', MetricName: 'Errors', Dimensions: [{Name: 'Page', Value: '7'}]};
  const Metrics = [
    {Id: 'errors', MetricStat: {Metric: metric, Period: 60, Stat: 'Sum'}, ReturnData: false},
    {Id: 'half', Expression: 'errors / 2', Label: 'Half of them', ReturnData: true},
  ];
  const compared = {
    EvaluationPeriods: 3,
    DatapointsToAlarm: 2,
    Threshold: 0.5,
    ComparisonOperator: 'GreaterThanThreshold',
    ActionsEnabled: false,
    OKActions: [],
  };
  await done('PutMetricAlarm', {AlarmName: 'half', Metrics, ...compared});
  await done('PutMetricAlarm', {AlarmName: 'whole', ...metric, Statistic: 'Sum', Period: 60, ...compared});
  await done('PutCompositeAlarm', {
    AlarmName: 'both',
    AlarmRule: 'ALARM(half) AND ALARM("whole")',
    ActionsSuppressor: 'half',
    ActionsSuppressorWaitPeriod: 60,
    ActionsSuppressorExtensionPeriod: 120,
  });
  const everyType = {AlarmTypes: ['MetricAlarm', 'CompositeAlarm']};
  const described = await done('DescribeAlarms', {...everyType, AlarmNames: ['half', 'both']});
  expect(described.MetricAlarms).toMatchObject([
    {
      Metrics,
      ...compared,
      StateUpdatedTimestamp: new Date(clock.now()).toISOString().replace('.000Z', '+00:00'),
    },
  ]);
  expect(described.CompositeAlarms).toMatchObject([{StateValue: 'OK', ActionsSuppressorWaitPeriod: 60}]);
  expect(await done('DescribeAlarmsForMetric', {...metric})).toMatchObject({
    MetricAlarms: [{AlarmName: 'whole', Threshold: 0.5}],
  });
  await done('EnableAlarmActions', {AlarmNames: ['half', 'whole']});
  await done('DisableAlarmActions', {AlarmNames: ['whole']});
  await done('SetAlarmState', {AlarmName: 'half', StateValue: 'ALARM', StateReason: 'a <drill> & more'});
  const history = await done('DescribeAlarmHistory', {
    AlarmName: 'half',
    HistoryItemType: 'StateUpdate',
    StartDate: new Date(clock.now() - minuteMs).toISOString(),
  });
  expect(history.AlarmHistoryItems).toMatchObject([
    {
      HistorySummary: 'Alarm updated from INSUFFICIENT_DATA to ALARM',
      HistoryData: expect.stringContaining('a <drill> & more'),
    },
  ]);
  const all = await done('DescribeAlarms', {...everyType, MaxRecords: 2});
  await done('DescribeAlarms', {...everyType, MaxRecords: 2, NextToken: all.NextToken});
  await done('DeleteAlarms', {AlarmNames: ['both']});
  const refused = [
    await cloudwatch('SetAlarmState', {AlarmName: 'both', StateValue: 'OK', StateReason: ''}),
    await cloudwatch('PutCompositeAlarm', {AlarmName: 'a', AlarmRule: 'ALARM('}),
    await cloudwatch('DescribeAlarms', {NextToken: 'made up'}),
  ];
  expect(refused.map(({status, error}) => [status, error?.Code])).toEqual([
    [404, 'ResourceNotFound'],
    [400, 'ValidationError'],
    [400, 'InvalidNextToken'],
  ]);
  const model = await loadModel(inject('tools').models, 'cloudwatch');
  const answered = recorder.exchanges.filter(({status}) => status === 200);
  expect(answered.flatMap(exchange => judgeXml(model, exchange))).toEqual([]);
});

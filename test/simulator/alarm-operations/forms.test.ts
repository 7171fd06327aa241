import {expect, test} from 'vitest';
import {open, pager, resting} from './alarms.ts';

const alarms = [resting('errors', {onAlarm: ['topic:pager']})];

test('an older client describes alarms with forms and gets XML', async () => {
  const {form} = await open({alarms, compositeAlarms: [{name: 'shop', rule: 'ALARM("errors")'}]});
  const xml = await form('DescribeAlarms', {
    'AlarmTypes.member.1': 'MetricAlarm',
    'AlarmTypes.member.2': 'CompositeAlarm',
    MaxRecords: '10',
  });
  expect(xml).toContain(
    `<AlarmActions><member>${pager}</member></AlarmActions><InsufficientDataActions></InsufficientDataActions><StateValue>OK</StateValue>`,
  );
  expect(xml).toMatch(
    /<StateTransitionedTimestamp>2026-\d\d-\d\dT[\d:]{8}\.\d{3}Z<\/StateTransitionedTimestamp>/,
  );
  expect(xml).toContain('<Threshold>5</Threshold>');
  expect(xml).toContain('<AlarmRule>ALARM(&quot;errors&quot;)</AlarmRule>');
});

test('an older client puts an alarm on a calculation, every list within a list', async () => {
  const {form} = await open({});
  const metric = 'Metrics.member.1.MetricStat';
  const put = await form('PutMetricAlarm', {
    AlarmName: 'rate',
    ActionsEnabled: 'false',
    'OKActions.member.1': pager,
    AlarmActions: '',
    EvaluationPeriods: '3',
    DatapointsToAlarm: '2',
    Threshold: '0.5',
    ComparisonOperator: 'GreaterThanThreshold',
    'Metrics.member.1.Id': 'errors',
    'Metrics.member.1.ReturnData': 'false',
    [`${metric}.Metric.Namespace`]: 'Shop',
    [`${metric}.Metric.MetricName`]: 'Errors',
    [`${metric}.Metric.Dimensions.member.1.Name`]: 'Page',
    [`${metric}.Metric.Dimensions.member.1.Value`]: '7',
    [`${metric}.Period`]: '60',
    [`${metric}.Stat`]: 'Sum',
    'Metrics.member.2.Id': 'half',
    'Metrics.member.2.Expression': 'errors / 2',
  });
  expect(put).toMatch(/^<PutMetricAlarmResponse xmlns="[^"]+"><ResponseMetadata>/);
  const xml = await form('DescribeAlarms', {'AlarmNames.member.1': 'rate'});
  expect(xml).toContain('<ActionsEnabled>false</ActionsEnabled>');
  expect(xml).toContain('<DatapointsToAlarm>2</DatapointsToAlarm><Threshold>0.5</Threshold>');
  expect(xml).toContain('<Dimensions><member><Name>Page</Name><Value>7</Value></member></Dimensions>');
  expect(xml).toContain('<Id>half</Id><Expression>errors / 2</Expression>');
});

test('an older client sets a state and reads the history since then', async () => {
  const {form, clock} = await open({alarms});
  const since = new Date(clock.now()).toISOString();
  await form('SetAlarmState', {AlarmName: 'errors', StateValue: 'ALARM', StateReason: 'a <drill>'});
  const xml = await form('DescribeAlarmHistory', {AlarmName: 'errors', StartDate: since});
  expect(xml).toContain('<HistorySummary>Alarm updated from OK to ALARM</HistorySummary>');
  expect(xml).toContain(`<Timestamp>${since}</Timestamp>`);
  expect(xml).toContain('a &lt;drill&gt;');
});

test('an older client mutes, looks and unmutes', async () => {
  const {form} = await open({alarms});
  await form('PutAlarmMuteRule', {
    Name: 'tonight',
    'Rule.Schedule.Expression': 'at(2026-11-27T12:00)',
    'Rule.Schedule.Duration': 'PT2H',
    'MuteTargets.AlarmNames.member.1': 'errors',
    ExpireDate: '2026-11-28T00:00:00Z',
  });
  const rule = await form('GetAlarmMuteRule', {AlarmMuteRuleName: 'tonight'});
  expect(rule).toContain('<ExpireDate>2026-11-28T00:00:00.000Z</ExpireDate><Status>ACTIVE</Status>');
  expect(rule).toContain('<MuteTargets><AlarmNames><member>errors</member></AlarmNames></MuteTargets>');
  await form('DeleteAlarmMuteRule', {AlarmMuteRuleName: 'tonight'});
  expect(await form('ListAlarmMuteRules', {})).toContain('<AlarmMuteRuleSummaries></AlarmMuteRuleSummaries>');
});

test.each([
  ['SetAlarmState', {AlarmName: 'a', StateValue: 'OK', StateReason: ''}, 'ResourceNotFound'],
  [
    'SetAlarmState',
    {AlarmName: 'errors', StateValue: 'OK', StateReason: '', StateReasonData: '{'},
    'InvalidFormat',
  ],
  ['DescribeAlarms', {MaxRecords: '1000'}, 'ValidationError'],
  ['DescribeAlarms', {NextToken: 'made up'}, 'InvalidNextToken'],
  ['GetAlarmMuteRule', {AlarmMuteRuleName: 'a'}, 'ResourceNotFoundException'],
  ['DescribeAlarmHistory', {StartDate: 'yesterday'}, 'MalformedInput'],
])('%s with %j is refused in XML', async (action, members, code) => {
  const {form} = await open({alarms});
  expect(await form(action, members)).toContain(`<Type>Sender</Type><Code>${code}</Code>`);
});

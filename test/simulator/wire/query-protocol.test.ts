import {expect, test} from 'vitest';
import {served} from './clients.ts';
import {ask, scopeOf, signedHeaders} from './raw.ts';
import {minuteMs, noon, samples, smallAccount, source, streamMetric} from './small-account.ts';

const headers = {
  'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
  ...signedHeaders(noon, scopeOf(noon, 'us-east-1', 'monitoring')),
};
const form = (action: string, members: Record<string, string>) =>
  new URLSearchParams({Action: action, Version: '2010-08-01', ...members}).toString();
const iso = (at: number) => new Date(at).toISOString();

test('an older client puts, lists and reads metrics with forms and gets XML', async () => {
  const simulation = await served(smallAccount());
  const put = await ask(simulation, {
    headers,
    body: form('PutMetricData', {
      Namespace: 'Shop & Co',
      'MetricData.member.1.MetricName': 'Latency',
      'MetricData.member.1.Timestamp': iso(noon - 5 * minuteMs),
      'MetricData.member.1.Value': '12.5',
      'MetricData.member.1.Dimensions.member.1.Name': 'Page',
      'MetricData.member.1.Dimensions.member.1.Value': '<7>',
    }),
  });
  expect([put.status, put.headers.get('content-type')]).toEqual([200, 'text/xml']);
  expect(put.text).toMatch(
    /^<PutMetricDataResponse xmlns="http:\/\/monitoring.amazonaws.com\/doc\/2010-08-01\/"><ResponseMetadata><RequestId>[0-9a-f-]+<\/RequestId>/,
  );

  const list = await ask(simulation, {headers, body: form('ListMetrics', {Namespace: 'Shop & Co'})});
  expect(list.text).toContain(
    '<ListMetricsResult><Metrics><member><Namespace>Shop &amp; Co</Namespace><MetricName>Latency</MetricName><Dimensions><member><Name>Page</Name><Value>&lt;7&gt;</Value></member></Dimensions></member></Metrics></ListMetricsResult>',
  );

  const get = await ask(simulation, {
    headers,
    body: form('GetMetricData', {
      StartTime: iso(noon - 10 * minuteMs),
      EndTime: iso(noon),
      'MetricDataQueries.member.1.Id': 'a',
      'MetricDataQueries.member.1.ReturnData': 'false',
      'MetricDataQueries.member.1.MetricStat.Period': '60',
      'MetricDataQueries.member.1.MetricStat.Stat': 'Sum',
      'MetricDataQueries.member.1.MetricStat.Metric.Namespace': 'Shop & Co',
      'MetricDataQueries.member.1.MetricStat.Metric.MetricName': 'Latency',
      'MetricDataQueries.member.1.MetricStat.Metric.Dimensions.member.1.Name': 'Page',
      'MetricDataQueries.member.1.MetricStat.Metric.Dimensions.member.1.Value': '<7>',
      'MetricDataQueries.member.2.Id': 'e',
      'MetricDataQueries.member.2.Expression': 'a * 2',
    }),
  });
  expect(get.text).toContain(
    '<MetricDataResults><member><Id>e</Id><Label>e</Label><Timestamps><member>2026-11-27T11:59:00.000Z</member></Timestamps><Values><member>25</member></Values><StatusCode>Complete</StatusCode></member></MetricDataResults>',
  );
});

test('lists are read in the order of their numbers', async () => {
  const metrics = Array.from({length: 12}, (_, index) => streamMetric('IncomingBytes', `s${index + 1}`));
  const simulation = await served(smallAccount({metrics: [source(metrics, () => samples(1))]}));
  const members = metrics.flatMap(({dimensions}, index) => {
    const query = `MetricDataQueries.member.${index + 1}`;
    return [
      [`${query}.Id`, `q${index + 1}`],
      [`${query}.MetricStat.Period`, '60'],
      [`${query}.MetricStat.Stat`, 'Sum'],
      [`${query}.MetricStat.Metric.Namespace`, 'AWS/Kinesis'],
      [`${query}.MetricStat.Metric.MetricName`, 'IncomingBytes'],
      [`${query}.MetricStat.Metric.Dimensions.member.1.Name`, 'StreamName'],
      [`${query}.MetricStat.Metric.Dimensions.member.1.Value`, dimensions.StreamName],
    ];
  });
  const body = form('GetMetricData', {
    StartTime: iso(noon - 5 * minuteMs),
    EndTime: iso(noon),
    ...Object.fromEntries(members),
  });
  const {text} = await ask(simulation, {headers, body});
  expect([...text.matchAll(/<Id>(\w+)</g)].map(([, id]) => id)).toEqual(
    metrics.map((_, index) => `q${index + 1}`),
  );
});

test.each([
  ['an unknown action', 'DescribeAlarms', {}, 'InvalidAction'],
  ['a missing member', 'PutMetricData', {}, 'MissingParameter'],
  ['a bad value', 'PutMetricData', {Namespace: 'AWS/Mine'}, 'InvalidParameterValue'],
  ['a time that is none', 'GetMetricData', {StartTime: 'yesterday'}, 'MalformedInput'],
  ['a member that is both text and structure', 'PutMetricData', {A: 'x', 'A.B': 'y'}, 'MalformedInput'],
])('%s is refused in XML', async (_what, action, members, code) => {
  const answer = await ask(await served(smallAccount()), {headers, body: form(action, members)});
  expect(answer.status).toBe(400);
  expect(answer.text).toMatch(
    new RegExp(
      `^<ErrorResponse xmlns="[^"]+"><Error><Type>Sender</Type><Code>${code}</Code><Message>[^<]+</Message></Error><RequestId>`,
    ),
  );
});

import {GetMetricDataCommand, paginateGetMetricData} from '@aws-sdk/client-cloudwatch';
import {describe, expect, test} from 'vitest';
import {clientsOf, served} from '../wire/clients.ts';
import {minuteMs, noon, samples, smallAccount, source, streamMetric} from '../wire/small-account.ts';
import {question, statOf, valuesOf} from './asking.ts';

const hour = 60 * minuteMs;
const records = streamMetric('IncomingRecords');
const minuteOf = (at: number) => Math.round((at - noon) / minuteMs);

/** An account where each minute of IncomingRecords holds the samples 1, 2, 3 and the minute's own number. */
const counting = () =>
  smallAccount({metrics: [source([records], (_metric, at) => samples(1, 2, 3, 100 + minuteOf(at)))]});

const clientOf = async (account = counting()) => clientsOf(await served(account)).cloudwatch;

describe('statistics', () => {
  test.each([
    ['Sum', [76, 77]],
    ['Average', [19, 19.25]],
    ['Minimum', [1, 1]],
    ['Maximum', [70, 71]],
    ['SampleCount', [4, 4]],
    ['p50', [2, 2]],
    ['p75.0', [3, 3]],
    ['p99', [70, 71]],
    ['p0', [1, 1]],
  ])('%s of a minute', async (stat, firstTwo) => {
    const {a = []} = await valuesOf(await clientOf(), {
      MetricDataQueries: [{Id: 'a', MetricStat: statOf(records, stat)}],
    });
    expect(a.slice(0, 2)).toEqual(firstTwo);
    expect(a.length).toBeGreaterThan(27);
  });

  test('minutes are gathered into periods that start where the clock would have them', async () => {
    const client = await clientOf();
    const answer = await client.send(
      question({
        MetricDataQueries: [{Id: 'a', MetricStat: statOf(records, 'SampleCount', 300)}],
        EndTime: new Date(noon - 9 * minuteMs),
      }),
    );
    expect(answer.MetricDataResults?.[0]).toMatchObject({
      Timestamps: [30, 35, 40, 45, 50].map(minute => new Date(Date.UTC(2026, 10, 27, 11, minute))),
      Values: [20, 20, 20, 20, 20],
      StatusCode: 'Complete',
      Label: 'IncomingRecords',
    });
  });

  test('a percentile needs single values; where only sums are known there is none', async () => {
    const vague = smallAccount({metrics: [source([records], () => ({sum: 10, count: 4, min: 1, max: 5}))]});
    const values = await valuesOf(await clientOf(vague), {
      MetricDataQueries: [
        {Id: 'p', MetricStat: statOf(records, 'p99')},
        {Id: 's', MetricStat: statOf(records, 'Sum')},
      ],
    });
    expect([values.p?.length, values.s?.[0]]).toEqual([0, 10]);
  });
});

describe('time', () => {
  test('newest first, unless asked otherwise; the start is rounded down, the end is not part of it', async () => {
    const answer = await (await clientOf()).send(
      new GetMetricDataCommand({
        MetricDataQueries: [{Id: 'a', MetricStat: statOf(records, 'Sum')}],
        StartTime: new Date(noon - 10 * minuteMs + 12_345),
        EndTime: new Date(noon - 7 * minuteMs),
      }),
    );
    expect(answer.MetricDataResults?.[0]?.Timestamps?.map(at => minuteOf(at.getTime()))).toEqual([
      -8, -9, -10,
    ]);
  });

  test('minutes without data are left out', async () => {
    const gappy = smallAccount({
      metrics: [source([records], (_metric, at) => (minuteOf(at) % 10 === 0 ? undefined : samples(7)))],
    });
    const {a} = await valuesOf(await clientOf(gappy), {
      MetricDataQueries: [{Id: 'a', MetricStat: statOf(records, 'Sum')}],
      EndTime: new Date(noon - 5 * minuteMs),
    });
    expect(a).toHaveLength(22);
  });

  test('a minute appears some seconds after its end, in part, and is whole two minutes later', async () => {
    const account = smallAccount({metrics: [source([records], () => samples(...Array(100).fill(1)))]});
    const client = await clientOf(account);
    const seen: (number | undefined)[] = [];
    for (let second = 0; second <= 180; second += 5) {
      const {a} = await valuesOf(client, {
        MetricDataQueries: [{Id: 'a', MetricStat: statOf(records, 'Sum')}],
        StartTime: new Date(noon),
        EndTime: new Date(noon + minuteMs),
      });
      seen.push(a?.[0]);
      account.clock.advance(5000);
    }
    const firstSeen = seen.findIndex(value => value !== undefined) * 5;
    const wholeFrom = seen.indexOf(100) * 5;
    expect(firstSeen).toBeGreaterThanOrEqual(65);
    expect(firstSeen).toBeLessThanOrEqual(90);
    expect(wholeFrom).toBeGreaterThanOrEqual(120);
    expect(wholeFrom).toBeLessThanOrEqual(175);
    expect(new Set(seen.slice(firstSeen / 5, wholeFrom / 5)).size).toBe(1);
  });

  test('what was seen at one time is the same for whoever asks at that time', async () => {
    const ask = async () =>
      valuesOf(await clientOf(), {MetricDataQueries: [{Id: 'a', MetricStat: statOf(records, 'Sum')}]});
    expect(await ask()).toEqual(await ask());
  });

  test('old data is there in coarse periods only', async () => {
    const client = await clientOf();
    const at = (Period: number, daysAgo: number) =>
      valuesOf(client, {
        MetricDataQueries: [{Id: 'a', MetricStat: statOf(records, 'SampleCount', Period)}],
        StartTime: new Date(noon - daysAgo * 24 * hour),
        EndTime: new Date(noon - daysAgo * 24 * hour + 2 * hour),
      }).then(({a}) => a?.length);
    expect(await at(60, 14)).toBe(120);
    expect(await at(60, 16)).toBe(0);
    expect(await at(300, 16)).toBe(25);
    expect(await at(300, 70)).toBe(0);
    expect(await at(3600, 70)).toBe(3);
  });
});

describe('long answers', () => {
  test('are given in pages of as many points as were asked for, without loss or repetition', async () => {
    const client = await clientOf();
    const seen: Record<string, number[]> = {a: [], b: [], c: []};
    const statuses: (string | undefined)[] = [];
    const pages = paginateGetMetricData(
      {client},
      {
        MetricDataQueries: Object.keys(seen).map(Id => ({Id, MetricStat: statOf(records, 'Maximum')})),
        StartTime: new Date(noon - 30 * minuteMs),
        EndTime: new Date(noon - 5 * minuteMs),
        ScanBy: 'TimestampAscending',
        MaxDatapoints: 10,
      },
    );
    let count = 0;
    for await (const page of pages) {
      count += 1;
      const results = page.MetricDataResults ?? [];
      expect(results.flatMap(result => result.Values ?? []).length).toBeLessThanOrEqual(10);
      for (const {Id = '', Values = [], StatusCode} of results) {
        seen[Id]?.push(...Values);
        statuses.push(StatusCode);
      }
    }
    const all = Array.from({length: 25}, (_, index) => 70 + index);
    expect(seen).toEqual({a: all, b: all, c: all});
    expect(count).toBe(8);
    expect(statuses.filter(status => status === 'Complete')).toHaveLength(3);
  });

  test('go on from what was there at the first page, though time goes on', async () => {
    const account = counting();
    const client = await clientOf(account);
    const asked = {MetricDataQueries: [{Id: 'a', MetricStat: statOf(records, 'Sum')}], MaxDatapoints: 27};
    const first = await client.send(question(asked));
    account.clock.advance(10 * minuteMs);
    const second = await client.send(
      question({...asked, ...(first.NextToken ? {NextToken: first.NextToken} : {})}),
    );
    expect(second.NextToken).toBeUndefined();
    expect((second.MetricDataResults?.[0]?.Values ?? []).length).toBeLessThanOrEqual(3);
  });

  test('a token is good for its own question only', async () => {
    const client = await clientOf();
    const MetricDataQueries = [{Id: 'a', MetricStat: statOf(records, 'Sum')}];
    const {NextToken = ''} = await client.send(question({MetricDataQueries, MaxDatapoints: 5}));
    await expect(
      client.send(question({MetricDataQueries, MaxDatapoints: 6, NextToken})),
    ).rejects.toMatchObject({
      name: 'InvalidNextToken',
    });
    await expect(client.send(question({MetricDataQueries, NextToken: 'made up'}))).rejects.toMatchObject({
      name: 'InvalidNextToken',
    });
  });

  test('do not keep others waiting', async () => {
    let computed = 0;
    const busy = smallAccount({
      metrics: [
        source([records], () => {
          computed += 1;
          return samples(1, 2, 3);
        }),
      ],
    });
    const {cloudwatch} = clientsOf(await served(busy));
    const long = valuesOf(cloudwatch, {
      MetricDataQueries: Array.from({length: 60}, (_, index) => ({
        Id: `q${index}`,
        MetricStat: statOf(records, 'Sum', 60 + 60 * index),
      })),
      StartTime: new Date(noon - 7 * 24 * hour),
    });
    let turns = 0;
    let done = false;
    const watch = (async () => {
      while (!done) {
        await new Promise(resolve => setImmediate(resolve));
        turns += 1;
      }
    })();
    await long;
    done = true;
    await watch;
    expect(computed).toBeGreaterThan(500_000);
    expect(turns).toBeGreaterThan(20);
  });
});

describe('names of series', () => {
  test.each([
    ['the metric, when it stands alone', [statOf(records, 'Sum')], ['IncomingRecords']],
    [
      'the statistic, when only that differs',
      [statOf(records, 'Sum'), statOf(records, 'Average')],
      ['Sum', 'Average'],
    ],
    [
      'the stream and the metric, when both differ',
      [statOf(records, 'Sum'), statOf(streamMetric('IncomingBytes', 'clicks'), 'Sum')],
      ['orders IncomingRecords', 'clicks IncomingBytes'],
    ],
  ])('%s', async (_what, stats, labels) => {
    const MetricDataQueries = stats.map((MetricStat, index) => ({Id: `q${index}`, MetricStat}));
    const answer = await (await clientOf()).send(question({MetricDataQueries}));
    expect(answer.MetricDataResults?.map(result => result.Label)).toEqual(labels);
  });

  test('a label that was given', async () => {
    const MetricDataQueries = [{Id: 'a', Label: 'records', MetricStat: statOf(records, 'Sum')}];
    const answer = await (await clientOf()).send(question({MetricDataQueries}));
    expect(answer.MetricDataResults?.[0]?.Label).toBe('records');
  });
});

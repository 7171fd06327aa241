import {describe, expect, test} from 'vitest';
import {clientsOf, served} from '../wire/clients.ts';
import {minuteMs, noon, samples, smallAccount, source, streamMetric} from '../wire/small-account.ts';
import {question, statOf, valuesOf} from './asking.ts';

const start = noon - 30 * minuteMs;
const up = streamMetric('Up');
const down = streamMetric('Down');
const gaps = streamMetric('Gaps');
const minuteOf = (at: number) => Math.round((at - start) / minuteMs);

/** Up: 0, 1, 2, 3, 4, 5. Down: 5, 4, 3, 2, 1, 0. Gaps: 1 in the second minute and 4 in the fifth. */
const account = () =>
  smallAccount({
    metrics: [
      source([up, down, gaps], ({name}, at) => {
        const minute = minuteOf(at);
        if (name === 'Gaps') return minute === 1 || minute === 4 ? samples(minute) : undefined;
        return samples(name === 'Up' ? minute : 5 - minute);
      }),
    ],
  });

const metrics = [
  {Id: 'up', MetricStat: statOf(up, 'Sum'), ReturnData: false},
  {Id: 'down', MetricStat: statOf(down, 'Sum'), ReturnData: false},
  {Id: 'gaps', MetricStat: statOf(gaps, 'Sum'), ReturnData: false},
];
const ask = async (...expressions: readonly string[]) => ({
  client: clientsOf(await served(account())).cloudwatch,
  asked: {
    MetricDataQueries: [
      ...metrics,
      ...expressions.map((Expression, index) => ({Id: `e${index + 1}`, Expression})),
    ],
    StartTime: new Date(start),
    EndTime: new Date(start + 6 * minuteMs),
  },
});

describe('expressions', () => {
  test.each([
    ['up + down', [5, 5, 5, 5, 5, 5]],
    ['up - down * 2', [-10, -7, -4, -1, 2, 5]],
    ['(up - down) * 2', [-10, -6, -2, 2, 6, 10]],
    ['100 * up / (up + down)', [0, 20, 40, 60, 80, 100]],
    ['2 ^ up', [1, 2, 4, 8, 16, 32]],
    ['-up ^ 2', [0, -1, -4, -9, -16, -25]],
    ['2 ^ 3 ^ 2 + 0 * up', [512, 512, 512, 512, 512, 512]],
    ['up / down', [0, 0.25, 2 / 3, 1.5, 4]],
    ['up > down', [0, 0, 0, 1, 1, 1]],
    ['up >= 2 AND down != 1', [0, 0, 1, 1, 0, 1]],
    ['up < 1 || down < 1', [1, 0, 0, 0, 0, 1]],
    ['SUM([up, down])', [5, 5, 5, 5, 5, 5]],
    ['SUM([up, gaps])', [0, 2, 2, 3, 8, 5]],
    ['SUM(METRICS())', [5, 6, 5, 5, 9, 5]],
    ["MAX(METRICS('p'))", [0, 1, 2, 3, 4, 5]],
    ['MAX([up, down])', [5, 4, 3, 3, 4, 5]],
    ['MIN([up, down])', [0, 1, 2, 2, 1, 0]],
    ['AVG([up, down])', [2.5, 2.5, 2.5, 2.5, 2.5, 2.5]],
    ['up / MAX(up)', [0, 0.2, 0.4, 0.6, 0.8, 1]],
    ['gaps', [1, 4]],
    ['FILL(gaps, 0)', [0, 1, 0, 0, 4, 0]],
    ['FILL(gaps, REPEAT)', [1, 1, 1, 4, 4]],
    ['FILL(gaps, LINEAR)', [1, 2, 3, 4]],
    ['FILL(gaps, down)', [5, 1, 3, 2, 4, 0]],
    ['SUM(FILL([gaps, gaps], 1))', [2, 2, 2, 2, 8, 2]],
    ['DIFF(gaps)', [3]],
    ['RATE(gaps) * 60', [1]],
    ['RATE(up) * PERIOD(up)', [1, 1, 1, 1, 1]],
    ['IF(up > 2, up, 0)', [0, 0, 0, 3, 4, 5]],
    ['IF(up > 2, up)', [3, 4, 5]],
    ['IF(1, up, down)', [0, 1, 2, 3, 4, 5]],
    ['ABS(up - 3)', [3, 2, 1, 0, 1, 2]],
    ['CEIL(up / 2)', [0, 1, 1, 2, 2, 3]],
    ['FLOOR(up / 2)', [0, 0, 1, 1, 2, 2]],
    ['7', [7, 7, 7, 7, 7, 7]],
    ['SUM(up)', [15, 15, 15, 15, 15, 15]],
    ['up + 1.5e1', [15, 16, 17, 18, 19, 20]],
  ])('%s', async (expression, values) => {
    const {client, asked} = await ask(expression);
    expect((await valuesOf(client, asked)).e1).toEqual(values);
  });

  test('stand on other expressions, in any order', async () => {
    const {client, asked} = await ask('e2 * 2', 'e3 + 1', 'up');
    const {e1, e3} = await valuesOf(client, asked);
    expect([e1, e3]).toEqual([
      [2, 4, 6, 8, 10, 12],
      [0, 1, 2, 3, 4, 5],
    ]);
  });

  test('of an array give one result for each of its series', async () => {
    const {client, asked} = await ask('METRICS() * 2');
    const {MetricDataResults = []} = await client.send(question(asked));
    expect(MetricDataResults.map(({Id, Label, Values}) => [Id, Label, Values?.length])).toEqual([
      ['e1', 'Up', 6],
      ['e1', 'Down', 6],
      ['e1', 'Gaps', 2],
    ]);
  });
});

describe('expressions that cannot be understood', () => {
  test.each([
    ['up +', /^Error in expression 'e1': Expected a value but found the end/],
    ['up + $', /Unexpected character '\$' at position 5/],
    ['(up', /Expected '\)'/],
    ['up down', /Unexpected 'down'/],
    ['nothing + 1', /There is no query with the id nothing/],
    ['MEDIAN(up)', /The function MEDIAN is not supported/],
    ['toString(up)', /The function toString is not supported/],
    ['METRICS() + METRICS()', /Unsupported operand types for \+/],
    ["'text'", /not a time series/],
    ["up + 'text'", /Unsupported operand types/],
    ['SUM(up, down)', /Too many arguments for SUM/],
    ['SUM(1)', /takes a time series/],
    ['FILL(up)', /FILL takes/],
    ['FILL(up, ZERO)', /no query with the id ZERO/],
    ['PERIOD(3)', /PERIOD takes a time series/],
    ['e1 + 1', /leads back to itself/],
    ['[1, 2]', /holds time series only/],
  ])('%s', async (expression, message) => {
    const {client, asked} = await ask(expression);
    await expect(client.send(question(asked))).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringMatching(message),
    });
  });
});

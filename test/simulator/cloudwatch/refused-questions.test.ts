import type {MetricDataQuery} from '@aws-sdk/client-cloudwatch';
import {expect, test} from 'vitest';
import {clientsOf, served} from '../wire/clients.ts';
import {noon, smallAccount, streamMetric} from '../wire/small-account.ts';
import {type Asked, question, statOf} from './asking.ts';

const sum = statOf(streamMetric('IncomingRecords'), 'Sum');
const one = (changes: Partial<MetricDataQuery>): Asked => ({
  MetricDataQueries: [{Id: 'a', MetricStat: sum, ...changes}],
});
const ofStat = (changes: Partial<typeof sum>): Asked => one({MetricStat: {...sum, ...changes}});

const refused: readonly (readonly [what: string, asked: Asked, message: RegExp])[] = [
  ['no queries', {MetricDataQueries: []}, /MetricDataQueries is required/],
  [
    'too many queries',
    {MetricDataQueries: Array.from({length: 501}, (_, index) => ({Id: `a${index}`, MetricStat: sum}))},
    /greater than 500/,
  ],
  ['an id that starts with a capital', one({Id: 'A'}), /\^\[a-z\]/],
  [
    'the same id twice',
    {
      MetricDataQueries: [
        {Id: 'a', MetricStat: sum},
        {Id: 'a', MetricStat: sum},
      ],
    },
    /not unique/,
  ],
  ['nothing to return', one({ReturnData: false}), /ReturnData/],
  ['a metric and an expression at once', one({Expression: '1'}), /mutually exclusive/],
  ['a statistic that does not exist', ofStat({Stat: 'Median'}), /Median .* is not supported/],
  ['a statistic that this account lacks', ofStat({Stat: 'IQM'}), /IQM .* is not supported/],
  ['a percentile over a hundred', ofStat({Stat: 'p101'}), /not supported/],
  ['a period between the minutes', ofStat({Period: 90}), /multiple of 60/],
  [
    'an end before the start',
    {...one({}), StartTime: new Date(noon), EndTime: new Date(noon - 1)},
    /StartTime must be less/,
  ],
  ['more points than a call gives', {...one({}), MaxDatapoints: 100_801}, /MaxDatapoints/],
  ['a metric without a name', ofStat({Metric: {Namespace: 'AWS/Kinesis'}}), /MetricName is required/],
  [
    'the same dimension twice',
    ofStat({
      Metric: {
        ...sum.Metric,
        Dimensions: [
          {Name: 'A', Value: 'b'},
          {Name: 'A', Value: 'c'},
        ],
      },
    }),
    /twice/,
  ],
];

test.each(refused)('%s', async (_what, asked, message) => {
  const {cloudwatch} = clientsOf(await served(smallAccount()));
  await expect(cloudwatch.send(question(asked))).rejects.toMatchObject({
    message: expect.stringMatching(message),
    $metadata: {httpStatusCode: 400},
  });
});

test('the error of a question has the name that AWS gives it', async () => {
  const {cloudwatch} = clientsOf(await served(smallAccount()));
  await expect(cloudwatch.send(question(one({Id: 'A'})))).rejects.toMatchObject({
    name: 'ValidationException',
  });
});

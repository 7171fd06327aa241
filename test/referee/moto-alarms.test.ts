import {
  CloudWatchClient,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import {expect, onTestFinished, test} from 'vitest';
import {Session} from '../../source/aws/session.ts';
import {type Clock, systemClock} from '../../source/clock.ts';
import type {AlarmFact} from '../../source/services/alarms/facts.ts';
import {type AlarmQuery, listAlarms} from '../../source/services/alarms/requests.ts';
import {scenarioFile, simulated} from '../simulated.ts';
import {startMoto} from './moto.ts';

const region = 'us-east-1';
const accountId = '123456789012';
const pager = `arn:aws:sns:${region}:${accountId}:pager`;

type Place = {readonly endpoint: string; readonly accessKeyId: string; readonly clock: Clock};

function openedAt({endpoint, accessKeyId, clock}: Place) {
  const credentials = async () => ({accessKeyId, secretAccessKey: 'secret'});
  const client = new CloudWatchClient({endpoint, region, credentials, maxAttempts: 1});
  const stop = new AbortController();
  const session = new Session({
    profile: undefined,
    region,
    endpoint,
    credentials,
    clock,
    log: () => {},
    signal: stop.signal,
  });
  onTestFinished(() => {
    stop.abort();
    session.close();
    client.destroy();
  });
  return {client, session};
}

const compared = {
  EvaluationPeriods: 3,
  DatapointsToAlarm: 2,
  Threshold: 5,
  ComparisonOperator: 'GreaterThanThreshold',
  TreatMissingData: 'ignore',
} as const;
const alarms: readonly PutMetricAlarmCommandInput[] = [
  {
    ...compared,
    AlarmName: 'errors',
    AlarmDescription: 'Carts fail',
    Namespace: 'Shop',
    MetricName: 'Errors',
    Dimensions: [{Name: 'Page', Value: 'cart'}],
    Statistic: 'Sum',
    Period: 300,
    AlarmActions: [pager],
    OKActions: [pager],
    ActionsEnabled: true,
  },
  {
    ...compared,
    AlarmName: 'slow',
    Namespace: 'Shop',
    MetricName: 'Latency',
    ExtendedStatistic: 'p99',
    Period: 60,
    ActionsEnabled: false,
  },
  {
    ...compared,
    AlarmName: 'rate',
    Metrics: [
      {
        Id: 'errors',
        MetricStat: {Metric: {Namespace: 'Shop', MetricName: 'Errors'}, Period: 60, Stat: 'Sum'},
        ReturnData: false,
      },
      {Id: 'rate', Expression: 'errors / 60', Label: 'Errors a second', ReturnData: true},
    ],
    ActionsEnabled: true,
  },
];

async function found(session: Session, query: AlarmQuery): Promise<readonly AlarmFact[]> {
  const all: AlarmFact[] = [];
  for await (const page of listAlarms(session, query)) all.push(...page);
  return all.sort((a, b) => (a.name < b.name ? -1 : 1));
}

test('alarms that are put and set are read as they are from moto', async () => {
  const moto = await startMoto();
  onTestFinished(moto.end);
  const {account, clock} = await simulated(
    await scenarioFile({
      name: 'alarms',
      accountId,
      regions: [region],
      topics: [{name: 'pager', subscriptions: []}],
    }),
  );
  const places = [
    openedAt({endpoint: moto.endpoint, accessKeyId: 'test', clock: systemClock}),
    openedAt({endpoint: account.endpoint, accessKeyId: account.accessKeyId, clock}),
  ];
  const [theirs, ours] = await Promise.all(
    places.map(async ({client, session}) => {
      for (const alarm of alarms) await client.send(new PutMetricAlarmCommand(alarm));
      for (const AlarmName of ['errors', 'rate', 'slow']) {
        const StateValue = AlarmName === 'errors' ? 'ALARM' : 'OK';
        const data = {StateReason: 'a drill', StateReasonData: '{"why":"a drill"}'};
        await client.send(new SetAlarmStateCommand({AlarmName, StateValue, ...data}));
      }
      const unknown = new SetAlarmStateCommand({AlarmName: 'nobody', StateValue: 'OK', StateReason: ''});
      const refused = await client.send(unknown).catch((error: Error) => error.name);
      const read = [
        await found(session, {}),
        await found(session, {state: 'ALARM'}),
        await found(session, {names: ['rate', 'nobody']}),
      ];
      // Of the times each has its own.
      return {refused, read: read.map(list => list.map(alarm => ({...alarm, since: typeof alarm.since})))};
    }),
  );
  expect(ours?.read.map(list => list.map(({name, state}) => `${name} ${state}`))).toEqual([
    ['errors ALARM', 'rate OK', 'slow OK'],
    ['errors ALARM'],
    ['rate OK'],
  ]);
  expect(ours).toEqual(theirs);
});

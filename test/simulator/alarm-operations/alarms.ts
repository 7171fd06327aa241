import type {CloudWatchClient} from '@aws-sdk/client-cloudwatch';
import {DescribeAlarmsCommand} from '@aws-sdk/client-cloudwatch';
import * as v from 'valibot';
import {createAccount} from '../../../source/simulator/account.ts';
import {type MovedClock, stillClock} from '../../../source/simulator/clock.ts';
import {
  type AlarmSource,
  type ScenarioSource,
  scenarioSchema,
} from '../../../source/simulator/scenarios/schema.ts';
import {clientsOf, served} from '../wire/clients.ts';
import {ask, scopeOf, signedHeaders} from '../wire/raw.ts';
import {noon} from '../wire/small-account.ts';

export const minuteMs = 60_000;
const accountId = '730112094417';
export const arnOf = (name: string) => `arn:aws:cloudwatch:us-east-1:${accountId}:alarm:${name}`;
export const pager = `arn:aws:sns:us-east-1:${accountId}:pager`;

export type Alarms = {
  readonly cloudwatch: CloudWatchClient;
  readonly clock: MovedClock;
  /** Names of what DescribeAlarms finds, metric alarms before composites. */
  readonly names: (input?: DescribeAlarmsCommand['input']) => Promise<readonly (string | undefined)[]>;
  /** Asks in a form, as older clients do: gives the XML. */
  readonly form: (action: string, members: Readonly<Record<string, string>>) => Promise<string>;
};

/** An alarm that stays as it is unless somebody sets its state. */
export const resting = (name: string, more: Partial<AlarmSource> = {}): AlarmSource => ({
  name,
  namespace: 'Shop',
  metric: 'Errors',
  statistic: 'Sum',
  threshold: 5,
  missingData: 'ignore',
  ...more,
});

/** An account with these alarms, on a clock that the test moves, and a client of the SDK. */
export async function open(
  source: Partial<ScenarioSource>,
  {enforceRates = false}: {readonly enforceRates?: boolean} = {},
): Promise<Alarms> {
  const clock = stillClock(noon);
  const topics = [{name: 'pager', subscriptions: [{protocol: 'email' as const, endpoint: 'a@example.com'}]}];
  const written = {name: 'alarms', accountId, regions: ['us-east-1'], topics, ...source};
  const scenario = v.parse(scenarioSchema, written);
  const simulation = await served(createAccount({scenario, seed: 1, clock, enforceRates}));
  const {cloudwatch} = clientsOf(simulation);
  return {
    cloudwatch,
    clock,
    async names(input = {}) {
      const answer = await cloudwatch.send(new DescribeAlarmsCommand(input));
      const found = [...(answer.MetricAlarms ?? []), ...(answer.CompositeAlarms ?? [])];
      return found.map(alarm => alarm.AlarmName);
    },
    async form(action, members) {
      const headers = {
        'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
        ...signedHeaders(noon, scopeOf(noon, 'us-east-1', 'monitoring')),
      };
      const body = new URLSearchParams({Action: action, Version: '2010-08-01', ...members}).toString();
      return (await ask(simulation, {headers, body})).text;
    },
  };
}

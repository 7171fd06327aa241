import * as v from 'valibot';
import {type Account, createAccount} from '../../../source/simulator/account.ts';
import {type MovedClock, steppedClock} from '../../../source/simulator/clock.ts';
import type {Datum} from '../../../source/simulator/metric-source.ts';
import {AwsError, type Json} from '../../../source/simulator/operation.ts';
import {scenarioStart} from '../../../source/simulator/scenarios/index.ts';
import {
  type Scenario,
  type StreamSource,
  scenarioSchema,
} from '../../../source/simulator/scenarios/schema.ts';

/** An account under test: its operations by name, its metrics, and the hand on its clock. */
export type TestAccount = {
  readonly account: Account;
  readonly clock: MovedClock;
  readonly call: (operation: string, input?: Json) => Json;
  /** The code and message of the error that a call ends with. */
  readonly refusal: (operation: string, input?: Json) => string;
  /** The minute that was over `minutesAgo` minutes ago; 0 is the last whole one. */
  readonly metric: (
    stream: string,
    name: string,
    dimensions?: Readonly<Record<string, string>>,
    minutesAgo?: number,
  ) => Datum | undefined;
  readonly openShards: (stream: string) => readonly ShardShape[];
  readonly shards: (stream: string) => readonly ShardShape[];
  readonly minutes: (count: number) => void;
};

export type ShardShape = {
  readonly ShardId: string;
  readonly ParentShardId?: string;
  readonly AdjacentParentShardId?: string;
  readonly HashKeyRange: {readonly StartingHashKey: string; readonly EndingHashKey: string};
  readonly SequenceNumberRange: {
    readonly StartingSequenceNumber: string;
    readonly EndingSequenceNumber?: string;
  };
};

export const region = 'us-east-1';

/** A scenario of one region with these streams. */
export const scenarioOf = (...streams: StreamSource[]): Scenario =>
  v.parse(scenarioSchema, {name: 'test', regions: [region], streams});

export function openAccount(
  scenario: Scenario,
  {seed = 1, enforceRates = false}: {readonly seed?: number; readonly enforceRates?: boolean} = {},
): TestAccount {
  const clock = steppedClock(scenarioStart);
  const account = createAccount({scenario, seed, clock, enforceRates});
  const caller = {accountId: account.id, arn: account.callerArn, region};
  const call = (name: string, input: Json = {}): Json => {
    const operation = account.kinesis[name];
    if (!operation) throw new Error(`There is no operation ${name}.`);
    const answer = operation(input, caller);
    if (answer instanceof Promise) throw new Error(`${name} answers later.`);
    return answer;
  };
  const list = (stream: string, filter?: Json) => {
    const shards: ShardShape[] = [];
    let page = call('ListShards', {StreamName: stream, ...(filter && {ShardFilter: filter})});
    for (;;) {
      shards.push(...(page.Shards as ShardShape[]));
      if (page.NextToken === undefined) return shards;
      page = call('ListShards', {NextToken: page.NextToken});
    }
  };
  return {
    account,
    clock,
    call,
    refusal: (operation, input) => {
      try {
        call(operation, input);
      } catch (error) {
        if (error instanceof AwsError) return `${error.code}: ${error.message}`;
        throw error;
      }
      return 'no error';
    },
    metric: (stream, name, dimensions = {}, minutesAgo = 0) => {
      const start = Math.floor(clock.now() / 60_000) * 60_000 - (minutesAgo + 1) * 60_000;
      const id = {namespace: 'AWS/Kinesis', name, dimensions: {StreamName: stream, ...dimensions}};
      return account.metrics[0]?.minute(region, id, start);
    },
    openShards: stream => list(stream, {Type: 'AT_LATEST'}),
    shards: stream => list(stream),
    minutes: count => clock.advance(count * 60_000),
  };
}

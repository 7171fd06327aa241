import type {S3Client} from '@aws-sdk/client-s3';
import * as v from 'valibot';
import {createAccount} from '../../../source/simulator/account.ts';
import {type MovedClock, steppedClock} from '../../../source/simulator/clock.ts';
import {
  type BucketSource,
  type ScenarioSource,
  scenarioSchema,
} from '../../../source/simulator/scenarios/schema.ts';
import {clientsOf, served} from '../wire/clients.ts';
import {noon} from '../wire/small-account.ts';

export const accountId = '730112094417';

export type Buckets = {
  readonly s3: S3Client;
  readonly clock: MovedClock;
  readonly endpoint: string;
  /** A client of another region, or with another key. */
  readonly other: (choices: {readonly region?: string; readonly accessKeyId?: string}) => S3Client;
};

/** An account with these buckets, and a client of the SDK. */
export async function open(
  buckets: readonly BucketSource[],
  more: {
    readonly faults?: ScenarioSource['faults'];
    readonly enforceRates?: boolean;
    readonly clock?: MovedClock;
  } = {},
): Promise<Buckets> {
  const {clock = steppedClock(noon), enforceRates = false, faults = []} = more;
  const regions = ['us-east-1', 'eu-west-1'];
  const scenario = v.parse(scenarioSchema, {name: 'buckets', accountId, regions, buckets, faults});
  const simulation = await served(createAccount({scenario, seed: 1, clock, enforceRates}));
  const other = (choices: {readonly region?: string; readonly accessKeyId?: string}) =>
    clientsOf(simulation, choices).s3;
  return {s3: other({}), clock, endpoint: simulation.endpoint, other};
}

/** Single objects of these keys. */
export const holding = (
  name: string,
  keys: readonly string[],
  more: Partial<BucketSource> = {},
): BucketSource => ({
  name,
  single: keys.map(key => ({key, bytes: 10})),
  ...more,
});

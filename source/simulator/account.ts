import type {Clock} from '../clock.ts';
import {createPublished} from './alarms/actions/published.ts';
import {type AlarmService, createAlarmService} from './alarms/service.ts';
import {createS3} from './buckets/operations/index.ts';
import {createBucketWorld} from './buckets/world.ts';
import type {Library} from './cloudwatch/library.ts';
import {createLambda} from './lambda/index.ts';
import type {MetricSource} from './metric-source.ts';
import type {Operations} from './operation.ts';
import {createSqs} from './queues/operations/index.ts';
import {createQueueWorld} from './queues/world.ts';
import type {Fault, Scenario} from './scenarios/schema.ts';
import {createSns} from './sns.ts';
import {createKinesis} from './world/kinesis.ts';

/** An AWS account that only this process knows: what its services answer, and who may ask. */
export type Account = {
  readonly id: string;
  readonly callerArn: string;
  readonly regions: readonly string[];
  readonly clock: Clock;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Scenario second 0, in ms since 1970: `fromSecond` and `untilSecond` of a fault count from here. */
  readonly startAt: number;
  readonly kinesis: Operations;
  readonly sqs: Operations;
  readonly s3: Operations;
  readonly lambda: Operations;
  readonly sns: Operations;
  readonly metrics: readonly MetricSource[];
  /** The alarms on the metrics of the account, once these are in one place. */
  readonly alarms?: (library: Library) => AlarmService;
  readonly faults: readonly Fault[];
};

/**
 * Builds the account of a scenario. The scenario starts at the whole minute that the clock shows now, with a
 * day of history before it. `enforceRates` keeps AWS's limits per second; a clock that stands still has no
 * seconds to count in, so whoever brings one switches it off.
 */
export function createAccount(options: {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly clock: Clock;
  readonly enforceRates?: boolean;
}): Account {
  const {scenario, seed, clock, enforceRates = true} = options;
  const startAt = Math.floor(clock.now() / 60_000) * 60_000;
  const kinesis = createKinesis({scenario, seed, clock, startAt, enforceRates});
  const queues = createQueueWorld({scenario, seed, clock, startAt});
  const buckets = createBucketWorld({scenario, seed, clock, startAt});
  const lambda = createLambda(kinesis.world);
  const published = createPublished(scenario);
  return {
    id: scenario.accountId,
    callerArn: `arn:aws:iam::${scenario.accountId}:user/on-call`,
    regions: scenario.regions,
    clock,
    accessKeyId: 'SIMULATEDACCESSKEY01',
    secretAccessKey: 'simulated/secret/of/no/worth',
    startAt,
    kinesis: kinesis.operations,
    sqs: createSqs(queues, {clock, enforceRates}),
    s3: createS3(buckets, {clock, enforceRates}),
    lambda: lambda.operations,
    sns: createSns(scenario),
    metrics: [kinesis.metrics, queues.metrics, buckets.metrics, lambda.metrics, published.metrics],
    alarms: library => createAlarmService({scenario, seed, clock, startAt, library, published, enforceRates}),
    faults: scenario.faults,
  };
}

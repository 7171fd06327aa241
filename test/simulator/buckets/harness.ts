import * as v from 'valibot';
import type {BucketWorld, SimulatedBucket} from '../../../source/simulator/buckets/shape.ts';
import {createBucketWorld} from '../../../source/simulator/buckets/world.ts';
import {type MovedClock, stillClock} from '../../../source/simulator/clock.ts';
import {bucketSchema} from '../../../source/simulator/scenarios/buckets/schema.ts';
import type {BucketSource} from '../../../source/simulator/scenarios/schema.ts';
import {scenarioStart} from '../../../source/simulator/scenarios/start.ts';

export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

export type OneBucket = {
  readonly world: BucketWorld;
  readonly bucket: SimulatedBucket;
  readonly clock: MovedClock;
};

/** A world with that one bucket, `data`, on a clock that stands still. */
export function oneBucket(source: Omit<BucketSource, 'name'>, seed = 1): OneBucket {
  const clock = stillClock(scenarioStart);
  const scenario = {
    accountId: '123456789012',
    regions: ['us-east-1', 'eu-west-1'],
    buckets: [v.parse(bucketSchema, {name: 'data', ...source})],
  };
  const world = createBucketWorld({scenario, seed, clock, startAt: scenarioStart});
  const bucket = world.bucket('data');
  if (!bucket) throw new Error('The bucket is not there.');
  return {world, bucket, clock};
}

/** The whole listing. */
export const listed = (bucket: SimulatedBucket, prefix = '', after = '') => [
  ...bucket.objects({prefix, after}),
];

export const lifecycle = (rules: string) => ({
  lifecycle: `<LifecycleConfiguration>${rules}</LifecycleConfiguration>`,
});

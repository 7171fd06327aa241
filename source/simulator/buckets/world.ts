import * as v from 'valibot';
import type {Clock} from '../../clock.ts';
import {bucketSchema} from '../scenarios/buckets/schema.ts';
import type {BucketScenario, Scenario} from '../scenarios/schema.ts';
import {mix, seedOf} from '../world/random.ts';
import {Bucket} from './bucket.ts';
import {dayMs} from './days.ts';
import {inventoryDeliveries} from './inventory/index.ts';
import {compareKeys} from './key-order.ts';
import {bucketMetrics} from './metrics.ts';
import type {BucketWorld} from './shape.ts';

export type BucketWorldOptions = {
  readonly scenario: Pick<Scenario, 'accountId' | 'regions' | 'buckets'>;
  readonly seed: number;
  readonly clock: Clock;
  readonly startAt: number;
};

/** The buckets of an account in all its regions: names are the account's, whatever the region. */
export function createBucketWorld({scenario, seed, clock, startAt}: BucketWorldOptions): BucketWorld {
  const {accountId, regions} = scenario;
  const now = () => Math.floor(clock.now());
  const byName = new Map<string, Bucket>();
  let sorted: readonly Bucket[] | undefined;
  const deliveries = inventoryDeliveries(() => byName.values(), {startAt});

  function add(each: BucketScenario, region: string, createdAt: number): Bucket {
    const own = mix(seedOf(seed, each.name), Math.max(0, createdAt - startAt));
    const bucket = new Bucket({scenario: each, region, createdAt, seed: own, startAt, now, deliveries});
    byName.set(each.name, bucket);
    sorted = undefined;
    return bucket;
  }

  for (const each of scenario.buckets) {
    if (byName.has(each.name)) throw new Error(`There are two buckets named ${each.name}: rename one.`);
    add(each, regionOf(each, regions), startAt - each.createdDaysAgo * dayMs);
  }

  refuseReportsOnReports(scenario.buckets);

  return {
    now,
    accountId,
    metrics: bucketMetrics({
      now,
      startAt,
      bucketsOf: region => [...byName.values()].filter(each => each.region === region),
      bucket: (region, name) => {
        const bucket = byName.get(name);
        return bucket?.region === region ? bucket : undefined;
      },
    }),
    all() {
      sorted ??= [...byName.values()].sort((a, b) => compareKeys(a.name, b.name));
      return sorted;
    },
    bucket: name => byName.get(name),
    create: (name, region) => add(v.parse(bucketSchema, {name}), region, now()),
    remove(name) {
      byName.delete(name);
      sorted = undefined;
    },
  };
}

/** Each report would tell of the ones before it, back to the first. */
function refuseReportsOnReports(buckets: readonly BucketScenario[]): void {
  const destinations = new Set(
    buckets.flatMap(({inventories}) => inventories.map(({destinationBucket}) => destinationBucket)),
  );
  const both = buckets.find(({name, inventories}) => inventories.length > 0 && destinations.has(name));
  if (both)
    throw new Error(
      `Bucket ${both.name} has an inventory and is given some: let them go to a bucket that has none.`,
    );
}

function regionOf({name, region}: BucketScenario, regions: readonly string[]): string {
  const own = region ?? regions[0];
  if (own === undefined || !regions.includes(own))
    throw new Error(`Bucket ${name} is in ${own}, which is not a region of the scenario.`);
  return own;
}

import {expect, test} from 'vitest';
import type {BucketWorld} from '../../../source/simulator/buckets/shape.ts';
import {createBucketWorld} from '../../../source/simulator/buckets/world.ts';
import {stillClock} from '../../../source/simulator/clock.ts';
import {loadScenario} from '../../../source/simulator/scenarios/index.ts';
import {scenarioStart} from '../../../source/simulator/scenarios/start.ts';
import {dayMs, hourMs, oneBucket} from './harness.ts';

const today = Math.floor(scenarioStart / dayMs) * dayMs;

function figure(world: BucketWorld, name: string, type: string, day: number): number | undefined {
  const metric = {namespace: 'AWS/S3', name, dimensions: {BucketName: 'data', StorageType: type}};
  return world.metrics.minute('us-east-1', metric, day)?.sum;
}

test('a day is seen 26 to 40 hours after it began, and only at its midnight', () => {
  const {world, bucket, clock} = oneBucket({objects: [{count: 5000, sinceDaysAgo: 300}]});
  const seen = () => figure(world, 'BucketSizeBytes', 'StandardStorage', today);
  clock.advance(today + 26 * hourMs - scenarioStart - 1);
  expect(seen()).toBeUndefined();
  clock.advance(14 * hourMs + 1);
  const bytes = seen();
  expect(bytes).toBeGreaterThan(4.9e9);
  expect(bytes).toBeLessThan(bucket.truth().bytes);
  expect(figure(world, 'BucketSizeBytes', 'StandardStorage', today + 60_000)).toBeUndefined();
  expect(figure(world, 'BucketSizeBytes', 'StandardStorage', today - 15 * dayMs)).toBeGreaterThan(1e9);
  expect(figure(world, 'BucketSizeBytes', 'StandardStorage', today - 16 * dayMs)).toBeUndefined();
});

test('overheads and padding stand beside the bytes; parts and older versions are counted', () => {
  const {world} = oneBucket({
    versioning: 'Enabled',
    single: [
      {key: 'a', bytes: 1000, storageClass: 'GLACIER'},
      {key: 'b', bytes: 2000, storageClass: 'DEEP_ARCHIVE'},
      {key: 'c', bytes: 1000, storageClass: 'STANDARD_IA'},
      {key: 'd', bytes: 200_000, storageClass: 'INTELLIGENT_TIERING', daysAgo: 60},
    ],
    objects: [{prefix: 'o/', keys: 'flat', count: 10, noncurrent: {share: 1, versions: 2}, untilDaysAgo: 5}],
    uploads: [{count: 2, oldestDaysAgo: 30, newestDaysAgo: 20, parts: 3}],
  });
  const day = today - 2 * dayMs;
  const types = [...world.metrics.list('us-east-1')].map(({dimensions}) => dimensions.StorageType);
  expect(new Set(types)).toEqual(
    new Set([
      'AllStorageTypes',
      'StandardStorage',
      'GlacierStorage',
      'GlacierObjectOverhead',
      'GlacierS3ObjectOverhead',
      'DeepArchiveStorage',
      'DeepArchiveObjectOverhead',
      'DeepArchiveS3ObjectOverhead',
      'StandardIAStorage',
      'StandardIASizeOverhead',
      'IntelligentTieringIAStorage',
    ]),
  );
  expect([...world.metrics.list('eu-west-1')]).toEqual([]);
  expect(figure(world, 'NumberOfObjects', 'AllStorageTypes', day)).toBe(4 + 30 + 6);
  expect(figure(world, 'BucketSizeBytes', 'GlacierStorage', day)).toBe(1000);
  expect(figure(world, 'BucketSizeBytes', 'GlacierObjectOverhead', day)).toBe(32_768);
  expect(figure(world, 'BucketSizeBytes', 'DeepArchiveS3ObjectOverhead', day)).toBe(8192);
  expect(figure(world, 'BucketSizeBytes', 'StandardIASizeOverhead', day)).toBe(131_072 - 1000);
});

test('the buckets of the Friday and of the cold archive are what their scenarios promise', async () => {
  const raw = (await worldOf('black-friday')).bucket('raw-events')?.truth();
  expect(raw?.byClass.get('STANDARD')?.bytes).toBeGreaterThan(60e12);
  expect(raw?.byClass.get('STANDARD')?.bytes).toBeLessThan(62e12);
  expect(raw?.objects).toBe(3_500_000);
  const cold = (await worldOf('cold-archive')).bucket('cold-archive')?.truth();
  expect(cold?.objects).toBe(20_000_000);
  expect([...(cold?.byClass.keys() ?? [])].sort()).toEqual([
    'DEEP_ARCHIVE',
    'GLACIER',
    'GLACIER_IR',
    'STANDARD',
  ]);
  expect((await worldOf('huge')).all()).toHaveLength(500);
  const empty = (await worldOf('black-friday')).bucket('scratch')?.truth();
  expect(empty).toEqual({objects: 0, bytes: 0, byClass: new Map()});
});

async function worldOf(name: string): Promise<BucketWorld> {
  const scenario = await loadScenario(name);
  return createBucketWorld({scenario, seed: 1, clock: stillClock(scenarioStart), startAt: scenarioStart});
}

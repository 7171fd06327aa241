import type {LifecycleRule} from '@aws-sdk/client-s3';
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {affectedBy, deletion} from '../../../../source/services/buckets/lifecycle/affected.ts';
import {costText} from '../../../../source/services/buckets/lifecycle/cost.ts';
import {serialise} from '../../../../source/services/buckets/lifecycle/serialise.ts';
import {nextRunText} from '../../../../source/services/buckets/lifecycle/wording.ts';
import {type Cell, type Histogram, sizeBounds} from '../../../../source/services/buckets/scan/histogram.ts';
import type {SimulatedBucket} from '../../../../source/simulator/buckets/shape.ts';
import {dayMs, listed, oneBucket} from '../../../simulator/buckets/harness.ts';

/** The same count as a scan makes, of a listing. */
function countOf(bucket: SimulatedBucket, now: number, prefix: string): Histogram {
  const cells = new Map<string, Cell>();
  for (const {size: bytes, modifiedAt, storageClass} of listed(bucket, prefix)) {
    const ageDays = Math.floor((now - modifiedAt) / dayMs);
    const size = sizeBounds.findLastIndex(bound => bytes >= bound);
    const key = `${storageClass} ${ageDays} ${size}`;
    const cell = cells.get(key) ?? {storageClass, ageDays, size, objects: 0, bytes: 0};
    cells.set(key, {...cell, objects: cell.objects + 1, bytes: cell.bytes + bytes});
  }
  return histogramWith([...cells.values()], {bucket: bucket.name, prefix, startedAt: now, endedAt: now});
}

const histogramWith = (cells: readonly Cell[], more: Partial<Histogram> = {}): Histogram => ({
  bucket: 'data',
  prefix: '',
  source: 'listing',
  startedAt: 0,
  endedAt: 0,
  whole: true,
  calls: 1,
  cells,
  ...more,
});

const steps: fc.Arbitrary<Partial<LifecycleRule>> = fc.constantFrom(
  {Expiration: {Days: 40}},
  {Transitions: [{Days: 10, StorageClass: 'GLACIER'}]},
  {Transitions: [{Days: 0, StorageClass: 'INTELLIGENT_TIERING'}]},
  {
    Transitions: [
      {Days: 30, StorageClass: 'STANDARD_IA'},
      {Days: 70, StorageClass: 'DEEP_ARCHIVE'},
    ],
    Expiration: {Days: 120},
  },
);

const filters = fc.constantFrom(
  {Prefix: ''},
  {Prefix: 'raw/'},
  {ObjectSizeGreaterThan: 5000},
  {And: {Prefix: 'raw/', ObjectSizeGreaterThan: 131_071, ObjectSizeLessThan: 900_000}},
);

test('what the next run does in the simulated account lies between the bounds that were told', async () => {
  const cases = fc.record({
    step: steps,
    Filter: filters,
    prefix: fc.constantFrom('', 'raw/'),
    anySize: fc.boolean(),
    hours: fc.oneof(fc.integer({min: 0, max: 60}), fc.integer({min: 0, max: 1500})),
    seed: fc.nat(1000),
  });
  let touched = 0;
  await fc.assert(
    fc.asyncProperty(cases, async ({step, Filter, prefix, anySize, hours, seed}) => {
      const objects = {
        count: 300,
        sinceDaysAgo: 150,
        untilDaysAgo: 3,
        meanBytes: 200_000,
        smallShare: 0.3,
      };
      const {bucket, clock} = oneBucket(
        {
          objects: [
            {...objects, prefix: 'raw/'},
            {...objects, prefix: 'other/', keys: 'flat'},
          ],
        },
        seed,
      );
      const histogram = countOf(bucket, clock.now(), prefix);
      const since = 20;
      for (let index = 0; index < since; index += 1) {
        bucket.put(`raw/since-${index}`, Buffer.alloc(200_000), 'STANDARD');
      }
      clock.advance(hours * 3_600_000);
      const before = bucket.truth();
      const rule: LifecycleRule = {ID: 'rule', Status: 'Enabled', Filter, ...step};
      const minimumObjectSize = anySize ? 'varies_by_storage_class' : 'all_storage_classes_128K';
      const told = affectedBy(rule, histogram, {minimumObjectSize, now: clock.now()});
      const scope = Filter.And?.Prefix ?? Filter.Prefix ?? '';
      expect(told === undefined).toBe(!scope.startsWith(prefix));
      if (!told) return;
      bucket.change({
        lifecycle: await serialise([rule]),
        transitionDefaultMinimumObjectSize: minimumObjectSize,
      });
      clock.advance(told.at - clock.now() + 1);
      const after = bucket.truth();
      const gone = before.objects - after.objects;
      expect(gone).toBeGreaterThanOrEqual(told.deleted.least);
      const perhaps = (fate: string) => (told.dueSince.has(fate) ? since : 0);
      expect(gone).toBeLessThanOrEqual(told.deleted.most + perhaps(deletion));
      for (const to of ['INTELLIGENT_TIERING', 'STANDARD_IA', 'GLACIER', 'DEEP_ARCHIVE']) {
        const moved = after.byClass.get(to)?.objects ?? 0;
        expect(moved).toBeGreaterThanOrEqual(told.moved.get(to)?.least ?? 0);
        expect(moved).toBeLessThanOrEqual((told.moved.get(to)?.most ?? 0) + perhaps(to));
        touched += moved + gone;
      }
    }),
    {numRuns: 40},
  );
  expect(touched).toBeGreaterThan(1000);
});

const now = Date.parse('2026-11-21T12:00:00Z');
const cell = (more: Partial<Cell>): Cell => ({
  storageClass: 'STANDARD',
  ageDays: 100,
  size: 7,
  objects: 10,
  bytes: 10e6,
  ...more,
});
const expiring: LifecycleRule = {Status: 'Enabled', Filter: {Prefix: 'raw/'}, Expiration: {Days: 30}};
const textOf = (rule: LifecycleRule, histogram: Histogram | undefined) =>
  nextRunText(rule, histogram, {minimumObjectSize: undefined, now}, undefined)[0];

test('what the next run does is told in words, with what it is known from', () => {
  const at = {startedAt: now, prefix: 'raw/'};
  const sure = histogramWith([cell({}), cell({ageDays: 3}), cell({storageClass: 'GLACIER'})], at);
  expect(textOf(expiring, sure)).toBe(
    'The next daily run (2026-11-22 00:00 UTC) deletes 20 objects (20.0 MB), by the count of 2026-11-21 12:00 UTC.',
  );
  const onEdge = histogramWith([cell({}), cell({ageDays: 29, objects: 5})], at);
  expect(textOf(expiring, onEdge)).toContain('deletes 10 to 15 objects (at most 20.0 MB)');
  expect(textOf(expiring, {...sure, prefix: ''})).toContain('deletes at most 20 objects (20.0 MB)');
  expect(textOf({...expiring, Expiration: {Days: 3000}}, sure)).toContain('deletes nothing yet');
  const moving: LifecycleRule = {
    Status: 'Enabled',
    Prefix: 'raw/',
    Transitions: [{Days: 30, StorageClass: 'GLACIER'}],
  };
  expect(textOf(moving, sure)).toContain('moves 10 objects (10.0 MB) to GLACIER');
});

test('what the moves cost is told from the count, or that nobody knows', () => {
  const moving: LifecycleRule = {
    Status: 'Enabled',
    Filter: {Prefix: 'raw/'},
    Transitions: [{Days: 30, StorageClass: 'DEEP_ARCHIVE'}],
  };
  const at = {minimumObjectSize: undefined, now};
  const count = histogramWith([cell({objects: 1_000_000})], {startedAt: now, prefix: 'raw/'});
  expect(costText(moving, count, at, undefined)).toMatch(
    /cost at most \$50\.00 once, by list price \(us-east-1/,
  );
  expect(costText(moving, undefined, at, undefined)).toMatch(/how many, nobody knows\.$/);
  const held = {at: now, objects: 2_000_000, bytes: undefined};
  expect(costText(moving, undefined, at, held)).toMatch(
    /nobody knows; were it all of the bucket, \$100\.00\.$/,
  );
  expect(costText(expiring, count, at, undefined)).toBe('The change itself costs nothing.');
});

test('where nobody counted what the rule is for, nobody knows', () => {
  const unknown = 'Nobody knows how many objects the next daily run deletes: ';
  expect(textOf(expiring, undefined)).toBe(`${unknown}count it first, with buckets.scan.`);
  expect(textOf(expiring, histogramWith([], {prefix: 'raw/2026/'}))).toBe(
    `${unknown}only raw/2026/ was counted; count raw/ first, with buckets.scan.`,
  );
  expect(textOf(expiring, histogramWith([], {whole: false}))).toMatch(/stopped before its end/);
  expect(textOf({...expiring, Status: 'Disabled'}, undefined)).toBeUndefined();
});

test('older than the count can tell apart is told as a bound', () => {
  const oldest = histogramWith([cell({ageDays: 3653})], {startedAt: now, prefix: 'raw/'});
  expect(textOf({...expiring, Expiration: {Days: 5000}}, oldest)).toContain('deletes at most 10 objects');
});

test('what came since the count is due too where a step is no longer than that ago', () => {
  const then = {startedAt: now - 10 * dayMs, prefix: 'raw/'};
  const counted = histogramWith([cell({}), cell({ageDays: 5})], then);
  const after = (Days: number) => textOf({...expiring, Expiration: {Days}}, counted);
  const since = 'by the count of 2026-11-11 12:00 UTC; what came since is not in it.';
  expect(after(3)).toBe(
    `The next daily run (2026-11-22 00:00 UTC) deletes at least 20 objects (20.0 MB), ${since}`,
  );
  expect(after(10)).toContain('deletes at least 20 objects');
  expect(after(11)).toContain('deletes 20 objects (20.0 MB), by the count of 2026-11-11 12:00 UTC.');
  const dated = {...expiring, Expiration: {Date: new Date(now - dayMs)}};
  expect(textOf(dated, counted)).toContain('deletes at least 20 objects');
  expect(textOf({...expiring, Expiration: {Days: 3}}, histogramWith([], then))).toContain(
    `deletes none of what was counted, ${since}`,
  );
});

test('of an uncertain part no more is said than that it was counted', () => {
  const then = {startedAt: now - 10 * dayMs};
  const counted = histogramWith([cell({})], then);
  expect(textOf({...expiring, Expiration: {Days: 3}}, counted)).toContain(
    'deletes up to 10 objects (10.0 MB) of what was counted, by',
  );
  const soon = histogramWith([cell({}), cell({ageDays: 29, objects: 5})], {
    startedAt: now - 40 * dayMs,
    prefix: 'raw/',
  });
  const rule = {...expiring, Expiration: {Days: 70}};
  expect(textOf(rule, soon)).toContain('deletes 10 to 15 objects (at most 20.0 MB), by');
});

test('of moves and deletions only those are open that are due so soon', () => {
  const counted = histogramWith([cell({}), cell({ageDays: 5})], {
    startedAt: now - 10 * dayMs,
    prefix: 'raw/',
  });
  const rule: LifecycleRule = {
    ...expiring,
    Transitions: [{Days: 3, StorageClass: 'GLACIER'}],
  };
  expect(textOf(rule, counted)).toContain(
    'deletes 10 objects (10.0 MB) and moves at least 10 objects (10.0 MB) to GLACIER, by',
  );
  expect(textOf(rule, counted)).toContain('what came since is not in it.');
  const at = {minimumObjectSize: undefined, now};
  expect(costText(rule, counted, at, undefined)).toMatch(
    /cost at most <\$0\.01 once, by list price .*; what came since the count is not in it\.$/,
  );
});

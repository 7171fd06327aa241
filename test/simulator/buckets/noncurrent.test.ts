import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {Bucket} from '../../../source/simulator/buckets/bucket.ts';
import type {SimulatedBucket} from '../../../source/simulator/buckets/shape.ts';
import {dayMs, hourMs, lifecycle, listed, oneBucket} from './harness.ts';

const versionsOf = (bucket: SimulatedBucket, prefix = '') => [...bucket.versions({prefix, after: ''})];
const rule = (steps: string, prefix = '') =>
  `<Rule><Filter><Prefix>${prefix}</Prefix></Filter><Status>Enabled</Status>${steps}</Rule>`;
const removed = (days: number, kept?: number) =>
  `<NoncurrentVersionExpiration><NoncurrentDays>${days}</NoncurrentDays>${kept === undefined ? '' : `<NewerNoncurrentVersions>${kept}</NewerNoncurrentVersions>`}</NoncurrentVersionExpiration>`;
const moved = (days: number) =>
  `<NoncurrentVersionTransition><NoncurrentDays>${days}</NoncurrentDays><StorageClass>GLACIER</StorageClass></NoncurrentVersionTransition>`;

/** Each key with two older versions, written one and two months before it; the oldest key is 100 days old. */
const versioned = (more: object = {}) =>
  oneBucket({
    versioning: 'Enabled',
    objects: [
      {
        prefix: 'logs/',
        count: 200,
        sinceDaysAgo: 100,
        untilDaysAgo: 1,
        smallShare: 0,
        noncurrent: {share: 1, versions: 2},
      },
    ],
    ...more,
  });

describe('noncurrent versions', () => {
  test('are removed at midnight, by how long they have not been current', () => {
    const {bucket, clock} = versioned();
    const keys = listed(bucket).length;
    expect(versionsOf(bucket)).toHaveLength(3 * keys);
    bucket.change(lifecycle(rule(removed(45))));
    expect(versionsOf(bucket)).toHaveLength(3 * keys);
    clock.advance(dayMs);
    const cutoff = Math.floor(clock.now() / dayMs) * dayMs - 45 * dayMs;
    const ages = listed(bucket).map(({modifiedAt}) => modifiedAt);
    const left = ages.map(at => 1 + Number(at > cutoff) + Number(at - 30 * dayMs > cutoff));
    const expected = left.reduce((sum, each) => sum + each, 0);
    expect(expected).toBeLessThan(2.5 * keys);
    expect(versionsOf(bucket)).toHaveLength(expected);
    expect(listed(bucket)).toHaveLength(keys);
  });

  test('stay, the newest of them, where the rule keeps some', () => {
    const {bucket, clock} = versioned();
    const keys = listed(bucket).length;
    bucket.change(lifecycle(rule(removed(1, 1))));
    clock.advance(2 * dayMs);
    const versions = versionsOf(bucket).filter(({isLatest}) => !isLatest);
    expect(versions).toHaveLength(keys);
    const [first] = listed(bucket);
    const older = versions.find(({key}) => key === first?.key);
    expect(older?.modifiedAt).toBe((first?.modifiedAt ?? 0) - 30 * dayMs);
  });

  test('move to another class, and the current ones do not', () => {
    const {bucket, clock} = versioned();
    bucket.change(lifecycle(rule(moved(0))));
    clock.advance(2 * dayMs);
    const classes = (isLatest: boolean) =>
      new Set(versionsOf(bucket).flatMap(each => (each.isLatest === isLatest ? [each.storageClass] : [])));
    expect([...classes(true)]).toEqual(['STANDARD']);
    expect([...classes(false)]).toEqual(['GLACIER']);
  });

  test('made by an expiry are removed so many days after it, and leave their marker', () => {
    const {bucket, clock} = versioned();
    const keys = listed(bucket).length;
    bucket.change(lifecycle(rule(`<Expiration><Days>1</Days></Expiration>${removed(3)}`)));
    clock.advance(2 * dayMs);
    expect(listed(bucket)).toHaveLength(0);
    expect(versionsOf(bucket).filter(({isDeleteMarker}) => !isDeleteMarker).length).toBeGreaterThan(keys - 1);
    clock.advance(5 * dayMs);
    expect(versionsOf(bucket).map(({isDeleteMarker}) => isDeleteMarker)).toEqual(Array(keys).fill(true));
  });

  test('of what was put over and over are kept by their number and their age', () => {
    const {bucket, clock} = versioned({objects: []});
    bucket.change(lifecycle(rule(removed(2, 2), 'a/')));
    for (let day = 0; day < 6; day += 1) {
      for (const key of ['a/1', 'b/1']) bucket.put(key, Buffer.alloc(day + 1), 'STANDARD');
      clock.advance(dayMs);
    }
    clock.advance(10 * dayMs);
    expect(versionsOf(bucket, 'a/').map(({size}) => size)).toEqual([6, 5, 4]);
    expect(versionsOf(bucket, 'b/')).toHaveLength(6);
  });
});

const someRule = fc
  .record({
    prefix: fc.constantFrom('', 'logs/', 'logs/2026/', 'flat/'),
    step: fc.constantFrom(
      removed(10),
      removed(40, 1),
      moved(5),
      moved(20) + removed(50),
      `<Expiration><Days>30</Days></Expiration>${removed(7)}`,
      `<Expiration><Days>60</Days></Expiration>${removed(15, 2)}`,
    ),
  })
  .map(({prefix, step}) => rule(step, prefix));

const deed = fc.oneof(
  fc.record({kind: fc.constant('put' as const), place: fc.nat(300)}),
  fc.record({kind: fc.constant('delete' as const), place: fc.nat(300)}),
  fc.record({kind: fc.constant('wait' as const), hours: fc.integer({min: 1, max: 900})}),
  fc.record({kind: fc.constant('rule' as const), rule: someRule}),
);

test('what the metrics count of all versions, worked out apart, is what their listing comes to', () => {
  const kinds = fc.constantFrom('dated' as const, 'flat' as const, 'folders' as const);
  fc.assert(
    fc.property(fc.array(deed, {maxLength: 8}), kinds, fc.nat(50), (deeds, keys, seed) => {
      const source = {count: 120, sinceDaysAgo: 200, noncurrent: {share: 0.6, versions: 3}};
      const objects = [
        {...source, prefix: 'logs/'},
        {...source, prefix: 'flat/', keys, untilDaysAgo: 2},
      ];
      const {bucket, clock} = oneBucket({versioning: 'Enabled', objects}, seed);
      if (!(bucket instanceof Bucket)) throw new Error('It is no bucket.');
      for (const each of deeds) {
        const there = listed(bucket);
        if (each.kind === 'wait') clock.advance(each.hours * hourMs);
        else if (each.kind === 'rule') bucket.change(lifecycle(each.rule));
        else {
          const key = there[each.place]?.key ?? `logs/new-${each.place % 3}`;
          if (each.kind === 'delete') bucket.delete(key);
          else bucket.put(key, Buffer.alloc(200_000 + each.place), 'STANDARD');
          clock.advance(1000);
        }
        const versions = versionsOf(bucket);
        const standard = versions.filter(({storageClass}) => storageClass === 'STANDARD');
        const {objects: count, bytesByType} = bucket.figures(clock.now());
        expect(count).toBe(versions.length);
        const glacier = versions.filter(({storageClass}) => storageClass === 'GLACIER');
        expect(bytesByType.get('GlacierStorage') ?? 0).toBe(bytes(glacier));
        // What an archived object takes up of STANDARD has a type of its own.
        expect(bytesByType.get('StandardStorage') ?? 0).toBe(bytes(standard));
      }
    }),
    {numRuns: 30},
  );
});

const bytes = (all: readonly {readonly size: number}[]): number => all.reduce((sum, {size}) => sum + size, 0);

import fc from 'fast-check';
import {expect, test} from 'vitest';
import type {SimulatedBucket} from '../../../source/simulator/buckets/shape.ts';
import {storageClassNames} from '../../../source/simulator/scenarios/buckets/schema.ts';
import type {BucketSource} from '../../../source/simulator/scenarios/schema.ts';
import {dayMs, lifecycle, listed, oneBucket} from './harness.ts';

const prefixes = ['', 'raw/', 'raw/orders/', 'a\u{1f600}/', 'logs-', '\ufffd/'];

type Classes = NonNullable<NonNullable<BucketSource['objects']>[number]['classes']>;
const classes: readonly Classes[] = [
  [{fromDays: 0, storageClass: 'STANDARD'}],
  [
    {fromDays: 0, storageClass: 'STANDARD'},
    {fromDays: 30, storageClass: 'STANDARD_IA'},
    {fromDays: 90, storageClass: 'DEEP_ARCHIVE'},
  ],
];

const objects = fc.record({
  prefix: fc.constantFrom(...prefixes),
  keys: fc.constantFrom('dated' as const, 'flat' as const, 'folders' as const),
  count: fc.integer({min: 1, max: 400}),
  sinceDaysAgo: fc.integer({min: 3, max: 400}),
  untilDaysAgo: fc.constantFrom(0, 2),
  meanBytes: fc.constantFrom(900, 40_000, 1_000_000, 80_000_000),
  smallShare: fc.constantFrom(0, 0.1, 0.9, 1),
  classes: fc.constantFrom(...classes),
});

const rule = fc
  .record({
    prefix: fc.constantFrom(...prefixes, 'raw/2026/', 'raw/customer-0'),
    step: fc.constantFrom(
      '<Expiration><Days>40</Days></Expiration>',
      '<Transition><Days>10</Days><StorageClass>GLACIER</StorageClass></Transition>',
      '<Transition><Days>0</Days><StorageClass>INTELLIGENT_TIERING</StorageClass></Transition>',
    ),
    above: fc.constantFrom('', '<ObjectSizeGreaterThan>5000</ObjectSizeGreaterThan>'),
  })
  .map(
    ({prefix, step, above}) =>
      `<Rule><Filter><And><Prefix>${prefix}</Prefix>${above}</And></Filter><Status>Enabled</Status>${step}</Rule>`,
  );

const deed = fc.oneof(
  fc.record({
    kind: fc.constant('put' as const),
    place: fc.nat(900),
    storageClass: fc.constantFrom(...storageClassNames),
  }),
  fc.record({kind: fc.constant('delete' as const), place: fc.nat(900)}),
  fc.record({kind: fc.constant('wait' as const), hours: fc.integer({min: 1, max: 200})}),
  fc.record({kind: fc.constant('rule' as const), rule}),
);

const account = fc.record({
  objects: fc.uniqueArray(objects, {minLength: 1, maxLength: 3, selector: ({prefix, keys}) => keys + prefix}),
  versioning: fc.constantFrom(undefined, 'Enabled' as const),
  deeds: fc.array(deed, {maxLength: 6}),
  seed: fc.nat(1000),
});

test('what a bucket holds, worked out apart, is what its listing comes to', () => {
  fc.assert(
    fc.property(account, ({objects: families, versioning, deeds, seed}) => {
      const source = versioning ? {objects: families, versioning} : {objects: families};
      const {bucket, clock} = oneBucket(source, seed);
      expect(walked(bucket)).toEqual(bucket.truth());
      for (const each of deeds) {
        if (each.kind === 'wait') clock.advance(each.hours * 3_600_000);
        else if (each.kind === 'rule') bucket.change(lifecycle(each.rule));
        else {
          const there = listed(bucket);
          const key = there[each.place]?.key ?? `new-${each.place}`;
          if (each.kind === 'delete') bucket.delete(key);
          else bucket.put(key, Buffer.alloc(each.place), each.storageClass);
        }
        expect(walked(bucket)).toEqual(bucket.truth());
      }
      const keys = listed(bucket).map(({key}) => key);
      expect(keys).toEqual(inByteOrder(keys));
      expect(new Set(keys).size).toBe(keys.length);
      expect(
        [...bucket.versions({prefix: '', after: ''})]
          .filter(({isLatest, isDeleteMarker}) => isLatest && !isDeleteMarker)
          .map(({key}) => key),
      ).toEqual(keys);
    }),
    {numRuns: 25},
  );
});

test('a listing goes on after any key and keeps to any prefix', () => {
  fc.assert(
    fc.property(
      account,
      fc.nat(1200),
      fc.integer({min: 0, max: 20}),
      ({objects: families, seed}, place, cut) => {
        const {bucket} = oneBucket({objects: families, single: [{key: 'raw/odd\nkey'}, {key: 'zz'}]}, seed);
        const all = listed(bucket);
        const key = all[place % all.length]?.key ?? '';
        expect(listed(bucket, '', key)).toEqual(all.slice((place % all.length) + 1));
        const prefix = Array.from(key).slice(0, cut).join('');
        const within = all.filter(each => each.key.startsWith(prefix));
        expect(listed(bucket, prefix)).toEqual(within);
        expect(listed(bucket, prefix, key)).toEqual(
          within.slice(within.findIndex(each => each.key === key) + 1),
        );
        expect(bucket.object(key)).toEqual(all[place % all.length]);
      },
    ),
    {numRuns: 25},
  );
});

test('twenty million objects are summed up, and any page of them found, without walking them', () => {
  const {bucket, clock} = oneBucket({
    objects: [
      {
        prefix: 'logs/',
        count: 19_000_000,
        sinceDaysAgo: 2000,
        classes: [
          {fromDays: 0, storageClass: 'STANDARD'},
          {fromDays: 90, storageClass: 'DEEP_ARCHIVE'},
        ],
      },
      {prefix: 'scans/', keys: 'flat', count: 1_000_000},
    ],
  });
  expect(bucket.truth().objects).toBe(20_000_000);
  clock.advance(dayMs);
  expect(bucket.truth().objects).toBe(20_000_000 + 19_000_000 / 2000);
  const page = [];
  for (const object of bucket.objects({prefix: 'logs/2024/', after: 'logs/2024/06'})) {
    page.push(object);
    if (page.length === 1000) break;
  }
  expect(page[0]?.key).toMatch(/^logs\/2024\/06\/01\/00\/part-00000\.gz$/);
});

test('many old ones that a lifecycle deleted are passed over, not walked', () => {
  const {bucket, clock} = oneBucket({objects: [{count: 20_000_000, sinceDaysAgo: 2000}]});
  bucket.change(
    lifecycle('<Rule><Prefix/><Status>Enabled</Status><Expiration><Days>10</Days></Expiration></Rule>'),
  );
  clock.advance(dayMs);
  const [first] = bucket.objects({prefix: '', after: ''});
  expect(first?.key).toMatch(/^2026\/11\/18\//);
  expect(bucket.truth().objects).toBeLessThan(20_000_000 / 150);
});

/** The listing added up. */
function walked(bucket: SimulatedBucket): ReturnType<SimulatedBucket['truth']> {
  const byClass = new Map<string, {objects: number; bytes: number}>();
  let objectsThere = 0;
  let bytes = 0;
  for (const {size, storageClass} of bucket.objects({prefix: '', after: ''})) {
    const ofClass = byClass.get(storageClass) ?? {objects: 0, bytes: 0};
    byClass.set(storageClass, {objects: ofClass.objects + 1, bytes: ofClass.bytes + size});
    objectsThere += 1;
    bytes += size;
  }
  return {objects: objectsThere, bytes, byClass};
}

const inByteOrder = (keys: readonly string[]): string[] =>
  keys.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));

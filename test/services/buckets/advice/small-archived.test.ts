import type {LifecycleRule} from '@aws-sdk/client-s3';
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {adviseFrom} from '../../../../source/services/buckets/advice/index.ts';
import {parseLifecycle} from '../../../../source/services/buckets/lifecycle/options.ts';
import {stored} from '../bucket.ts';
import {bucketOf, cellOf, gib, histogramOf} from './bucket-of.ts';

const smallIn = (...given: Parameters<typeof bucketOf>) =>
  adviseFrom(bucketOf(...given)).filter(({kind}) => kind === 'small-objects');

describe('small objects in an archive', () => {
  test('ten million of 20 KiB in GLACIER pay most for what is beside them: a thousand into one', () => {
    const [advice, ...others] = smallIn([cellOf('GLACIER', 200, 10_000_000, 20_480)]);
    expect(others).toEqual([]);
    // 305.18 GiB × $0.0036 + 76.29 GiB × $0.023, of which a thousandth stays.
    const beside = 305.1758 * 0.0036 + 76.2939 * 0.023;
    expect(advice?.savesUsdPerMonth).toBeCloseTo(beside * 0.999, 3);
    // Bulk is free; 190.73 GiB of copies for a day; ten million GETs; ten thousand PUTs and moves.
    expect(advice?.costsOnceUsd).toBeCloseTo((190.7349 * 0.023) / 30 + 4 + 0.05 + 0.3, 3);
    expect(advice?.breakEvenDays).toBe(48);
    expect(advice?.text).toBe(
      '10M objects below 128 KiB in GLACIER cost $3.54 a month, 81% of it for the 40 KiB that AWS keeps beside each: put a thousand together into one object for $4.50 once, back after 48 days.',
    );
    expect(advice?.action).toBeNull();
  });

  test('from DEEP_ARCHIVE it costs ten years to get them back: they are left', () => {
    const [advice] = smallIn([cellOf('DEEP_ARCHIVE', 400, 10_000_000, 20_480)]);
    expect(advice).toMatchObject({savesUsdPerMonth: null, costsOnceUsd: null, breakEvenDays: null});
    expect(advice?.text).toContain('leave them, getting them back costs $25');
    expect(advice?.arithmetic.join(' ')).toMatch(/back after 3,\d{3} days, which is too long/);
  });

  test('not of a few, nor of large ones', () => {
    expect(smallIn([cellOf('GLACIER', 200, 30_000, 20_480)])).toEqual([]);
    expect(smallIn([cellOf('GLACIER', 200, 10_000_000, 1_000_000)])).toEqual([]);
    const [little] = smallIn([cellOf('GLACIER', 200, 300_000, 20_480)]);
    expect(little?.text).toMatch(/It saves under \$1\.00 a month\.$/);
  });
});

describe('before anybody counted', () => {
  test('the metrics tell how many are archived, and what is beside them costs', () => {
    const objects = 5_000_000;
    const overheadBytes = objects * 40_960;
    const classes = [stored('GLACIER', 1000 * gib + overheadBytes, 1, {overheadBytes})];
    const [advice] = smallIn(undefined, {classes});
    // 152.6 GiB × $0.0036 + 38.1 GiB × $0.023 = $1.43, beside 1,000 GiB for $3.60.
    expect(advice?.text).toBe(
      'The 40 KiB that AWS keeps beside each of 5M objects in GLACIER cost $1.43 a month, 28% of what they cost: count them to see how many are small.',
    );
    expect(advice?.action).toEqual({id: 'buckets.scan', options: {}});
    expect(smallIn([], {classes})).toEqual([]);
  });

  test('a count that was stopped takes nothing of that back', () => {
    const overheadBytes = 5_000_000 * 40_960;
    const classes = [stored('GLACIER', 1000 * gib + overheadBytes, 1, {overheadBytes})];
    const cells = [cellOf('STANDARD', 5, 1000, 20_000)];
    const titlesFor = (whole: boolean) =>
      smallIn(undefined, {classes, histogram: histogramOf(cells, {whole})}).map(({title}) => title);
    expect(titlesFor(false)).toEqual(['count the small objects of GLACIER']);
    expect(titlesFor(true)).toEqual([]);
  });

  test('and what is padding, where it is most of it or costs a dollar', () => {
    const padded = (whole: number, paddingBytes: number) =>
      smallIn(undefined, {
        classes: [stored('STANDARD_IA', whole * gib, 1, {paddingBytes: paddingBytes * gib})],
      });
    expect(padded(80, 74)[0]?.text).toBe(
      '79.5 GB of STANDARD_IA pads objects under 128 KiB, for $0.93 a month: count them to see what they would cost in STANDARD.',
    );
    expect(padded(8000, 74)).toEqual([]);
    expect(padded(8000, 90)).toHaveLength(1);
  });
});

describe('a bucket that archives small objects too', () => {
  const rule: LifecycleRule = {
    ID: 'down',
    Status: 'Enabled',
    Filter: {Prefix: 'telemetry/'},
    Transitions: [
      {Days: 30, StorageClass: 'GLACIER'},
      {Days: 365, StorageClass: 'DEEP_ARCHIVE'},
    ],
  };
  const lifecycle = {rules: [rule], minimumObjectSize: 'varies_by_storage_class'};

  test('gets the same rule with a least size', () => {
    const [advice] = smallIn(undefined, {lifecycle});
    expect(advice?.text).toContain('Rule down archives objects below 128 KiB too');
    const options = {
      id: 'down',
      prefix: 'telemetry/',
      'larger-than': '131071',
      to: 'GLACIER@30,DEEP_ARCHIVE@365',
    };
    expect(advice?.action).toEqual({id: 'buckets.lifecycle', options});
    expect(parseLifecycle(options)).toHaveProperty('options');
  });

  test('what comes in a month is what came in the last one', () => {
    const counted = [cellOf('STANDARD', 20, 500_000, 1000), cellOf('GLACIER', 31, 500_000, 1000)];
    const everywhere = {...lifecycle, rules: [{...rule, Filter: {Prefix: ''}}]};
    const advice = smallIn(counted, {lifecycle: everywhere}).find(({text}) => text.startsWith('Rule down'));
    // Half a million at $0.03 and at $0.05 a thousand.
    expect(advice?.arithmetic).toContain(
      '500k objects below 128 KiB came within a month: moving them all costs $40.00 a month.',
    );
  });

  test('not by default, nor where the rule has a size or does not archive', () => {
    const Filter = {ObjectSizeGreaterThan: 131_071};
    const Transitions = [{Days: 30, StorageClass: 'STANDARD_IA'} as const];
    for (const changed of [
      {...rule, Filter},
      {...rule, Transitions},
      {...rule, Status: 'Disabled' as const},
    ]) {
      expect(smallIn(undefined, {lifecycle: {...lifecycle, rules: [changed]}})).toEqual([]);
    }
    const byDefault = {...lifecycle, minimumObjectSize: 'all_storage_classes_128K'};
    expect(smallIn(undefined, {lifecycle: byDefault})).toEqual([]);
  });
});

test('no advised rule moves an object to where keeping it costs more', () => {
  const classes = ['STANDARD', 'STANDARD_IA', 'GLACIER_IR', 'GLACIER', 'DEEP_ARCHIVE'] as const;
  const cell = fc
    .record({
      storageClass: fc.constantFrom(...classes),
      ageDays: fc.integer({min: 0, max: 900}),
      objects: fc.integer({min: 1, max: 50_000_000}),
      bytes: fc.integer({min: 0, max: 3_000_000}),
    })
    .map(({storageClass, ageDays, objects, bytes}) => cellOf(storageClass, ageDays, objects, bytes));
  const cheaper = (size: number, from: string, to: string) => keeping(size, to) <= keeping(size, from);
  fc.assert(
    fc.property(fc.array(cell, {minLength: 1, maxLength: 8}), cells => {
      for (const {kind, arithmetic} of adviseFrom(bucketOf(cells))) {
        if (kind !== 'transition') continue;
        for (const line of arithmetic) {
          const [, from = '', to = ''] = /, from (\w+) to (\w+)\.$/.exec(line) ?? [];
          if (to !== '' && from !== 'INTELLIGENT_TIERING') expect(cheaper(131_072, from, to)).toBe(true);
        }
      }
    }),
    {numRuns: 60},
  );
});

/** What a byte count costs a month in a class, by the price list as it is printed. */
function keeping(size: number, storageClass: string): number {
  const price = {
    STANDARD: 0.023,
    STANDARD_IA: 0.0125,
    GLACIER_IR: 0.004,
    GLACIER: 0.0036,
    DEEP_ARCHIVE: 0.00099,
  }[storageClass];
  const isArchive = storageClass === 'GLACIER' || storageClass === 'DEEP_ARCHIVE';
  return ((size + (isArchive ? 32_768 : 0)) * (price ?? Number.NaN) + (isArchive ? 8_192 * 0.023 : 0)) / gib;
}

import type {LifecycleRule} from '@aws-sdk/client-s3';
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {adviseFrom} from '../../../../source/services/buckets/advice/index.ts';
import {parseLifecycle} from '../../../../source/services/buckets/lifecycle/options.ts';
import {listPrices} from '../../../../source/services/buckets/prices/list.ts';
import type {Cell} from '../../../../source/services/buckets/scan/histogram.ts';
import {stored} from '../bucket.ts';
import {bucketOf, cellOf, day, gib, histogramOf, now} from './bucket-of.ts';
import {billFor, runRule, type Stored} from './naive-bill.ts';

const transitionsOf = (...given: Parameters<typeof bucketOf>) =>
  adviseFrom(bucketOf(...given)).filter(({kind}) => kind === 'transition');
const ruleWith = (rule: Partial<LifecycleRule>) => ({
  rules: [{ID: 'theirs', Status: 'Enabled', Filter: {Prefix: ''}, ...rule} as LifecycleRule],
  minimumObjectSize: 'all_storage_classes_128K',
});

/** A thousand GiB in a thousand objects, untouched for a year. */
const oldLogs = [cellOf('STANDARD', 365, 1000, gib)];

describe('by hand', () => {
  test('a thousand old gibibytes: GLACIER_IR at once, DEEP_ARCHIVE for who can wait', () => {
    const [archive, instant, ...others] = transitionsOf(oldLogs);
    expect(others).toEqual([]);
    // 1000 × $0.023 = $23.00 now; 1000 × $0.004 = $4.00 then; 1000 moves at $0.02 a thousand.
    expect(instant?.savesUsdPerMonth).toBeCloseTo(19, 6);
    expect(instant?.costsOnceUsd).toBeCloseTo(0.02, 6);
    expect(instant?.breakEvenDays).toBe(1);
    expect(instant?.text).toBe(
      'A rule that moves objects to GLACIER_IR after 90 days saves $19.00 a month: it moves 1,000 objects, 1.1 TB, for $0.02 once, back after 1 day.',
    );
    expect(instant?.action).toEqual({
      id: 'buckets.lifecycle',
      options: {id: 'to-glacier-ir', to: 'GLACIER_IR@90'},
    });
    expect(instant?.arithmetic).toEqual([
      '1,000 objects, 1.1 TB, from STANDARD to GLACIER_IR.',
      'They cost $23.00 a month now and $4.00 a month then.',
      'Moving them costs $0.02 once, in requests.',
      'What moves to GLACIER_IR, 1.1 TB, saves $19.00 a month. Reading all of it once costs $30.00 ($0.03 a GiB): as much as that if 63% is read once a month. Who reads it is not known.',
      'GLACIER_IR is billed for at least 90 days.',
      'List prices (us-east-1, 2025-10), not the bill.',
    ]);
    // 1000 × 32 KiB at $0.00099 and 1000 × 8 KiB at $0.023 beside them.
    const beside = ((1000 * 32_768) / gib) * 0.00099 + ((1000 * 8_192) / gib) * 0.023;
    expect(archive?.savesUsdPerMonth).toBeCloseTo(23 - 0.99 - beside, 6);
    expect(archive?.costsOnceUsd).toBeCloseTo(0.05, 6);
    expect(archive?.text).toContain('reading then needs a restore of up to 12 hours');
  });

  test('each class is weighed by itself: what moves there, what it saves and what reading costs', () => {
    const [two] = transitionsOf([
      cellOf('STANDARD', 100, 1000, gib),
      cellOf('STANDARD', 400, 60_000, gib),
    ]).filter(({action}) => action?.options.to === 'GLACIER_IR@90,DEEP_ARCHIVE@180');
    expect(two?.title).toBe('GLACIER_IR@90, DEEP_ARCHIVE@180 for everything');
    const told = two?.arithmetic.filter(line => line.startsWith('What moves to'));
    // 1,000 × ($0.022 - $0.004) of the last bytes, against 1,000 × $0.03; not the saving of both against it.
    expect(told?.[0]).toBe(
      'What moves to GLACIER_IR, 1.1 TB, saves $18.00 a month. Reading all of it once costs $30.00 ($0.03 a GiB): as much as that if 60% is read once a month. Who reads it is not known.',
    );
    expect(told?.[1]).toMatch(/^What moves to DEEP_ARCHIVE, 64\.4 TB, saves .* costs \$1,206 /);
    expect(told?.[1]).toContain('less than that even if all is read once a month');
  });

  test('a title says what to do and where, in a few words', () => {
    const histogram = histogramOf(oldLogs, {prefix: 'logs/'});
    expect(transitionsOf(undefined, {histogram}).map(({title}) => title)).toEqual([
      'DEEP_ARCHIVE@180 for logs/',
      'GLACIER_IR@90 for logs/',
    ]);
  });

  test('objects below 128 KiB stay', () => {
    const [, advice] = transitionsOf([...oldLogs, cellOf('STANDARD', 365, 5000, 100_000)]);
    expect(advice?.savesUsdPerMonth).toBeCloseTo(19, 6);
    expect(advice?.arithmetic).toContain('5,000 objects below 128 KiB stay in STANDARD.');
  });

  test('many objects of little weight: no archive, and nothing whose moves cost more than a year saves', () => {
    const advices = transitionsOf([cellOf('STANDARD', 365, 1_000_000, 131_072)]);
    expect(advices.map(({action, breakEvenDays}) => [action?.options.to, breakEvenDays])).toEqual([
      ['GLACIER_IR@90', 259],
    ]);
    expect(transitionsOf([cellOf('STANDARD_IA', 365, 1_000_000, 131_072)])).toEqual([]);
  });

  test('the last bytes of a large bucket are the cheapest', () => {
    const classes = [stored('STANDARD', 600 * 1024 * gib, 1)];
    expect(transitionsOf(oldLogs, {classes}).at(-1)?.savesUsdPerMonth).toBeCloseTo(21 - 4, 6);
  });

  test('prices of the config count instead', () => {
    const prices = {...listPrices, GLACIER_IR: 0.013};
    const quick = transitionsOf(oldLogs, {prices}).find(
      ({action}) => action?.options.to === 'STANDARD_IA@30',
    );
    expect(quick?.savesUsdPerMonth).toBeCloseTo(10.5, 6);
    expect(quick?.arithmetic.at(-1)).toBe(
      'List prices (us-east-1, 2025-10, changed by the config), not the bill.',
    );
  });

  test('objects have become older since they were counted', () => {
    const young = [cellOf('STANDARD', 80, 1000, gib)];
    const toOf = (startedAt: number) =>
      transitionsOf(undefined, {histogram: histogramOf(young, {startedAt})}).map(
        ({action}) => action?.options.to,
      );
    expect(toOf(now)).toEqual(['STANDARD_IA@30']);
    expect(toOf(now - 10 * day)).toContain('GLACIER_IR@90');
  });
});

describe('nothing is advised', () => {
  test('where nobody counted, or nobody could read the rules', () => {
    expect(transitionsOf(undefined)).toEqual([]);
    expect(transitionsOf(oldLogs, {lifecycle: undefined})).toEqual([]);
  });

  test('where a rule moves such objects already; one that is switched off, or for others, does not', () => {
    const Transitions = [{Days: 30, StorageClass: 'STANDARD_IA'} as const];
    expect(transitionsOf(oldLogs, {lifecycle: ruleWith({Transitions})})).toEqual([]);
    expect(transitionsOf(oldLogs, {lifecycle: ruleWith({Transitions, Status: 'Disabled'})})).toHaveLength(2);
    const histogram = histogramOf(oldLogs, {prefix: 'logs/'});
    const lifecycle = ruleWith({Transitions, Filter: {Prefix: 'data/'}});
    expect(transitionsOf(undefined, {histogram, lifecycle})).toHaveLength(2);
  });

  test('for objects that are deleted before their least days are over', () => {
    const toOf = (Days: number) =>
      transitionsOf(oldLogs, {lifecycle: ruleWith({Expiration: {Days}})}).map(
        ({action}) => action?.options.to,
      );
    expect(toOf(59)).toEqual([]);
    expect(toOf(60)).toEqual(['STANDARD_IA@30']);
    expect(toOf(180)).toContain('GLACIER_IR@90');
    expect(toOf(359)).not.toContain('DEEP_ARCHIVE@180');
    expect(toOf(360)).toContain('DEEP_ARCHIVE@180');
  });

  test('for a directory bucket', () => {
    expect(adviseFrom(bucketOf(oldLogs, {name: 'fast--use1-az4--x-s3'}))).toEqual([]);
  });
});

test('the rule has an id of its own, the prefix that was counted, and never small objects', () => {
  const histogram = histogramOf(oldLogs, {prefix: 'logs/', whole: false});
  const lifecycle = {...ruleWith({ID: 'to-glacier-ir'}), minimumObjectSize: 'varies_by_storage_class'};
  const [, advice] = transitionsOf(undefined, {histogram, lifecycle});
  expect(advice?.action?.options).toEqual({
    id: 'to-glacier-ir-2',
    prefix: 'logs/',
    'larger-than': '131071',
    to: 'GLACIER_IR@90',
  });
  expect(advice?.arithmetic).toContain('Only objects under "logs/" were counted.');
  expect(advice?.arithmetic).toContain(
    'The count was stopped before its end: all of it is at least so much.',
  );
});

const classes = ['STANDARD', 'STANDARD_IA', 'GLACIER_IR', 'GLACIER', 'DEEP_ARCHIVE'] as const;
const storedArbitrary = fc.record({
  storageClass: fc.constantFrom(...classes, 'STANDARD' as const, 'STANDARD' as const),
  size: fc.oneof(fc.integer({min: 0, max: 300_000}), fc.integer({min: 2 ** 30, max: 5 * 2 ** 40})),
  ageDays: fc.integer({min: 0, max: 400}),
});
const cellsOf = (objects: readonly Stored[]): Cell[] =>
  objects.map(({storageClass, ageDays, size}) => cellOf(storageClass, ageDays, 1, size));

describe('whatever is stored', () => {
  test('a bill that walks single objects for months says the same', () => {
    let compared = 0;
    fc.assert(
      fc.property(
        fc.array(storedArbitrary, {minLength: 1, maxLength: 40}),
        fc.integer({min: 1, max: 4}),
        (objects, months) => {
          for (const advice of transitionsOf(cellsOf(objects))) {
            const left = objects.map(each => ({...each}));
            const right = objects.map(each => ({...each}));
            const once = runRule(right, advice.action?.options.to ?? '');
            const saved = (billFor(left, months) - billFor(right, months)) / months;
            expect(advice.costsOnceUsd).toBeCloseTo(once, 6);
            expect(advice.savesUsdPerMonth).toBeCloseTo(saved, 4);
            compared += 1;
          }
        },
      ),
      {numRuns: 60},
    );
    expect(compared).toBeGreaterThan(20);
  });

  test('no saving is negative, and each rule is one that the action takes', () => {
    fc.assert(
      fc.property(fc.array(storedArbitrary, {maxLength: 30}), objects => {
        for (const {savesUsdPerMonth, breakEvenDays, costsOnceUsd, action} of adviseFrom(
          bucketOf(cellsOf(objects), {versioning: 'enabled'}),
        )) {
          expect(savesUsdPerMonth ?? 1).toBeGreaterThan(0);
          expect(breakEvenDays ?? 1).toBeGreaterThan(0);
          expect(costsOnceUsd ?? 1).toBeGreaterThan(0);
          if (action?.id !== 'buckets.lifecycle') continue;
          expect(parseLifecycle(action.options)).toHaveProperty('options');
        }
      }),
      {numRuns: 60},
    );
  });

  test('the arithmetic names exactly the objects that move', () => {
    fc.assert(
      fc.property(fc.array(storedArbitrary, {minLength: 1, maxLength: 40}), objects => {
        for (const {arithmetic, action} of transitionsOf(cellsOf(objects))) {
          const moved = objects.map(each => ({...each}));
          runRule(moved, action?.options.to ?? '');
          const count = moved.filter((each, at) => each.storageClass !== objects[at]?.storageClass).length;
          const told = arithmetic.flatMap(
            line => /^(\d+) objects?, .* from \w+ to \w+\.$/.exec(line)?.[1] ?? [],
          );
          expect(told.reduce((sum, each) => sum + Number(each), 0)).toBe(count);
        }
      }),
      {numRuns: 60},
    );
  });
});

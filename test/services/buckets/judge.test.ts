import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {pricesWith} from '../../../source/services/buckets/prices/list.ts';
import type {Cell} from '../../../source/services/buckets/scan/histogram.ts';
import {summarise} from '../../../source/services/buckets/scan/summarise.ts';
import {settingsPassedOver} from '../../../source/services/buckets/standing.ts';
import {classOf} from '../../../source/services/buckets/storage-types.ts';
import {defaultThresholds} from '../../../source/services/buckets/thresholds.ts';
import {byUrgency} from '../../../source/services/finding.ts';
import {dayMs, fortnight, judged, known, now, terabyte, tidy} from './judging.ts';

/** All of it, counted just now. */
function countOf(cells: readonly Cell[]) {
  const of = {bucket: 'exports', prefix: '', source: 'listing' as const, whole: true};
  const histogram = {...of, startedAt: now, endedAt: now, calls: 1000, cells};
  return {histogram, scan: summarise(histogram)};
}

describe('what is stored', () => {
  test('the newest day counts, however late it is, and its date is said', () => {
    const {bucket} = judged({
      days: {StandardStorage: fortnight(3 * terabyte), GlacierStorage: fortnight(terabyte)},
      objects: fortnight(1200),
    });
    expect(bucket).toMatchObject({
      bytes: 4 * terabyte,
      objects: 1200,
      metricDate: '2026-11-19T00:00:00.000Z',
      metricsAsOf: '2026-11-20T00:00:00.000Z',
      account: '123456784417',
    });
    expect(bucket.missing).not.toHaveProperty('bytes');
    expect(bucket.classes.map(({storageClass, share}) => [storageClass, share])).toEqual([
      ['STANDARD', 0.75],
      ['GLACIER', 0.25],
    ]);
  });

  test('while one of its storage types is not known, neither is the sum, the price nor the growth', () => {
    const days = {StandardStorage: fortnight(3 * terabyte, 1e11), GlacierStorage: fortnight(terabyte)};
    const {bucket, findings} = judged({
      days,
      objects: fortnight(1200),
      unread: {GlacierStorage: 'throttled'},
      detail: {lifecycle: known({rules: [], minimumObjectSize: undefined})},
    });
    expect(bucket).toMatchObject({bytes: null, monthlyUsd: null, classes: [], history: null, objects: 1200});
    const throttled = {bytes: 'throttled', monthlyUsd: 'throttled', growthBytesPerDay: 'throttled'};
    expect(bucket.missing).toMatchObject(throttled);
    expect(findings).toEqual([]);
  });

  test('a type whose figure comes a day after the others is waited for; after two it holds nothing', () => {
    const days = {StandardStorage: fortnight(4 * terabyte, 1e11), GlacierStorage: fortnight(terabyte)};
    const late = judged({days, late: {GlacierStorage: 1}}).bucket;
    expect(late).toMatchObject({bytes: 4.9 * terabyte, metricDate: '2026-11-18T00:00:00.000Z'});
    expect(late.growthBytesPerDay).toBeCloseTo(1e11, -3);
    expect(late.history?.bytes.at(-1)).toBe(4.9 * terabyte);
    const empty = judged({days, late: {GlacierStorage: 2}}).bucket;
    expect(empty).toMatchObject({bytes: 4 * terabyte, metricDate: '2026-11-19T00:00:00.000Z'});
    expect(empty.classes.map(({storageClass}) => storageClass)).toEqual(['STANDARD']);
  });

  test.each([
    ['IntAAS3ObjectOverhead', 'INTELLIGENT_TIERING'],
    ['IntelligentTieringDAAStorage', 'INTELLIGENT_TIERING'],
    ['StandardIASizeOverhead', 'STANDARD_IA'],
    ['OneZoneIASizeOverhead', 'ONEZONE_IA'],
    ['GlacierIRSizeOverhead', 'GLACIER_IR'],
    ['GlacierInstantRetrievalSizeOverhead', 'GLACIER_IR'],
    ['GlacierS3ObjectOverhead', 'GLACIER'],
    ['GlacierStagingStorage', 'GLACIER'],
    ['DeepArchiveObjectOverhead', 'DEEP_ARCHIVE'],
    ['ReducedRedundancyStorage', 'REDUCED_REDUNDANCY'],
    ['ExpressOneZoneStorage', 'EXPRESS_ONEZONE'],
    ['QuantumStorage', 'QuantumStorage'],
  ])('%s belongs to %s', (type, storageClass) => {
    expect(classOf(type)).toBe(storageClass);
  });

  test('what AWS keeps beside archived objects is priced as what it is, and belongs to their class', () => {
    const gibibyte = 2 ** 30;
    const {bucket} = judged({
      days: {
        GlacierStorage: [1000 * gibibyte],
        GlacierObjectOverhead: [32 * gibibyte],
        GlacierS3ObjectOverhead: [8 * gibibyte],
      },
    });
    expect(bucket.classes).toHaveLength(1);
    expect(bucket.classes[0]?.storageTypes).toHaveLength(3);
    expect(bucket.monthlyUsd).toBeCloseTo(1032 * 0.0036 + 8 * 0.023, 6);
  });

  test('what is billed and in no object is told apart, and said where it is much', () => {
    const {bucket} = judged({
      days: {
        StandardStorage: [500e9],
        StandardIAStorage: [20e9],
        StandardIASizeOverhead: [200e9],
        DeepArchiveStorage: [200e9],
        DeepArchiveObjectOverhead: [64e9],
        DeepArchiveS3ObjectOverhead: [16e9],
      },
    });
    const beside = bucket.classes.map(each => [each.storageClass, each.paddingBytes, each.overheadBytes]);
    expect(beside).toEqual([
      ['STANDARD', 0, 0],
      ['DEEP_ARCHIVE', 0, 80e9],
      ['STANDARD_IA', 200e9, 0],
    ]);
    expect(bucket.verdictText).toContain(
      'It holds 1.0 TB, of which 200.0 GB pads objects under 128 KiB, 50% of it STANDARD',
    );
  });

  test('prices of the config are used, and said not to be the list', () => {
    const prices = pricesWith({'prices.s3.STANDARD': 0.5});
    const {bucket} = judged({days: {StandardStorage: [2 ** 30]}, prices});
    expect(bucket).toMatchObject({monthlyUsd: 0.5, priceList: 'us-east-1, 2025-10, changed by the config'});
  });

  test('a class without a list price leaves the whole without one, and says so', () => {
    const {bucket} = judged({days: {StandardStorage: [terabyte], QuantumStorage: [5]}});
    expect(bucket.monthlyUsd).toBeNull();
    expect(bucket.missing.monthlyUsd).toBe('not-applicable');
    expect(bucket.bytes).toBe(terabyte + 5);
  });

  test('a bucket without figures is not said to be empty of bytes', () => {
    const {bucket, findings} = judged({});
    expect(bucket).toMatchObject({bytes: null, objects: null, classes: [], history: null, metricDate: null});
    expect(bucket.missing).toMatchObject({bytes: 'no-data', growthBytesPerDay: 'no-data'});
    expect(bucket.verdictText).toBe('No storage figures: it is empty, or younger than two days.');
    expect(findings).toEqual([]);
  });

  test('where the metrics may not be listed, the numbers say so and the settings stay', () => {
    const problem = {missing: 'denied' as const, code: 'AccessDenied', sentence: 'Not allowed.'};
    const {bucket} = judged({}, {storageTypes: new Map([['us-east-1', {problem}]])});
    expect(bucket.missing.bytes).toBe('denied');
    expect(bucket.lifecycle).toHaveLength(1);
    expect(bucket.verdictText).toBe('Nobody knows how much it holds: not allowed to read its metrics.');
  });

  test('the sum of the classes is the whole, whatever storage types there are', () => {
    const types = fc.constantFrom('StandardStorage', 'GlacierStorage', 'GlacierObjectOverhead', 'NewStorage');
    const stored = fc.dictionary(types, fc.integer({min: 0, max: 2 ** 50}), {minKeys: 1});
    fc.assert(
      fc.property(stored, byType => {
        const days = Object.fromEntries(Object.entries(byType).map(([type, bytes]) => [type, [bytes]]));
        const {bucket} = judged({days});
        const sum = bucket.classes.reduce((total, {bytes}) => total + bytes, 0);
        expect(sum).toBe(bucket.bytes);
        const shares = bucket.classes.reduce((total, {share}) => total + share, 0);
        expect(shares).toBeCloseTo(bucket.bytes === 0 ? 0 : 1, 9);
      }),
      {numRuns: 50},
    );
  });
});

describe('how it grows', () => {
  test('by as much as the days say', () => {
    const {bucket} = judged({days: {StandardStorage: fortnight(10 * terabyte, 2e11)}});
    expect(bucket.growthBytesPerDay).toBeCloseTo(2e11, -3);
    expect(bucket.verdictText).toContain('growing by 200.0 GB a day');
    expect(bucket.history?.bytes).toHaveLength(14);
    expect(bucket.history?.bytes.at(-1)).toBe(10 * terabyte);
    expect(bucket.history?.startAt).toBe('2026-11-06T00:00:00.000Z');
  });

  test('slowly, where it is little of what there is: never not at all beside a number', () => {
    const {bucket} = judged({days: {StandardStorage: fortnight(61e12, 1e10)}});
    expect(bucket.verdictText).toContain('growing slowly, by 10.0 GB a day');
    const {bucket: still} = judged({days: {StandardStorage: fortnight(61e12)}});
    expect(still.verdictText).toContain('not growing');
  });

  test('what was moved to another class is no growth', () => {
    const moved = fortnight(3 * terabyte, 1e11);
    const left = moved.map(bytes => 5 * terabyte - bytes);
    const {bucket} = judged({days: {StandardStorage: left, GlacierStorage: moved}});
    expect(bucket.growthBytesPerDay).toBeCloseTo(0, 3);
    expect(bucket.verdictText).toContain('not growing');
  });

  test('of three days nobody can tell', () => {
    const {bucket} = judged({days: {StandardStorage: [1, 2, 3]}});
    expect(bucket.growthBytesPerDay).toBeNull();
    expect(bucket.missing.growthBytesPerDay).toBe('no-data');
  });
});

describe('what is wrong', () => {
  const noRules = {lifecycle: known({rules: [], minimumObjectSize: undefined})};

  test('a large bucket that grows and has no rule is a warning, and counting it is suggested', () => {
    const {finding} = judged({days: {StandardStorage: fortnight(61.2e12, 1e11)}, detail: noRules});
    expect(finding('buckets.no-lifecycle')).toMatchObject({
      severity: 'warning',
      title: '61.2 TB STANDARD, no lifecycle',
      suggest: expect.objectContaining({args: expect.objectContaining({bucket: 'exports'})}),
    });
  });

  test('a small one, one that stands still and one with a rule are none', () => {
    const small = judged({days: {StandardStorage: fortnight(1e9, 1e7)}, detail: noRules});
    expect(small.finding('buckets.no-lifecycle')).toBeUndefined();
    const ruled = judged({days: {StandardStorage: fortnight(61e12, 1e11)}});
    expect(ruled.findings).toEqual([]);
  });

  test('a rule that is switched off is no rule', () => {
    const rules = [{...tidy, Status: 'Disabled' as const}];
    const {finding} = judged({
      days: {StandardStorage: fortnight(61.2e12, 1e11)},
      detail: {lifecycle: known({rules, minimumObjectSize: undefined})},
    });
    expect(finding('buckets.no-lifecycle')).toBeDefined();
  });

  test('old unfinished uploads count where no rule ends them', () => {
    const uploads = {uploads: known({count: 1000, more: true, oldestAt: now - 41.5 * dayMs})};
    const alone = judged({detail: {...uploads, ...noRules}});
    expect(alone.bucket.unfinishedUploads).toEqual({count: 1000, more: true, oldestDays: 41.5, bytes: null});
    expect(alone.bucket.missing['unfinishedUploads.bytes']).toBe('not-asked');
    expect(alone.finding('buckets.uploads-unfinished')).toMatchObject({
      severity: 'warning',
      title: '1,000+ unfinished uploads, oldest 41d',
      suggest: {action: 'buckets.abort-uploads', args: {bucket: 'exports', 'older-than': '7'}},
    });
    expect(judged({detail: uploads}).findings).toEqual([]);
    const young = {uploads: known({count: 3, more: false, oldestAt: now - 2 * dayMs})};
    expect(judged({detail: {...young, ...noRules}}).findings).toEqual([]);
  });

  test('a rule for a part of the bucket is no rule for the rest: what is advised is found', () => {
    const Filter = {Prefix: 'tmp/'};
    const rules = [{...tidy, Filter, AbortIncompleteMultipartUpload: {DaysAfterInitiation: 1}}];
    const {bucket, finding} = judged({
      days: {StandardStorage: fortnight(9e11)},
      detail: {
        lifecycle: known({rules, minimumObjectSize: undefined}),
        versioning: known('suspended' as const),
        uploads: known({count: 5, more: false, oldestAt: now - 40 * dayMs}),
      },
    });
    expect(bucket.advice.map(({kind}) => kind)).toEqual(['noncurrent', 'uploads']);
    expect(finding('buckets.uploads-unfinished')).toBeDefined();
    expect(finding('buckets.noncurrent-kept')?.detail).toMatch(/^Versioning was on once/);
  });

  test('how old an upload may be is one number for what is found and what is advised', () => {
    const old = {uploads: known({count: 5, more: false, oldestAt: now - 8 * dayMs}), ...noRules};
    const {bucket, finding} = judged({
      detail: old,
      thresholds: {...defaultThresholds, uploadDays: 10},
    });
    expect([bucket.advice, finding('buckets.uploads-unfinished')]).toEqual([[], undefined]);
    const {bucket: strict} = judged({detail: old, thresholds: {...defaultThresholds, uploadDays: 3}});
    expect(strict.advice[0]?.action?.options['abort-uploads']).toBe('3');
  });

  test('small objects that pay too much are no reason for a rule: no rule moves them back', () => {
    const cells = [{storageClass: 'ONEZONE_IA', ageDays: 90, size: 0, objects: 2e8, bytes: 2e9}];
    const {bucket, finding} = judged({
      days: {OneZoneIAStorage: fortnight(5e11)},
      count: countOf(cells),
      detail: noRules,
    });
    expect(bucket.advice[0]).toMatchObject({kind: 'small-objects'});
    expect(bucket.advice[0]?.savesUsdPerMonth).toBeGreaterThan(100);
    expect(finding('buckets.no-lifecycle')).toBeUndefined();
  });

  test('of two buckets that are equally bad, the dearer stands first', () => {
    const cheap = judged({detail: noRules, days: {StandardStorage: fortnight(2e12, 1e9)}}).findings;
    const dear = judged({detail: noRules, days: {StandardStorage: fortnight(6e13, 1e9)}}).findings;
    const [first] = [...cheap, ...dear].sort(byUrgency);
    expect(first).toEqual(dear[0]);
  });

  test('versions that nothing removes are said of a bucket that holds much', () => {
    const kept = {versioning: known('enabled' as const), ...noRules};
    const {finding} = judged({days: {StandardStorage: fortnight(9e11)}, detail: kept});
    expect(finding('buckets.noncurrent-kept')).toMatchObject({severity: 'warning'});
    const small = judged({days: {StandardStorage: fortnight(9e9)}, detail: kept});
    expect(small.finding('buckets.noncurrent-kept')).toBeUndefined();
  });

  test('public access that its own settings do not block is only mentioned', () => {
    const {finding, bucket} = judged({detail: {publicAccessBlocked: known(false)}});
    expect(finding('buckets.public')).toMatchObject({severity: 'info'});
    expect(bucket.publicAccessBlocked).toBe(false);
  });

  test('nothing is found about what nobody could read', () => {
    const {bucket, findings} = judged(
      {days: {StandardStorage: fortnight(61e12, 1e11)}},
      {details: new Map()},
    );
    expect(findings).toEqual([]);
    expect(bucket).toMatchObject({lifecycle: null, versioning: null, publicAccessBlocked: null});
    expect(bucket.missing).toMatchObject({lifecycle: 'not-asked', unfinishedUploads: 'not-asked'});
  });

  test('every title fits into its room, whatever the numbers', () => {
    const anything = fc.record({
      bytes: fc.double({min: 0, max: 1e18, noNaN: true}),
      days: fc.integer({min: 0, max: 5000}),
      count: fc.integer({min: 1, max: 1000}),
      type: fc.constantFrom('StandardStorage', 'IntelligentTieringFAStorage', 'SomethingVeryNewStorage'),
    });
    fc.assert(
      fc.property(anything, ({bytes, days, count, type}) => {
        const {findings} = judged({
          days: {[type]: fortnight(bytes, bytes / 30)},
          detail: {
            ...noRules,
            versioning: known('enabled' as const),
            uploads: known({count, more: true, oldestAt: now - days * dayMs}),
            publicAccessBlocked: known(false),
          },
        });
        for (const {title} of findings) expect(title.length).toBeLessThanOrEqual(40);
      }),
      {numRuns: 50},
    );
  });
});

test('a bucket that was deleted since it was listed is not shown', () => {
  const problem = {missing: 'failed' as const, code: 'NoSuchBucket', sentence: 'It is gone.'};
  const gone = {versioning: {problem}};
  expect(() => judged({}, {details: new Map([['exports', gone]])})).toThrow('There is no bucket');
});

test('advice is made of a count once, until something that it depends on changes', () => {
  const count = countOf([{storageClass: 'STANDARD', ageDays: 400, size: 8, objects: 1e6, bytes: 61e12}]);
  const days = {StandardStorage: fortnight(61e12, 1e11)};
  const noRules = {lifecycle: known({rules: [], minimumObjectSize: undefined})};
  const first = judged({days, count, detail: noRules});
  const again = judged({days, count, detail: noRules});
  expect(first.bucket.advice.length).toBeGreaterThan(0);
  expect(again.bucket.advice).toBe(first.bucket.advice);
  const ruled = judged({days, count});
  expect(ruled.bucket.advice).not.toEqual(first.bucket.advice);
  expect(first.finding('buckets.no-lifecycle')).toMatchObject({
    suggest: {action: 'buckets.lifecycle', args: {bucket: 'exports'}},
    evidence: {savesUsdPerMonth: expect.any(Number)},
  });
});

test('monitoring is no part of the price of INTELLIGENT_TIERING: how much it can be at most is told', () => {
  const {bucket} = judged({
    days: {IntelligentTieringFAStorage: [2 ** 30], StandardStorage: [5]},
    objects: [308_800],
  });
  const most = bucket.classes.map(({storageClass, monitoringUsdAtMost}) => [
    storageClass,
    monitoringUsdAtMost,
  ]);
  expect(most).toEqual([
    ['INTELLIGENT_TIERING', 0.772],
    ['STANDARD', null],
  ]);
});

test('why a setting could not be read stands in the bucket', () => {
  const problem = {missing: 'failed' as const, code: 'Timeout', sentence: 'No answer in time.'};
  expect(judged({detail: {lifecycle: {problem}}}).bucket).toMatchObject({
    settingsProblem: 'No answer in time.',
    missing: {lifecycle: 'failed'},
  });
  expect(judged({}).bucket.settingsProblem).toBeNull();
});

test('buckets that were passed over are told, and where one could hide a warning nothing is sure', () => {
  const passedOver = {buckets: 900, of: 1200, large: 12};
  const {finding} = judged({}, {passedOver});
  expect(finding('buckets.settings-unread')).toMatchObject({
    severity: 'info',
    resource: '900 buckets',
    title: 'settings of 300 of 1,200 were read',
    detail: 'Settings of 300 of 1,200 buckets were read, the largest first; 12 of the others are large too.',
  });
  expect([...settingsPassedOver(passedOver)].map(({problem}) => problem?.sentence)).toEqual([
    'Settings of 300 of 1,200 buckets were read, the largest first: 12 of the others are large too. Watch them with --watch, or in the console.',
  ]);
  expect([...settingsPassedOver({...passedOver, large: 0})]).toEqual([]);
  expect([...settingsPassedOver(undefined)]).toEqual([]);
});

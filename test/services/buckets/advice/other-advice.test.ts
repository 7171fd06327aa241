import type {LifecycleRule} from '@aws-sdk/client-s3';
import {describe, expect, test} from 'vitest';
import {adviseFrom} from '../../../../source/services/buckets/advice/index.ts';
import {stored} from '../bucket.ts';
import {bucketOf, cellOf, day, gib, histogramOf, now} from './bucket-of.ts';

const adviceOf = (kind: string, ...given: Parameters<typeof bucketOf>) =>
  adviseFrom(bucketOf(...given)).filter(each => each.kind === kind);
const rulesWith = (...rules: readonly Partial<LifecycleRule>[]) => ({
  rules: rules.map(
    (rule, at) => ({ID: `rule-${at}`, Status: 'Enabled', Filter: {Prefix: ''}, ...rule}) as LifecycleRule,
  ),
  minimumObjectSize: undefined,
});

describe('no lifecycle', () => {
  test('a large bucket without a rule is to be counted, and nobody says what it would save', () => {
    const [advice] = adviceOf('no-lifecycle', undefined, {bytes: 2048 * gib, growthBytesPerDay: gib});
    expect(advice).toEqual({
      kind: 'no-lifecycle',
      title: 'count it first',
      text: '2.2 TB and no lifecycle rule: count its objects to see what a rule would save.',
      arithmetic: ['2.2 TB by the daily metrics, and no rule is enabled.', 'It grows by 1.1 GB a day.'],
      savesUsdPerMonth: null,
      costsOnceUsd: null,
      breakEvenDays: null,
      action: {id: 'buckets.scan', options: {}},
    });
  });

  test('not a small one, not one with a rule, not one whose rules or size nobody knows', () => {
    expect(adviceOf('no-lifecycle', undefined, {bytes: 100 * gib})).toEqual([]);
    expect(adviceOf('no-lifecycle', undefined, {bytes: null})).toEqual([]);
    expect(
      adviceOf('no-lifecycle', undefined, {
        bytes: 2048 * gib,
        lifecycle: rulesWith({Expiration: {Days: 90}}),
      }),
    ).toEqual([]);
    expect(adviceOf('no-lifecycle', undefined, {bytes: 2048 * gib, lifecycle: undefined})).toEqual([]);
  });

  test('a rule that only aborts uploads is none', () => {
    const lifecycle = rulesWith({AbortIncompleteMultipartUpload: {DaysAfterInitiation: 7}});
    const [advice] = adviceOf('no-lifecycle', undefined, {bytes: 2048 * gib, lifecycle});
    expect(advice?.text).toContain('no lifecycle rule that moves or deletes objects: count its objects');
  });

  test('where rules reach a part only, the others are to be counted; not once they are', () => {
    const Transitions = [{Days: 30, StorageClass: 'GLACIER'} as const];
    const lifecycle = rulesWith({Filter: {Prefix: 'telemetry/'}, Transitions});
    const classes = [stored('STANDARD', 2000 * gib, 0.98), stored('GLACIER', 48 * gib, 0.02)];
    const [advice] = adviceOf('no-lifecycle', undefined, {bytes: 2048 * gib, classes, lifecycle});
    expect(advice?.text).toBe(
      '2.1 TB are in no archive, and rules move or delete objects under "telemetry/" only: count another prefix to see what a rule for it would save.',
    );
    expect(advice?.action).toBeNull();
    expect(adviceOf('no-lifecycle', [], {bytes: 2048 * gib, classes, lifecycle})).toEqual([]);
    const whole = rulesWith({Filter: {Prefix: ''}, Transitions});
    expect(adviceOf('no-lifecycle', undefined, {bytes: 2048 * gib, classes, lifecycle: whole})).toEqual([]);
  });

  test('not beside a rule that is advised', () => {
    const kinds = adviseFrom(bucketOf([cellOf('STANDARD', 365, 2048, gib)], {bytes: 2048 * gib})).map(
      ({kind}) => kind,
    );
    expect(kinds).toEqual(['transition', 'transition', 'intelligent-tiering']);
  });
});

describe('small objects', () => {
  test('a million of 4 KiB in STANDARD_IA pay for 128 KiB each', () => {
    const [advice] = adviceOf('small-objects', [cellOf('STANDARD_IA', 90, 1_000_000, 4096)]);
    // 122.07 GiB × $0.0125 = $1.53; 3.81 GiB × $0.023 = $0.09.
    expect(advice?.savesUsdPerMonth).toBeCloseTo(1.5259 - 0.0877, 3);
    // A million GETs at $0.001 and PUTs at $0.005 a thousand, and 3.81 GiB of retrieval at $0.01.
    expect(advice?.costsOnceUsd).toBeCloseTo(6.038, 2);
    expect(advice?.breakEvenDays).toBe(126);
    expect(advice?.action).toBeNull();
    expect(advice?.text).toBe(
      '1M objects below 128 KiB in STANDARD_IA cost $1.53 a month, $1.44 more than in STANDARD: write small objects to STANDARD.',
    );
  });

  test('not where they are cheaper than in STANDARD all the same', () => {
    expect(adviceOf('small-objects', [cellOf('STANDARD_IA', 90, 1_000_000, 120_000)])).toEqual([]);
    expect(adviceOf('small-objects', [cellOf('STANDARD', 90, 1_000_000, 10)])).toEqual([]);
  });
});

describe('noncurrent versions', () => {
  const expires = {NoncurrentVersionExpiration: {NoncurrentDays: 90}};

  test('kept for ever, where versions are or were on', () => {
    const [advice] = adviceOf('noncurrent', undefined, {versioning: 'enabled'});
    expect(advice?.action?.options).toEqual({id: 'expire-noncurrent', 'noncurrent-expire': '30'});
    expect(advice?.savesUsdPerMonth).toBeNull();
    expect(adviceOf('noncurrent', undefined, {versioning: 'suspended'})).toHaveLength(1);
    expect(adviceOf('noncurrent', undefined, {versioning: 'never'})).toEqual([]);
    expect(adviceOf('noncurrent', undefined, {versioning: null})).toEqual([]);
  });

  test('are at most what the metrics have and the count has not', () => {
    // Counted at noon: what is a day old was there when the metrics were of last midnight but one, the rest was not.
    const [advice] = adviceOf(
      'noncurrent',
      [cellOf('STANDARD', 2, 100, gib), cellOf('STANDARD', 1, 7, gib)],
      {
        versioning: 'enabled',
        bytes: 130 * gib,
        objects: 150,
        classes: [stored('STANDARD', 130 * gib, 1)],
        figuresAt: Date.parse('2026-11-20T00:00:00Z'),
      },
    );
    // 30 GiB × $0.023.
    expect(advice?.text).toContain('is paid for ever, up to $0.69 a month: delete them 30 days after.');
    expect(advice?.savesUsdPerMonth).toBeNull();
    expect(advice?.arithmetic.slice(0, 3)).toEqual([
      'By the daily metrics of 2026-11-20 it holds 139.6 GB in 150 objects, all versions and parts among them.',
      'Of the objects that were counted, 100 objects were there then: 107.4 GB, with what is billed beside them.',
      'Between them are 50 objects and 32.2 GB, up to $0.69 a month: noncurrent versions and delete markers, parts of unfinished uploads, what was overwritten, deleted or moved since.',
    ]);
  });

  test('of a part of the bucket, or of an older count, nothing is said', () => {
    const known = {versioning: 'enabled', bytes: 130 * gib, objects: 150, figuresAt: now - 2 * day} as const;
    for (const changes of [
      {whole: false},
      {prefix: 'logs/'},
      {source: 'inventory' as const},
      {startedAt: now - 3 * day},
    ]) {
      const histogram = histogramOf([cellOf('STANDARD', 3, 100, gib)], changes);
      const [advice] = adviceOf('noncurrent', undefined, {...known, histogram});
      expect(advice?.arithmetic[0]).toContain('a new count of the whole bucket shows the most');
    }
  });

  test('only a rule for all of the bucket is enough', () => {
    const versioning = 'enabled' as const;
    expect(adviceOf('noncurrent', undefined, {versioning, lifecycle: rulesWith(expires)})).toEqual([]);
    // The old spelling of a rule for everything.
    expect(
      adviceOf('noncurrent', undefined, {
        versioning,
        lifecycle: rulesWith({...expires, Filter: undefined, Prefix: ''}),
      }),
    ).toEqual([]);
    for (const Filter of [
      {Prefix: 'logs/'},
      {Tag: {Key: 'team', Value: 'data'}},
      {ObjectSizeGreaterThan: 1},
    ]) {
      expect(
        adviceOf('noncurrent', undefined, {versioning, lifecycle: rulesWith({...expires, Filter})}),
      ).toHaveLength(1);
    }
  });
});

describe('unfinished uploads', () => {
  const uploads = {count: 12, more: false, oldestAt: now - 41 * day};

  test('of weeks, and no rule aborts them', () => {
    const [advice] = adviceOf('uploads', undefined, {uploads});
    expect(advice?.text).toBe(
      '12 uploads are unfinished, the oldest for 41 days, and no rule aborts them: abort what is older than 7 days.',
    );
    expect(advice?.action?.options).toEqual({id: 'abort-unfinished-uploads', 'abort-uploads': '7'});
    expect(advice?.savesUsdPerMonth).toBeNull();
    const [many] = adviceOf('uploads', undefined, {uploads: {...uploads, count: 1000, more: true}});
    expect(many?.text).toContain('1,000 or more uploads are unfinished');
    const [one] = adviceOf('uploads', undefined, {uploads: {...uploads, count: 1}});
    expect(one?.text).toContain('1 upload is unfinished, the oldest for 41 days, and no rule aborts it');
  });

  test('not those of this week, and not where a rule aborts them', () => {
    expect(adviceOf('uploads', undefined, {uploads: {...uploads, oldestAt: now - 6.9 * day}})).toEqual([]);
    const lifecycle = rulesWith({AbortIncompleteMultipartUpload: {DaysAfterInitiation: 14}});
    expect(adviceOf('uploads', undefined, {uploads, lifecycle})).toEqual([]);
  });

  test('without older versions, their parts are at most what the count has not', () => {
    const [advice] = adviceOf('uploads', [cellOf('STANDARD', 9, 100, gib)], {
      uploads,
      bytes: 140 * gib,
      objects: 160,
      classes: [stored('STANDARD', 140 * gib, 1)],
      figuresAt: now - 2 * day,
    });
    expect(advice?.arithmetic[3]).toBe(
      'Between them are 60 objects and 42.9 GB, up to $0.92 a month: parts of unfinished uploads, what was overwritten, deleted or moved since.',
    );
  });

  test('in a directory bucket too', () => {
    expect(adviceOf('uploads', undefined, {uploads, name: 'fast--use1-az4--x-s3'})).toHaveLength(1);
  });
});

describe('INTELLIGENT_TIERING', () => {
  test('large objects of which nobody knows who reads them: a range, no promise', () => {
    const cells = [
      cellOf('STANDARD', 10, 100, gib),
      cellOf('STANDARD', 60, 100, gib),
      cellOf('STANDARD', 200, 100, gib),
    ];
    const [advice] = adviceOf('intelligent-tiering', cells);
    // 100 × ($0.023 - $0.0125) + 100 × ($0.023 - $0.004) = $2.95; 300 objects watched for $0.00075.
    expect(advice?.text).toBe(
      'Where nobody knows what is read, INTELLIGENT_TIERING saves up to $2.95 a month if nothing is, and costs <$0.01 a month if all is.',
    );
    expect(advice?.savesUsdPerMonth).toBeNull();
    expect(advice?.costsOnceUsd).toBeCloseTo(0.003, 6);
    expect(advice?.action?.options).toEqual({id: 'to-intelligent-tiering', to: 'INTELLIGENT_TIERING@0'});
  });

  test('not for objects so small that watching them costs too much of it', () => {
    expect(adviceOf('intelligent-tiering', [cellOf('STANDARD', 200, 10_000_000, 131_072)])).toEqual([]);
  });

  test('of a count that is days old, objects are older', () => {
    const histogram = histogramOf([cellOf('STANDARD', 25, 1000, gib)], {startedAt: now - 5 * day});
    expect(adviceOf('intelligent-tiering', undefined, {histogram})).toHaveLength(1);
  });
});

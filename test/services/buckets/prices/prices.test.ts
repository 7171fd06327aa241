import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {
  bytesOfGb,
  listPrices,
  priceNames,
  pricesWith,
} from '../../../../source/services/buckets/prices/list.ts';
import {monthlyUsd} from '../../../../source/services/buckets/prices/monthly.ts';
import {priced} from '../../../../source/services/buckets/prices/priced.ts';
import {listUsd, retrievalUsd, transitionUsd} from '../../../../source/services/buckets/prices/requests.ts';
import {priceOf} from '../../../../source/services/buckets/restore/terms.ts';
import {monthlyUsdOf} from '../../../../source/services/buckets/uploads/price.ts';

const tb = 1024 * bytesOfGb;

describe('a month of storage', () => {
  test.each([
    ['STANDARD', bytesOfGb, 0.023],
    ['StandardStorage', 50 * tb, 50 * 1024 * 0.023],
    ['STANDARD', 60 * tb, 50 * 1024 * 0.023 + 10 * 1024 * 0.022],
    ['STANDARD', 600 * tb, 50 * 1024 * 0.023 + 450 * 1024 * 0.022 + 100 * 1024 * 0.021],
    ['GlacierStorage', 100 * bytesOfGb, 0.36],
    ['GlacierObjectOverhead', 100 * bytesOfGb, 0.36],
    ['GlacierS3ObjectOverhead', 100 * bytesOfGb, 2.3],
    ['DeepArchiveStagingStorage', 100 * bytesOfGb, 2.3],
    ['GlacierIRSizeOverhead', 100 * bytesOfGb, 0.4],
    ['GlacierInstantRetrievalSizeOverhead', 100 * bytesOfGb, 0.4],
    ['IntelligentTieringAIAStorage', 100 * bytesOfGb, 0.4],
  ])('%s, %d bytes', (storage, bytes, dollars) => {
    expect(monthlyUsd(storage, bytes)).toBeCloseTo(dollars, 6);
  });

  test('of a class that the table does not know, or whose tier nobody knows, has no price', () => {
    expect(monthlyUsd('AWS_BACKUP_WARM', bytesOfGb)).toBeUndefined();
    expect(monthlyUsd('INTELLIGENT_TIERING', bytesOfGb)).toBeUndefined();
    expect(monthlyUsd('constructor', bytesOfGb)).toBeUndefined();
  });

  test('is never less for more bytes', () => {
    fc.assert(
      fc.property(fc.double({min: 0, max: 2000 * tb, noNaN: true}), fc.nat(), (bytes, more) => {
        expect(Number(monthlyUsd('STANDARD', bytes + more))).toBeGreaterThanOrEqual(
          Number(monthlyUsd('STANDARD', bytes)),
        );
      }),
      {numRuns: 50},
    );
  });
});

test('moving and getting back', () => {
  expect(transitionUsd('DEEP_ARCHIVE', 1_000_000)).toBeCloseTo(50);
  expect(transitionUsd('STANDARD', 1000)).toBeUndefined();
  expect(retrievalUsd('GLACIER', 'Standard', 10 * bytesOfGb, 2000)).toBeCloseTo(0.2);
  expect(retrievalUsd('GLACIER', 'Bulk', 10 * bytesOfGb, 2000)).toBe(0);
  expect(retrievalUsd('GLACIER', 'Expedited', bytesOfGb, 100)).toBeCloseTo(1.03);
  expect(retrievalUsd('DEEP_ARCHIVE', 'Expedited', bytesOfGb, 1)).toBeUndefined();
  expect(retrievalUsd('GLACIER_IR', 'Standard', 10 * bytesOfGb, 1)).toBeCloseTo(0.3);
  expect(retrievalUsd('INTELLIGENT_TIERING', 'Standard', bytesOfGb, 1)).toBe(0);
  expect(retrievalUsd('STANDARD', 'Standard', bytesOfGb, 1)).toBe(0);
  expect(retrievalUsd('OUTPOSTS', 'Standard', bytesOfGb, 1)).toBeUndefined();
  expect(listUsd(1_000_000)).toBeCloseTo(5);
});

describe('prices of the config', () => {
  test('stand instead of those of the list', () => {
    const prices = pricesWith({'prices.s3.GLACIER': 0.005, 'kinesis.hotUtilization': 0.8});
    expect(prices).toEqual({...listPrices, GLACIER: 0.005});
    expect(monthlyUsd('GlacierObjectOverhead', 100 * bytesOfGb, prices)).toBeCloseTo(0.5);
  });

  test('are none where the config says nothing of them', () => {
    expect(pricesWith({'kinesis.hotUtilization': 0.8})).toBe(listPrices);
    expect(priceNames).toContain('prices.s3.transition-DEEP_ARCHIVE');
  });
});

describe('with prices of the config', () => {
  const archived = [
    {
      key: 'a.gz',
      bytes: 100 * bytesOfGb,
      storageClass: 'GLACIER',
      archiveTier: undefined,
      copy: {state: 'none' as const},
    },
  ];

  test('a restore is planned for them', () => {
    const usual = priceOf(archived, 'Standard', 30);
    const other = priceOf(archived, 'Standard', 30, pricesWith({'prices.s3.STANDARD': 0.05}));
    expect(usual?.copies).toBeCloseTo(2.3, 9);
    expect(other?.copies).toBeCloseTo(5, 9);
  });

  test('so is what unfinished uploads cost', () => {
    const parts = {count: 1, bytes: 100 * bytesOfGb, lastAt: 0};
    const uploads = [{key: 'a.gz', uploadId: 'u', initiatedAt: 0, storageClass: 'GLACIER', parts}];
    expect(monthlyUsdOf(uploads, listPrices)).toBeCloseTo(2.3, 9);
    expect(monthlyUsdOf(uploads, pricesWith({'prices.s3.STANDARD': 0.05}))).toBeCloseTo(5, 9);
  });

  test('a plan is given those that its session knows', async () => {
    const session = {thresholds: {'prices.s3.STANDARD': 0.05}};
    const gathered = await priced(session, Promise.resolve({ok: true, value: {listed: 3}}));
    expect(gathered).toMatchObject({ok: true, value: {listed: 3, prices: {STANDARD: 0.05, GLACIER: 0.0036}}});
  });
});

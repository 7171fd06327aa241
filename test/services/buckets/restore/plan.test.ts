import fc from 'fast-check';
import {expect, test} from 'vitest';
import {keyOf} from '../../../../source/services/buckets/objects/key.ts';
import type {RestoreFacts} from '../../../../source/services/buckets/restore/facts.ts';
import {tiers} from '../../../../source/services/buckets/restore/options.ts';
import {planRestore} from '../../../../source/services/buckets/restore/plan.ts';
import {
  headCopyOf,
  needsRestore,
  type StoredObject,
} from '../../../../source/services/buckets/restore/stored-object.ts';
import {priceOf, totalOf} from '../../../../source/services/buckets/restore/terms.ts';
import {because, exportsTarget, kept} from '../acting.ts';

const gib = 2 ** 30;
const objectWith = (changes: Partial<StoredObject> = {}): StoredObject => ({
  key: 'dump',
  bytes: gib,
  storageClass: 'GLACIER',
  archiveTier: undefined,
  copy: {state: 'none'},
  ...changes,
});
const factsWith = (changes: Partial<RestoreFacts> = {}): RestoreFacts => ({
  asOf: 0,
  listed: 1,
  pages: 1,
  cut: undefined,
  archived: [objectWith()],
  onTheirWay: 0,
  there: 0,
  firstGoesAt: undefined,
  tiered: 0,
  ...changes,
});
const options = {what: {prefix: 'a/'}, tier: 'Standard', days: 30} as const;
const planned = (facts: Partial<RestoreFacts>, more: object = {}) =>
  planRestore(factsWith(facts), {...options, ...more}, exportsTarget);

test('a thousand GiB for a month: what is fetched, what is asked, what lies in STANDARD', () => {
  const archived = Array.from({length: 1000}, () => objectWith());
  expect(priceOf(archived, 'Standard', 30)).toEqual({retrieval: 10.05, copies: 23});
  expect(planned({archived})).toMatchObject({
    risk: 'disruptive',
    cost: expect.stringMatching(
      /^About \$33\.05: \$10\.05 for retrieval and its requests, \$23\.00 for 30 days/,
    ),
  });
  expect(planned({archived}, {tier: 'Expedited'}).risk).toBe('destructive');
});

test('what leaves an archive tier of INTELLIGENT_TIERING is free, makes no copy, and stays out', () => {
  const tiered = objectWith({storageClass: 'INTELLIGENT_TIERING', archiveTier: 'DEEP_ARCHIVE_ACCESS'});
  expect(priceOf([tiered], 'Standard', 30)).toEqual({retrieval: 0, copies: 0});
  const plan = planned({archived: [tiered]}, {what: {key: 'dump'}});
  expect(plan.changes.join(' ')).toMatch(/can be read after 12 hours\. It moves to the frequent access tier/);
  expect(plan.steps[0]?.cli).not.toContain('Days');
  expect(kept(plan)).not.toContain('dump');
});

test('what is left out is counted: on its way, there, of tiers that no listing tells', () => {
  const {warnings} = planned({
    onTheirWay: 2,
    there: 3,
    firstGoesAt: 7_200_000,
    tiered: 4,
    cut: 'enough-found',
  });
  expect(warnings.slice(1)).toEqual([
    'There can be more: this restores the first 1. Do it again for the next; what has begun is left out then.',
    '2 objects more: being restored already, left alone.',
    '3 objects more: restored already, left alone, the first of them goes in 2h.',
    '4 objects of INTELLIGENT_TIERING: no listing tells whether they are in an archive tier; restore one by its --key.',
  ]);
  expect(planned({archived: []}).changes).toEqual(['Nothing would be asked for.']);
  expect(because(planned({archived: []}, {what: {key: 'dump'}}))).toEqual([
    'That object is not archived. Read it as it is.',
  ]);
});

test('listing is paid for too: of many pages the cost says so, and that they are not listed a third time', () => {
  const costOf = (pages: number, more: object = {}) => planned({pages, listed: pages * 1000}, more).cost;
  expect(costOf(2)).toMatch(
    /Finding them takes 2 LIST requests for this plan, as many right before it begins, and once more to prove it: <\$0\.01\.$/,
  );
  const archived = Array.from({length: 30}, () => objectWith());
  expect(planned({archived, pages: 3000}).cost).toMatch(
    /Finding them takes 3,000 LIST requests for this plan, as many right before it begins, and 20 HEAD requests to prove it: \$0\.03\.$/,
  );
  expect(costOf(0, {what: {key: 'dump'}})).not.toContain('Finding');
});

test('the header of an object tells what there is of it', () => {
  expect(headCopyOf(undefined)).toEqual({state: 'none'});
  expect(headCopyOf('ongoing-request="true"')).toEqual({state: 'on-its-way'});
  const until = 'Fri, 21 Dec 2012 00:00:00 GMT';
  const copy = headCopyOf(`ongoing-request="false", expiry-date="${until}"`);
  expect(copy).toEqual({state: 'there', until: Date.parse(until)});
  expect(needsRestore(objectWith({copy}), Date.parse(until) - 1)).toBe(false);
  expect(needsRestore(objectWith({copy}), Date.parse(until))).toBe(true);
});

test('more bytes, more days or a quicker tier never cost less', () => {
  const bytes = fc.array(fc.integer({min: 0, max: 5 * gib}), {minLength: 1, maxLength: 20});
  fc.assert(
    fc.property(bytes, fc.integer({min: 1, max: 400}), fc.constantFrom(...tiers), (sizes, days, tier) => {
      const objects = sizes.map(size => objectWith({bytes: size}));
      const usd = (of: readonly StoredObject[], during: number, quick = tier) => {
        const price = priceOf(of, quick, during);
        return price === undefined ? Number.NaN : totalOf(price);
      };
      expect(usd(objects, days + 1)).toBeGreaterThanOrEqual(usd(objects, days));
      expect(usd([...objects, objectWith()], days)).toBeGreaterThan(usd(objects, days));
      expect(usd(objects, days, 'Expedited')).toBeGreaterThan(usd(objects, days, 'Standard'));
      expect(usd(objects, days, 'Standard')).toBeGreaterThan(usd(objects, days, 'Bulk'));
    }),
    {numRuns: 60},
  );
});

test('every key comes back as it is out of a listing that was asked for in URL letters', () => {
  const written = (key: string) => encodeURIComponent(key).replaceAll('%20', '+');
  fc.assert(
    fc.property(fc.string({unit: 'grapheme', maxLength: 40}), key => {
      expect(keyOf(written(key), 'url')).toBe(key);
      expect(keyOf(key, undefined)).toBe(key);
    }),
    {numRuns: 60},
  );
});

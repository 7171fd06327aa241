import {usdPerGet, usdPerList} from '../../../aws/operations.ts';
import type {Prices} from '../prices/list.ts';
import {monthlyUsd} from '../prices/monthly.ts';
import {retrievalUsd} from '../prices/requests.ts';
import type {Tier} from './options.ts';
import {type Archive, archiveOf, type StoredObject} from './stored-object.ts';

/** RestoreObject, API reference. Deep Archive has no Expedited. */
const times: Readonly<Record<Archive, Readonly<Record<Tier, string | undefined>>>> = {
  GLACIER: {Expedited: '1 to 5 minutes', Standard: '3 to 5 hours', Bulk: '5 to 12 hours'},
  DEEP_ARCHIVE: {Expedited: undefined, Standard: '12 hours', Bulk: '48 hours'},
};

/** How long until they can be read; undefined where there is no such tier. */
export const timeOf = (archive: Archive, tier: Tier): string | undefined => times[archive][tier];

export type Price = {
  readonly retrieval: number;
  /** A restored copy lies in STANDARD as long as it is kept, beside the archived object. */
  readonly copies: number;
};

/** What restoring them costs by list price; undefined when one of them has no price. */
export function priceOf(
  objects: readonly StoredObject[],
  tier: Tier,
  days: number,
  prices?: Prices,
): Price | undefined {
  let retrieval = 0;
  let copied = 0;
  for (const [storageClass, those] of byClass(objects)) {
    const bytes = bytesOf(those);
    const usd = retrievalUsd(storageClass, tier, bytes, those.length, prices);
    if (usd === undefined) return undefined;
    retrieval += usd;
    // What leaves an archive tier of INTELLIGENT_TIERING makes no copy.
    if (storageClass !== 'INTELLIGENT_TIERING') copied += bytes;
  }
  const month = monthlyUsd('STANDARD', copied, prices);
  return month === undefined ? undefined : {retrieval, copies: (month * days) / 30};
}

/** What was found with more pages is not listed once more to prove it. */
const mostPagesAgain = 5;
export const isListedAgain = ({pages}: {readonly pages: number}): boolean => pages <= mostPagesAgain;
/** Of what was asked for so many are looked at then. */
export const mostLookedAt = 20;

/** List price of finding them for the plan, once more right before it begins, and of proving what was done. */
export function findingUsd(facts: {readonly pages: number}, objects: number): number {
  if (isListedAgain(facts)) return 3 * facts.pages * usdPerList;
  return 2 * facts.pages * usdPerList + Math.min(objects, mostLookedAt) * usdPerGet;
}

export const totalOf = ({retrieval, copies}: Price): number => retrieval + copies;

export const bytesOf = (objects: readonly StoredObject[]): number =>
  objects.reduce((sum, {bytes}) => sum + bytes, 0);

const byClass = (objects: readonly StoredObject[]): ReadonlyMap<string, readonly StoredObject[]> =>
  Map.groupBy(
    objects.filter(object => archiveOf(object) !== undefined),
    ({storageClass}) => storageClass,
  );

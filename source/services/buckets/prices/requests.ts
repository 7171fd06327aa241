import {bytesOfGb, listPrices, type Prices, priceOf} from './list.ts';

export type RestoreTier = 'Standard' | 'Bulk' | 'Expedited';

/** What it costs once that lifecycle moves so many objects into a class; undefined where nothing moves into it. */
export function transitionUsd(
  storageClass: string,
  objects: number,
  prices: Prices = listPrices,
): number | undefined {
  const price = priceOf(`transition-${storageClass}`, prices);
  return price === undefined ? undefined : (objects / 1000) * price;
}

/**
 * What it costs to get so much back: for the archive classes by a restore of that tier, for the others by reading,
 * whatever the tier. Undefined where the class has no such tier, or the table no price.
 */
export function retrievalUsd(
  storageClass: string,
  tier: RestoreTier,
  bytes: number,
  objects: number,
  prices: Prices = listPrices,
): number | undefined {
  if (freeToRead.includes(storageClass)) return 0;
  const read = priceOf(`retrieval-${storageClass}`, prices);
  if (read !== undefined) return (bytes / bytesOfGb) * read;
  // From its archive tiers, INTELLIGENT_TIERING asks for an expedited restore alone, at the price of GLACIER.
  const intelligent = storageClass === 'INTELLIGENT_TIERING';
  if (intelligent && tier !== 'Expedited') return 0;
  const name = `restore-${intelligent ? 'GLACIER' : storageClass}-${tier}`;
  const perGb = priceOf(name, prices);
  const perThousand = priceOf(`${name}-requests`, prices);
  if (perGb === undefined || perThousand === undefined) return undefined;
  return (bytes / bytesOfGb) * perGb + (objects / 1000) * perThousand;
}

const freeToRead: readonly string[] = ['STANDARD', 'REDUCED_REDUNDANCY'];

/** What so many list requests cost. */
export const listUsd = (calls: number, prices: Prices = listPrices): number => (calls / 1000) * prices.list;

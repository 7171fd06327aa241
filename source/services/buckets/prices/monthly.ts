import {bytesOfGb, listPrices, type Prices} from './list.ts';
import {billedAs} from './storage-types.ts';

const bytesOfTb = 1024 * bytesOfGb;

/**
 * What a month of so many bytes costs, by list price: of a storage class, or of a storage type of the daily metrics.
 * Undefined for one that the table does not know. The tiers of STANDARD are the account's, over all its buckets of a
 * region: here it is as if these bytes were alone, so never too little.
 */
export function monthlyUsd(storage: string, bytes: number, prices: Prices = listPrices): number | undefined {
  const name = billedAs.get(storage);
  if (name === undefined) return undefined;
  if (name !== 'STANDARD') return (bytes / bytesOfGb) * prices[name];
  const dear = Math.min(bytes, 50 * bytesOfTb);
  const middle = Math.min(bytes - dear, 450 * bytesOfTb);
  const rest = bytes - dear - middle;
  return (
    (dear / bytesOfGb) * prices.STANDARD +
    (middle / bytesOfGb) * prices['STANDARD-beyond-50TB'] +
    (rest / bytesOfGb) * prices['STANDARD-beyond-500TB']
  );
}

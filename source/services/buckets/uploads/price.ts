import type {Prices} from '../prices/list.ts';
import {monthlyUsd} from '../prices/monthly.ts';
import type {MeasuredUpload} from './facts.ts';

/** What their parts cost a month; undefined when the price of a class is not known. */
export function monthlyUsdOf(uploads: readonly MeasuredUpload[], prices: Prices): number | undefined {
  const bytes = new Map<string, number>();
  for (const {storageClass, parts} of uploads) {
    const billed = billedAs(storageClass);
    bytes.set(billed, (bytes.get(billed) ?? 0) + parts.bytes);
  }
  let usd = 0;
  for (const [storageClass, size] of bytes) {
    const month = monthlyUsd(storageClass, size, prices);
    if (month === undefined) return undefined;
    usd += month;
  }
  return usd;
}

/** Parts for an archive class are staged at the price of STANDARD until the upload is finished. */
const billedAs = (storageClass: string): string =>
  storageClass === 'GLACIER' || storageClass === 'DEEP_ARCHIVE' ? 'STANDARD' : storageClass;

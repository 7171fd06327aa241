import {usdPerThousandGets, usdPerThousandLists} from '../../../aws/operations.ts';

/**
 * The list prices of us-east-1 in October 2025, in US dollars: storage for a GiB and a month, requests and
 * transitions for a thousand, retrieval for a GiB. STANDARD is cheaper for what is beyond 50 and 500 TiB.
 */
export const listPrices = {
  STANDARD: 0.023,
  'STANDARD-beyond-50TB': 0.022,
  'STANDARD-beyond-500TB': 0.021,
  REDUCED_REDUNDANCY: 0.024,
  STANDARD_IA: 0.0125,
  ONEZONE_IA: 0.01,
  GLACIER_IR: 0.004,
  GLACIER: 0.0036,
  DEEP_ARCHIVE: 0.00099,
  EXPRESS_ONEZONE: 0.11,
  'INTELLIGENT_TIERING-infrequent': 0.0125,
  'INTELLIGENT_TIERING-archive-instant': 0.004,
  'INTELLIGENT_TIERING-archive': 0.0036,
  'INTELLIGENT_TIERING-deep-archive': 0.00099,
  'INTELLIGENT_TIERING-monitoring': 0.0025,
  'transition-STANDARD_IA': 0.01,
  'transition-ONEZONE_IA': 0.01,
  'transition-INTELLIGENT_TIERING': 0.01,
  'transition-GLACIER_IR': 0.02,
  'transition-GLACIER': 0.03,
  'transition-DEEP_ARCHIVE': 0.05,
  'retrieval-STANDARD_IA': 0.01,
  'retrieval-ONEZONE_IA': 0.01,
  'retrieval-GLACIER_IR': 0.03,
  'retrieval-EXPRESS_ONEZONE': 0.0006,
  'restore-GLACIER-Standard': 0.01,
  'restore-GLACIER-Standard-requests': 0.05,
  'restore-GLACIER-Bulk': 0,
  'restore-GLACIER-Bulk-requests': 0,
  'restore-GLACIER-Expedited': 0.03,
  'restore-GLACIER-Expedited-requests': 10,
  'restore-DEEP_ARCHIVE-Standard': 0.02,
  'restore-DEEP_ARCHIVE-Standard-requests': 0.1,
  'restore-DEEP_ARCHIVE-Bulk': 0.0025,
  'restore-DEEP_ARCHIVE-Bulk-requests': 0.025,
  list: usdPerThousandLists,
  'put-STANDARD': 0.005,
  'get-STANDARD': usdPerThousandGets,
  'get-STANDARD_IA': 0.001,
  'get-ONEZONE_IA': 0.001,
  'get-GLACIER_IR': 0.01,
} as const;

export type PriceName = keyof typeof listPrices;
export type Prices = Readonly<Record<PriceName, number>>;

/** Where and when the prices held: never the bill. */
export const priceList = 'us-east-1, 2025-10';
/** The prices of other regions differ. */
export const priceRegion = 'us-east-1';

/** The same, and whether the config has changed any of them. */
export const priceListOf = (prices: Prices): string =>
  prices === listPrices ? priceList : `${priceList}, changed by the config`;

/** S3 bills a GB of 2^30 bytes. */
export const bytesOfGb = 2 ** 30;

const isPriceName = (name: string): name is PriceName => Object.hasOwn(listPrices, name);

/** The price of that name; undefined for one that the table does not know. */
export const priceOf = (name: string, prices: Prices): number | undefined =>
  isPriceName(name) ? prices[name] : undefined;

const nameInConfig = (name: string): string => `prices.s3.${name}`;

/** As the config knows them: each NAME under [prices.s3]. */
export const priceNames: readonly string[] = Object.keys(listPrices).map(nameInConfig);

/** The list, with what the config says instead. */
export function pricesWith(changed: Readonly<Record<string, number>>): Prices {
  if (!priceNames.some(name => Object.hasOwn(changed, name))) return listPrices;
  const price = ([name, listed]: [string, number]) => [name, changed[nameInConfig(name)] ?? listed];
  return Object.fromEntries(Object.entries(listPrices).map(price)) as Prices;
}

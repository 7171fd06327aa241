import {formatCount, formatUsd} from '../../../text/number.ts';
import {bytesOfGb, type Prices, priceListOf} from '../prices/list.ts';
import {leastSavingUsd} from './advised.ts';

const fine = new Intl.NumberFormat('en-US', {minimumFractionDigits: 1, maximumFractionDigits: 1});

/** In the unit of the prices, and only beside one: 17,136.3 GiB. Everywhere else sizes are decimal. */
export const gibibytes = (bytes: number): string => {
  const size = bytes / bytesOfGb;
  return size > 0 && size < 0.05 ? '<0.1 GiB' : `${fine.format(size)} GiB`;
};

/** For what it is: `everything`, `logs/`. */
export const scopeText = (prefix: string): string => (prefix === '' ? 'everything' : prefix);

export const aMonth = (dollars: number): string => `${formatUsd(dollars)} a month`;
/** Said of what is hardly worth the work. */
export const littleText = (saves: number): string =>
  saves < leastSavingUsd ? ` It saves under ${aMonth(leastSavingUsd)}.` : '';
export const countOf = (objects: number): string =>
  objects === 1 ? '1 object' : `${formatCount(objects)} objects`;
export const inDays = (days: number): string => (days === 1 ? '1 day' : `${formatCount(days)} days`);

/** The prices that the numbers stand on. */
export const sourceOf = (prices: Prices): string => `List prices (${priceListOf(prices)}), not the bill.`;

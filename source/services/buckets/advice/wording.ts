import {formatCount, formatUsd} from '../../../text/number.ts';
import {bytesOfGb, type Prices, priceListOf} from '../prices/list.ts';

const fine = new Intl.NumberFormat('en-US', {minimumFractionDigits: 1, maximumFractionDigits: 1});

/** In the unit of the prices: 17,136.3 GiB. */
export const gibibytes = (bytes: number): string => {
  const size = bytes / bytesOfGb;
  return size > 0 && size < 0.05 ? '<0.1 GiB' : `${fine.format(size)} GiB`;
};

export const aMonth = (dollars: number): string => `${formatUsd(dollars)} a month`;
export const countOf = (objects: number): string =>
  objects === 1 ? '1 object' : `${formatCount(objects)} objects`;
export const inDays = (days: number): string => (days === 1 ? '1 day' : `${formatCount(days)} days`);

/** The prices that the numbers stand on. */
export const sourceOf = (prices: Prices): string => `List prices (${priceListOf(prices)}), not the bill.`;

/** What stands for a number that is none: the caller should have said why, but a screen never says "NaN". */
export const notANumber = '--';

const grouped = new Intl.NumberFormat('en-US', {maximumFractionDigits: 0});
const suffixes = ['k', 'M', 'G', 'T'] as const;

/** A count in at most six cells: 7, 0.4, 1,204, 41.2k, 2.1M. */
export function formatCount(count: number): string {
  if (!Number.isFinite(count)) return notANumber;
  if (count < 0) {
    const size = formatCount(-count);
    if (size.startsWith('>')) return '<-999T';
    // A minus sign and seven cells of digits would be one too many: the tenths go.
    return `-${size.length > 5 ? withoutTenths(size) : size}`;
  }
  if (count > 0 && count < 0.05) return '<0.1';
  if (count < 9.95 && !Number.isInteger(count)) return oneDecimal(count);
  if (Math.round(count) < 10_000) return grouped.format(count + 0);
  let scaled = count;
  for (const suffix of suffixes) {
    scaled /= 1000;
    if (scaled < 999.95) return oneDecimal(scaled) + suffix;
  }
  return '>999T';
}

/** A count to the last one: 3,512,345. */
export const formatExact = (count: number): string =>
  Number.isFinite(count) ? grouped.format(count + 0) : notANumber;

/** A count a second: 6,120/s. */
export const formatRate = (perSecond: number): string => perUnit(formatCount(perSecond), '/s');

/** A count a minute: 9,600/m. */
export const formatPerMinute = (perMinute: number): string => perUnit(formatCount(perMinute), '/m');

/** A share of one as a percentage: 61%, and above: 115%. */
export function formatShare(share: number): string {
  if (!Number.isFinite(share)) return notANumber;
  const percent = share * 100;
  if (percent > 0 && percent < 0.5) return '<1%';
  if (Math.abs(percent) >= 999.5) return percent > 0 ? '>999%' : '<-999%';
  return `${wholeNumber(percent)}%`;
}

/** A factor such as the skew of a stream: 1.7. */
export function formatFactor(factor: number): string {
  if (!Number.isFinite(factor)) return notANumber;
  return Math.abs(factor) < 99.95 ? factor.toFixed(1) : formatCount(factor);
}

/** An amount of US dollars: $0.04, $10.95, $1,430. */
export function formatUsd(dollars: number): string {
  if (!Number.isFinite(dollars)) return notANumber;
  if (dollars < 0) return `-${formatUsd(-dollars)}`;
  if (dollars > 0 && dollars < 0.005) return '<$0.01';
  if (dollars < 999.995) return `$${dollars.toFixed(2)}`;
  return dollars < 999_999.5 ? `$${grouped.format(dollars)}` : `$${formatCount(dollars)}`;
}

const oneDecimal = (value: number): string => value.toFixed(1).replace(/\.0$/, '');
const wholeNumber = (value: number): number => Math.round(value) + 0;
const withoutTenths = (text: string): string => text.replace(/\.\d/, '');
const perUnit = (count: string, unit: string): string => (count === notANumber ? count : count + unit);

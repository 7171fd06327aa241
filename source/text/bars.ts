import {cell} from './cell.ts';
import {blockOf, fillings, type Glyphs} from './marks.ts';
import {type Gap, largest, resample} from './resample.ts';

/**
 * The newest `values` as blocks, the newest at the right: a gap is a space, measured zero the lowest block. `max`
 * is what a full block stands for; the largest value unless said.
 */
export function sparkline(
  values: readonly (number | Gap)[],
  width: number,
  {max, glyphs}: {readonly max?: number | undefined; readonly glyphs: Glyphs},
): string {
  const sampled = resample(values, Math.min(width, values.length));
  const full = max ?? largest(values);
  const blocks = sampled.map(value => (value === undefined ? ' ' : blockOf(level(value, full), glyphs)));
  return cell(blocks.join(''), width, 'right', glyphs);
}

/** What differs by less than this share of the largest is drawn as the same. */
const sameWithin = 1e-4;

/** The newest `values` between the least and the largest of them: how they change, whatever they are. */
export function trendline(values: readonly (number | Gap)[], width: number, glyphs: Glyphs): string {
  const known = values.filter(value => typeof value === 'number');
  const least = Math.min(...known);
  const spread = Math.max(...known) - least;
  const isFlat = !(spread > sameWithin * Math.max(...known.map(Math.abs)));
  const scaled = values.map(value =>
    typeof value === 'number' ? (isFlat ? flatLevel : value - least) : value,
  );
  return sparkline(scaled, width, {max: isFlat ? 1 : spread, glyphs});
}

/** Neither little nor much. */
const flatLevel = 0.3;

/** Where full is nothing, or not known, whatever is there is full. */
const level = (value: number, full: number | undefined): number =>
  full !== undefined && full > 0 ? value / full : value > 0 ? 1 : 0;

/** Loads of 0…1 side by side, each with the same room. */
export const heatStrip = (values: readonly (number | Gap)[], width: number, glyphs: Glyphs): string =>
  resample(values, width)
    .map(value => (value === undefined ? ' ' : blockOf(value, glyphs)))
    .join('')
    .padEnd(width);

/** Shares of a whole as lengths, in the order given; a share that is not zero keeps a cell while there is room. */
export function shareBar(shares: readonly number[], width: number, glyphs: Glyphs): string {
  const marks = fillings(glyphs);
  return lengths(shares, width)
    .map((length, index) => (marks[index % marks.length] ?? ' ').repeat(length))
    .join('')
    .padEnd(Math.max(0, width));
}

function lengths(shares: readonly number[], width: number): number[] {
  const clean = shares.map(share => (Number.isFinite(share) && share > 0 ? share : 0));
  const whole = Math.max(1, sum(clean));
  const cells = clean.map(share => (share > 0 ? Math.max(1, Math.round((share / whole) * width)) : 0));
  while (sum(cells) > width) {
    const longest = cells.indexOf(Math.max(...cells));
    cells[longest] = (cells[longest] ?? 1) - 1;
  }
  return cells;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

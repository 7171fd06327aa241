import {shareBar} from '../../text/bars.ts';
import {cell} from '../../text/cell.ts';
import {fillings, type Glyphs, missingMark} from '../../text/marks.ts';
import type {Bucket, StoredClass} from './model.ts';

/** From what is read often to what is hardly ever: the left end of a bar is what costs most to keep. */
const abbreviations: Readonly<Record<string, string>> = {
  EXPRESS_ONEZONE: 'xp',
  STANDARD: 'std',
  REDUCED_REDUNDANCY: 'rr',
  INTELLIGENT_TIERING: 'it',
  STANDARD_IA: 'ia',
  ONEZONE_IA: 'oz',
  GLACIER_IR: 'gi',
  GLACIER: 'ga',
  DEEP_ARCHIVE: 'da',
};
/** `gi`: what a bar has room for. */
export const shortClass = (storageClass: string): string => abbreviations[storageClass] ?? 'other';

/** `gi GLACIER_IR, ga GLACIER`: what the words beside a bar mean. */
export const classLegend = Object.entries(abbreviations)
  .map(([storageClass, short]) => `${short} ${storageClass}`)
  .join(', ');

const order = Object.keys(abbreviations);
const placeOf = ({storageClass}: StoredClass): number => {
  const place = order.indexOf(storageClass);
  return place < 0 ? order.length : place;
};

/** For `std|gi|ga|da` and a little more: the bar has the same room in every row, so that bars can be compared. */
const legendRoom = 14;
const leastBar = 6;
const leastWords = 3;

type Part = {readonly label: string; readonly share: number};

/**
 * What is stored in which class, as a bar and its legend: `█▓▓▓▒▒▒▒▒▒ std|gi|da`. The first filling is the first
 * word, and so on, so that it reads without colour.
 */
export function mixBar({classes, missing}: Bucket, width: number, glyphs: Glyphs): string {
  if (classes.length === 0) return missingMark(missing.bytes, glyphs);
  const parts = partsOf(classes, fillings(glyphs).length);
  const legend = parts.map(({label}) => label).join('|');
  const room = Math.max(leastBar, width - legendRoom - 1);
  const forWords = width - room - 1;
  if (forWords < leastWords) return cell(legend, width, 'left', glyphs).trimEnd();
  const bar = shareBar(
    parts.map(({share}) => share),
    room,
    glyphs,
  );
  return `${bar} ${cell(legend, forWords, 'left', glyphs).trimEnd()}`;
}

/** As many parts as there are fillings: where there are more, the smallest stand together. */
function partsOf(classes: readonly StoredClass[], most: number): readonly Part[] {
  const largest = classes.toSorted((a, b) => b.share - a.share);
  const named = largest.length <= most ? largest : largest.slice(0, most - 1);
  const rest = largest.slice(named.length).reduce((sum, {share}) => sum + share, 0);
  return [
    ...named
      .toSorted((a, b) => placeOf(a) - placeOf(b))
      .map(({storageClass, share}) => ({label: shortClass(storageClass), share})),
    ...(named.length === largest.length ? [] : [{label: 'more', share: rest}]),
  ];
}

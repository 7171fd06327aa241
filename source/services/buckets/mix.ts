import {shareBar} from '../../text/bars.ts';
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
const order = Object.keys(abbreviations);
const placeOf = ({storageClass}: StoredClass): number => {
  const place = order.indexOf(storageClass);
  return place < 0 ? order.length : place;
};

const leastBar = 3;

type Part = {readonly label: string; readonly share: number};

/**
 * What is stored in which class, as a bar and its legend: `█▓▓▓▒▒▒▒▒▒ std|gi|da`. The first filling is the first
 * word, and so on, so that it reads without colour.
 */
export function mixBar({classes, missing}: Bucket, width: number, glyphs: Glyphs): string {
  if (classes.length === 0) return missingMark(missing.bytes, glyphs);
  const parts = partsOf(classes, fillings(glyphs).length);
  const legend = parts.map(({label}) => label).join('|');
  const room = width - legend.length - 1;
  if (room < leastBar) return legend;
  const shares = parts.map(({share}) => share);
  return `${shareBar(shares, room, glyphs)} ${legend}`;
}

/** As many parts as there are fillings: where there are more, the smallest stand together. */
function partsOf(classes: readonly StoredClass[], most: number): readonly Part[] {
  const largest = classes.toSorted((a, b) => b.share - a.share);
  const named = largest.length <= most ? largest : largest.slice(0, most - 1);
  const rest = largest.slice(named.length).reduce((sum, {share}) => sum + share, 0);
  return [
    ...named
      .toSorted((a, b) => placeOf(a) - placeOf(b))
      .map(({storageClass, share}) => ({label: abbreviations[storageClass] ?? 'other', share})),
    ...(named.length === largest.length ? [] : [{label: 'more', share: rest}]),
  ];
}

import {formatBytes} from '../../text/bytes.ts';
import {type Glyphs, missingMark} from '../../text/marks.ts';
import {formatCount, formatUsd} from '../../text/number.ts';
import type {Bucket, LifecycleRule} from './model.ts';
import {priceRegion} from './prices/list.ts';

/** +1.2 GB */
export const changeText = (bytes: number): string => `${bytes > 0 ? '+' : ''}${formatBytes(bytes)}`;

/** `~$11.17+`: by the prices of another region than its own, and the monitoring of INTELLIGENT_TIERING on top. */
export function monthlyText({monthlyUsd, classes, region, missing}: Bucket, glyphs: Glyphs): string {
  if (monthlyUsd === null) return missingMark(missing.monthlyUsd, glyphs);
  const isWatched = classes.some(({storageClass}) => storageClass === 'INTELLIGENT_TIERING');
  return `${region === priceRegion ? '' : '~'}${formatUsd(monthlyUsd)}${isWatched ? '+' : ''}`;
}

export const enabledRules = (rules: readonly LifecycleRule[]): readonly LifecycleRule[] =>
  rules.filter(({enabled}) => enabled);

export function rulesText({lifecycle, missing}: Bucket, glyphs: Glyphs): string {
  if (lifecycle === null) return missingMark(missing.lifecycle, glyphs);
  const count = enabledRules(lifecycle).length;
  if (count === 0) return lifecycle.length === 0 ? 'none' : 'all off';
  return `${count} ${count === 1 ? 'rule' : 'rules'}`;
}

export function versionsText({versioning, missing}: Bucket, glyphs: Glyphs): string {
  if (versioning === null) return missingMark(missing.versioning, glyphs);
  return {enabled: 'kept', suspended: 'suspended', never: 'no'}[versioning];
}

/** How many, and how old the oldest is: `12 41d`. */
export function uploadsText({unfinishedUploads, missing}: Bucket, glyphs: Glyphs): string {
  const {count, more, oldestDays} = unfinishedUploads;
  if (count === null) return missingMark(missing.unfinishedUploads, glyphs);
  const age = oldestDays === null ? '' : ` ${Math.floor(oldestDays)}d`;
  return `${formatCount(count)}${more ? '+' : ''}${age}`;
}

/** A smaller share of a bucket than this is not worth a word. */
const leastBeside = 0.1;

/** What is billed and in no object: `of which 79.9 GB pads objects under 128 KiB`. */
export function besideText({classes, bytes}: Pick<Bucket, 'classes' | 'bytes'>): string {
  if (bytes === null) return '';
  const isMuch = (some: number) => some > 0 && some >= leastBeside * bytes;
  const padding = classes.reduce((sum, each) => sum + each.paddingBytes, 0);
  const overhead = classes.reduce((sum, each) => sum + each.overheadBytes, 0);
  const said = [
    ...(isMuch(padding) ? [`${formatBytes(padding)} pads objects under 128 KiB`] : []),
    ...(isMuch(overhead) ? [`${formatBytes(overhead)} is kept beside archived objects`] : []),
  ];
  return said.length === 0 ? '' : `of which ${said.join(' and ')}`;
}

import {formatBytes} from '../../text/bytes.ts';
import {type Glyphs, missingMark} from '../../text/marks.ts';
import {formatCount} from '../../text/number.ts';
import type {Bucket, LifecycleRule} from './model.ts';

/** +1.2 GB */
export const changeText = (bytes: number): string => `${bytes > 0 ? '+' : ''}${formatBytes(bytes)}`;

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

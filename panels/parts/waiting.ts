import type {Published} from '../../source/monitor/published.ts';
import type {Glyphs} from '../../source/text/marks.ts';
import {awaitedParts, isUnreadable} from './problems.ts';

export const readingText = (what: readonly string[], glyphs: Glyphs): string =>
  `reading ${what.join(', ')} ${glyphs.ascii ? '...' : '…'}`;

/** What is said before anything was read: what is being waited for, rather than "nothing there". */
export const waitingText = ({waitingFor}: Published, glyphs: Glyphs): string =>
  readingText([waitingFor ?? 'the account'], glyphs);

/** What stands where a part has no rows: "none here" only when somebody looked. */
export function emptyText(published: Published, part: string, what: string, glyphs: Glyphs): string {
  const {started, snapshot} = published;
  if (!started) return waitingText(published, glyphs);
  if (awaitedParts(snapshot).has(part)) return readingText([what], glyphs);
  return isUnreadable(snapshot, part) ? `no ${what} could be read` : `no ${what} here`;
}

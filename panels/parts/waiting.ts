import type {Published} from '../../source/monitor/published.ts';
import type {Glyphs} from '../../source/text/marks.ts';

/** What is said before anything was read: what is being waited for, rather than "nothing there". */
export const waitingText = ({waitingFor}: Published, glyphs: Glyphs): string =>
  `reading ${waitingFor ?? 'the account'} ${glyphs.ascii ? '...' : '…'}`;

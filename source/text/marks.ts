import type {Missing} from '../reading.ts';
import type {Tone} from './line.ts';

/** Which characters the terminal can draw. */
export type Glyphs = {
  readonly ascii: boolean;
  /** Nothing more comes: what nobody asked for is not on its way. */
  readonly isLast?: boolean;
};

type Severity = 'critical' | 'warning' | 'info';
export type Mark = Severity | 'quiet';

const marks: Readonly<Record<Mark, {readonly unicode: string; readonly ascii: string; readonly tone: Tone}>> =
  {
    critical: {unicode: '●', ascii: '!', tone: 'critical'},
    warning: {unicode: '▲', ascii: '*', tone: 'warning'},
    info: {unicode: '·', ascii: '.', tone: 'quiet'},
    quiet: {unicode: '·', ascii: '.', tone: 'quiet'},
  };

export const severityMark = (mark: Mark, glyphs: Glyphs): string => marks[mark][set(glyphs)];
export const severityTone = (mark: Mark): Tone => marks[mark].tone;

const missingMarks: Readonly<Record<Missing, string>> = {
  'no-data': '--',
  denied: 'denied',
  throttled: 'throttled',
  expired: 'expired',
  failed: 'failed',
  disabled: 'off',
  'not-asked': '…',
  'not-applicable': 'n/a',
};

/** What stands where a number is not, so that nobody reads it as zero. */
export function missingMark(reason: Missing | undefined, glyphs: Glyphs): string {
  const mark = missingMarks[reason ?? 'no-data'];
  if (glyphs.isLast && reason === 'not-asked') return '?';
  return glyphs.ascii && mark === '…' ? '..' : mark;
}

const blocks = {unicode: [...'▁▂▃▄▅▆▇█'], ascii: [...'_.:-=+*#']} as const;

/** A load of 0…1 as a block; what is above one is drawn full. */
export function blockOf(load: number, glyphs: Glyphs): string {
  const levels = blocks[set(glyphs)];
  const level = Math.min(levels.length - 1, Math.max(0, Math.floor(load * levels.length)));
  return levels[level] ?? ' ';
}

/** Where a load is not known. */
export const unknownBlock = (glyphs: Glyphs): string => (glyphs.ascii ? '?' : '·');

/** Fillings that can be told apart side by side, the heaviest first. */
export const fillings = (glyphs: Glyphs): readonly string[] => (glyphs.ascii ? [...'#=-.'] : [...'█▓▒░']);

export const arrow = (descending: boolean, glyphs: Glyphs): string =>
  glyphs.ascii ? (descending ? 'v' : '^') : descending ? '↓' : '↑';

const set = (glyphs: Glyphs): 'ascii' | 'unicode' => (glyphs.ascii ? 'ascii' : 'unicode');

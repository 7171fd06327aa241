import {cell} from './cell.ts';
import {type Line, type Piece, piece, type Tone} from './line.ts';
import {blockOf, type Glyphs, unknownBlock} from './marks.ts';

/** A stretch of the key space, 0…1 of it, with how full it is. */
export type Segment = {
  readonly start: number;
  readonly end: number;
  readonly load: number | undefined;
  readonly hot?: boolean | undefined;
};

/** A bound that is a rounding error away from the edge of a cell is on that edge. */
const tolerance = 1e-9;

/**
 * The key space in `width` cells: length is the share of the keys, height the load. Every cell takes the hottest
 * segment that it covers, so that a narrow hot shard never disappears.
 */
export function ribbon(segments: readonly Segment[], width: number, glyphs: Glyphs): Line {
  const hottest = new Array<Segment | undefined>(Math.max(0, width)).fill(undefined);
  for (const segment of segments) {
    const cells = cellsOf(segment.start, segment.end, width);
    for (let index = cells.first; index <= cells.last; index += 1) {
      const there = hottest[index];
      if (there === undefined || heatOf(segment) > heatOf(there)) hottest[index] = segment;
    }
  }
  const pieces: Piece[] = [];
  for (const segment of hottest) {
    const next = piece(blockOfSegment(segment, glyphs), toneOfSegment(segment));
    const last = pieces.at(-1);
    if (last?.tone === next.tone) pieces[pieces.length - 1] = piece(last.text + next.text, next.tone);
    else pieces.push(next);
  }
  return pieces;
}

/** Points at a stretch of the ribbon above it, with a label beside it where there is room: "└┘ 0007". */
export function ribbonMarker(start: number, end: number, width: number, glyphs: Glyphs, label = ''): string {
  if (width <= 0) return '';
  const {first, last} = cellsOf(start, end, width);
  const pointer = pointerOf(last - first + 1, glyphs);
  const right = `${' '.repeat(first)}${pointer} ${label}`;
  if (right.length <= width || first < label.length + 1) return cell(right, width, 'left', glyphs);
  return cell(`${label} ${pointer}`.padStart(last + 1), width, 'left', glyphs);
}

function cellsOf(start: number, end: number, width: number): {readonly first: number; readonly last: number} {
  const first = clamp(Math.floor(start * width + tolerance), width);
  return {first, last: Math.max(first, clamp(Math.ceil(end * width - tolerance) - 1, width))};
}

const clamp = (index: number, width: number): number => Math.min(width - 1, Math.max(0, index));

function pointerOf(length: number, glyphs: Glyphs): string {
  if (glyphs.ascii) return '^'.repeat(length);
  return length === 1 ? '└' : `└${'─'.repeat(length - 2)}┘`;
}

/** A hot segment before any other, a measured one before one that is not. */
const heatOf = (segment: Segment): number => (segment.hot ? 1e6 : 0) + (segment.load ?? -1);

function blockOfSegment(segment: Segment | undefined, glyphs: Glyphs): string {
  if (segment === undefined) return ' ';
  return segment.load === undefined ? unknownBlock(glyphs) : blockOf(segment.load, glyphs);
}

function toneOfSegment(segment: Segment | undefined): Tone {
  if (segment?.hot) return 'critical';
  return segment?.load === undefined ? 'quiet' : 'plain';
}

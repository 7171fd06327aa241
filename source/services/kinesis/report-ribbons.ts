import {cell, displayWidth} from '../../text/cell.ts';
import {type Line, piece} from '../../text/line.ts';
import type {Glyphs} from '../../text/marks.ts';
import {ribbon} from '../../text/ribbon.ts';
import type {Stream} from './model.ts';
import {segmentsOf} from './segments.ts';

/** Fewer cells than this show nothing. */
const leastRibbon = 10;

type Room = {readonly width: number; readonly glyphs: Glyphs};

/** The key space of every stream whose shards were measured, and which ones were not. */
export function ribbonLines(streams: readonly Stream[], {width, glyphs}: Room): readonly Line[] {
  const inWidth = (text: string): Line => [piece(cell(text, width, 'left', glyphs), 'quiet')];
  const open = streams.filter(stream => stream.shards.some(shard => shard.open));
  const measured = open.filter(stream => stream.shards.some(shard => shard.utilization !== null));
  const names = open.filter(stream => !measured.includes(stream)).map(stream => stream.name);
  const unmeasured = names.length === 0 ? [] : [inWidth(`shards not measured: ${names.join(', ')}`)];

  const longest = Math.max(0, ...measured.map(stream => displayWidth(stream.name)));
  const nameWidth = Math.min(longest, Math.floor(width / 4));
  const room = width - nameWidth - '  0  2^128'.length;
  if (room < leastRibbon || open.length === 0) return [];
  const ribbons = measured.map(
    (stream): Line => [
      piece(`${cell(stream.name, nameWidth, 'left', glyphs)}  `),
      piece('0 ', 'quiet'),
      ...ribbon(segmentsOf(stream.shards), room, glyphs),
      piece(' 2^128', 'quiet'),
    ],
  );
  const title = inWidth('key space: length is the share of the keys, height the load');
  return [[piece('')], ...(ribbons.length > 0 ? [title] : []), ...ribbons, ...unmeasured];
}

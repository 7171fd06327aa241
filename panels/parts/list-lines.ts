import type {Arranged, ListState} from '../../hooks/list.ts';
import {cell} from '../../source/text/cell.ts';
import {type Line, piece} from '../../source/text/line.ts';
import type {Glyphs} from '../../source/text/marks.ts';

/** The cells before every row of a list: the place of the mark that shows which one is selected. */
const gutter = 2;

export type ListRoom = {readonly width: number; readonly height: number; readonly glyphs: Glyphs};

/** The rows of a list that are on screen, the selected one with a mark that needs no colour. */
export function listLines(arranged: Arranged, state: ListState, room: ListRoom): readonly Line[] {
  const {width, height, glyphs} = room;
  const painted = {width: width - gutter, glyphs};
  const lines: Line[] = [];
  const end = Math.min(arranged.count, state.offset + height);
  for (let index = state.offset; index < end; index += 1) {
    const selected = index === state.index;
    const mark = cell(selected ? (glyphs.ascii ? '>' : '›') : '', gutter);
    lines.push([piece(mark, selected ? 'selected' : 'plain'), ...arranged.line(index, painted, selected)]);
  }
  return lines;
}

export const listHeader = (arranged: Arranged, {width, glyphs}: Omit<ListRoom, 'height'>): Line => [
  piece(' '.repeat(gutter)),
  ...arranged.header({width: width - gutter, glyphs}),
];

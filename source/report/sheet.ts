import type {Line} from '../text/line.ts';
import type {Glyphs} from '../text/marks.ts';
import {type Column, tableLines} from '../text/table.ts';

/** A table with its rows: what a row is, only its columns know. */
export type Sheet = {
  readonly titles: readonly {readonly text: string; readonly align: 'left' | 'right'}[];
  /** The text of every cell, row by row, as long as it is. */
  readonly cells: (glyphs: Glyphs) => readonly (readonly string[])[];
  /** The header and the rows, each exactly `width` wide; nothing at all where there are no rows. */
  readonly lines: (room: {readonly width: number; readonly glyphs: Glyphs}) => readonly Line[];
};

export const sheetOf = <Row>(columns: readonly Column<Row>[], rows: readonly Row[]): Sheet => ({
  titles: columns.map(({title, align = 'left'}) => ({text: title, align})),
  cells: glyphs => rows.map(row => columns.map(column => column.text(row, glyphs, column.width))),
  lines: room => {
    if (rows.length === 0) return [];
    const {header, rows: lines} = tableLines(columns, rows, room);
    return [header, ...lines];
  },
});

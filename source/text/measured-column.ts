import type {Missing} from '../reading.ts';
import {missingMark} from './marks.ts';
import type {Column} from './table.ts';

type WithMissing = {readonly missing: Readonly<Record<string, Missing>>};
type NumberField<Row> = {[Key in keyof Row]: Row[Key] extends number | null ? Key : never}[keyof Row] &
  string;

/** The longest word for a missing number, "throttled", is not cut where there is room. */
const roomForWords = 9;

/** A column of one measured number: the number, or the mark that says why there is none. */
export function measuredColumn<Row extends WithMissing>(
  field: NumberField<Row>,
  format: (value: number) => string,
  column: Omit<Column<Row>, 'text' | 'sortValue' | 'align'>,
): Column<Row> {
  const numberOf = (row: Row): number | undefined => {
    const value = row[field];
    return typeof value === 'number' ? value : undefined;
  };
  return {
    grow: Math.max(column.width, roomForWords),
    ...column,
    align: 'right',
    text: (row, glyphs) => {
      const value = numberOf(row);
      return value === undefined ? missingMark(row.missing[field], glyphs) : format(value);
    },
    sortValue: numberOf,
  };
}

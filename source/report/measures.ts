import type {Family} from './prometheus-text.ts';

/** A number of a row, by the name that it has among those of its kind. */
export type Measure<Row> = {
  readonly name: string;
  readonly help: string;
  readonly value: (row: Row) => number | null;
};

type Labelled<Row> = {readonly row: Row; readonly labels: Readonly<Record<string, string>>};

/** A family for every measure, a sample for every row. */
export const familiesOf = <Row>(
  prefix: string,
  measures: readonly Measure<Row>[],
  rows: readonly Labelled<Row>[],
): readonly Family[] =>
  measures.map(({name, help, value}) => ({
    name: prefix + name,
    help,
    samples: rows.map(({row, labels}) => ({labels, value: value(row)})),
  }));

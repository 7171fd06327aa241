import {createList, type List} from '../../hooks/list.ts';
import type {Snapshot} from '../../source/monitor/schema.ts';
import type {Mark} from '../../source/text/marks.ts';
import {type Column, markColumn} from '../../source/text/table.ts';

export type Resource = {
  readonly name: string;
  readonly arn: string;
  readonly account: string;
  readonly region: string;
};

/** The resources of a service in a document: all of them, one by its ARN, and as a list; each made once. */
export type ResourceRows<Row> = {
  readonly of: (snapshot: Snapshot) => readonly Row[];
  readonly withArn: (snapshot: Snapshot, arn: string | undefined) => Row | undefined;
  readonly list: (snapshot: Snapshot) => List;
};

export function resourceRows<Row extends Resource>(
  id: string,
  columns: readonly Column<Row>[],
  of: (snapshot: Snapshot) => readonly Row[],
): ResourceRows<Row> {
  const byArn = new WeakMap<Snapshot, ReadonlyMap<string, Row>>();
  const lists = new WeakMap<Snapshot, List>();

  const listOf = (snapshot: Snapshot): List => {
    const marks = worstMarks(snapshot);
    const markOf = (row: Row): Mark => marks.get(row.arn) ?? 'quiet';
    const severalRegions = new Set(snapshot.sources.map(source => source.region)).size > 1;
    const all = [markColumn(markOf), ...columns];
    return createList<Row>({
      id,
      rows: of(snapshot),
      columns: severalRegions ? withRegionEarly(all) : all.filter(column => column.id !== 'region'),
      identity: row => row.arn,
      isWrong: row => markOf(row) !== 'quiet',
    });
  };

  return {
    of,
    withArn: (snapshot, arn) => {
      if (arn === undefined) return undefined;
      const known = byArn.get(snapshot) ?? new Map(of(snapshot).map(row => [row.arn, row]));
      byArn.set(snapshot, known);
      return known.get(arn);
    },
    list: snapshot => {
      const known = lists.get(snapshot) ?? listOf(snapshot);
      lists.set(snapshot, known);
      return known;
    },
  };
}

/** With several regions a name alone does not say which resource it is. */
const withRegionEarly = <Row>(columns: readonly Column<Row>[]): readonly Column<Row>[] =>
  columns.map(column => (column.id === 'region' ? {...column, priority: 3.5} : column));

function worstMarks(snapshot: Snapshot): ReadonlyMap<string, Mark> {
  const marks = new Map<string, Mark>();
  for (const {arn, severity} of snapshot.findings) {
    if (severity === 'info' || marks.get(arn) === 'critical') continue;
    marks.set(arn, severity);
  }
  return marks;
}

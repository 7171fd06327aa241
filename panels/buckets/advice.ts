import {createList, type List} from '../../hooks/list.ts';
import type {Advice, Bucket} from '../../source/services/buckets/model.ts';
import {formatDuration} from '../../source/text/duration.ts';
import {type Line, piece} from '../../source/text/line.ts';
import {formatUsd} from '../../source/text/number.ts';
import type {Column} from '../../source/text/table.ts';
import type {Scene} from '../panel.ts';
import {wrapped} from '../parts/lines.ts';

type Row = {readonly id: string; readonly advice: Advice};

const usd = (value: number | null): string => (value === null ? '--' : formatUsd(value));
const days = (value: number | null): string => (value === null ? '--' : formatDuration(value * 86_400_000));

const columns: readonly Column<Row>[] = [
  {
    id: 'advice',
    title: 'WHAT COULD BE CHANGED',
    width: 34,
    grow: 'content',
    priority: 0,
    text: ({advice}) => advice.title,
    tone: () => 'strong',
    sortValue: ({advice}) => advice.kind,
    describe: 'what to change, and why',
  },
  {
    id: 'saves',
    title: 'SAVES/MONTH',
    width: 11,
    align: 'right',
    priority: 1,
    text: ({advice}) => usd(advice.savesUsdPerMonth),
    sortValue: ({advice}) => advice.savesUsdPerMonth ?? undefined,
    describe: 'by list price, once it has taken effect',
  },
  {
    id: 'costs',
    title: 'COSTS ONCE',
    width: 10,
    align: 'right',
    priority: 2,
    text: ({advice}) => usd(advice.costsOnceUsd),
    sortValue: ({advice}) => advice.costsOnceUsd ?? undefined,
    describe: 'requests that move what is there',
  },
  {
    id: 'even',
    title: 'EVEN IN',
    width: 7,
    align: 'right',
    priority: 3,
    text: ({advice}) => days(advice.breakEvenDays),
    sortValue: ({advice}) => advice.breakEvenDays ?? undefined,
    describe: 'until what it costs once has been saved',
  },
];

const rowsOf = ({advice}: Bucket): readonly Row[] =>
  advice.map((each, index) => ({id: `${each.kind} ${index}`, advice: each}));

const lists = new WeakMap<Bucket, List>();

/** What could be changed about a bucket: what saves most first. */
export function adviceList(bucket: Bucket): List {
  const known = lists.get(bucket);
  if (known) return known;
  const list = createList<Row>({
    id: `buckets advice of ${bucket.arn}`,
    rows: rowsOf(bucket),
    columns,
    identity: row => row.id,
    isWrong: () => true,
  });
  lists.set(bucket, list);
  return list;
}

export const adviceOf = (bucket: Bucket, id: string | undefined): Advice | undefined =>
  rowsOf(bucket).find(row => row.id === id)?.advice;

/** An advice with the sums behind it. */
export function advicePage({width, glyphs}: Scene, bucket: Bucket, id: string): readonly Line[] {
  const advice = adviceOf(bucket, id);
  if (!advice) return [];
  const room = Math.max(10, width - 3);
  return [
    ...wrapped(advice.text, room, 6, glyphs).map(text => [piece(` ${text}`, 'strong')]),
    [],
    ...advice.arithmetic.flatMap(line =>
      wrapped(line, room, 4, glyphs).map((text, index) => [piece(index === 0 ? ` ${text}` : `   ${text}`)]),
    ),
    [],
    [piece(` List price, ${bucket.priceList}: not the bill.`, 'quiet')],
  ];
}

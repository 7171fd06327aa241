import {formatBytes} from '../../../text/bytes.ts';
import {dayMs, smallObjectBytes} from '../limits.ts';
import {listPrices, type Prices} from '../prices/list.ts';
import {monthlyUsd} from '../prices/monthly.ts';
import type {Cell, Histogram} from '../scan/histogram.ts';
import type {Advised} from './advised.ts';
import {isSmall} from './moves.ts';
import {isPadded} from './small-objects.ts';
import {overheadBeside} from './step.ts';
import {aMonth, countOf} from './wording.ts';

/** What the daily metrics have and the count has not. */
export type Beyond = {
  readonly objects: number;
  readonly bytes: number;
  /** Undefined where a class has no price. */
  readonly usd: number | undefined;
  /** How it came to be, line by line. */
  readonly arithmetic: readonly string[];
};

/**
 * Metrics are of all versions, markers and parts of unfinished uploads; a listing is of current objects. Of those,
 * only the ones are taken that were there when the metrics were: what is left over is the most that the others can be.
 */
export function beyondTheCount(advised: Advised): Beyond | undefined {
  const {histogram, bytes, objects, classes, figuresAt, prices = listPrices} = advised;
  if (!histogram || !isOfAll(histogram) || bytes === null || objects === null || figuresAt === null) {
    return undefined;
  }
  const {startedAt} = histogram;
  // What came since an older count would be taken for versions.
  if (figuresAt > startedAt) return undefined;
  const there = histogram.cells.filter(({ageDays}) => ageDays * dayMs >= startedAt - figuresAt);
  const counted = {objects: sum(there, each => each.objects), bytes: sum(there, storedOf)};
  const more = {objects: objects - counted.objects, bytes: bytes - counted.bytes};
  if (more.objects <= 0 || more.bytes <= 0) return undefined;
  const usd = usdOf(classes, there, prices);
  const day = new Date(figuresAt).toISOString().slice(0, 10);
  const dollars = usd === undefined ? 'what they cost is not known' : `up to ${aMonth(usd)}`;
  return {
    ...more,
    usd,
    arithmetic: [
      `By the daily metrics of ${day} it holds ${formatBytes(bytes)} in ${countOf(objects)}, all versions and parts among them.`,
      `Of the objects that were counted, ${countOf(counted.objects)} were there then: ${formatBytes(counted.bytes)}, with what is billed beside them.`,
      `Between them are ${countOf(more.objects)} and ${formatBytes(more.bytes)}, ${dollars}: ${kindsOf(advised)}.`,
    ],
  };
}

/** All current objects, and no more. */
const isOfAll = ({whole, prefix, source}: Histogram): boolean =>
  whole && prefix === '' && source === 'listing';

const sum = <Item>(items: readonly Item[], of: (item: Item) => number): number =>
  items.reduce((total, item) => total + of(item), 0);

/** As the metrics tell them: padded, or with what is kept beside them. */
function storedOf(cell: Cell): number {
  const {storageClass, objects, bytes} = cell;
  if (isPadded(storageClass)) return isSmall(cell) ? objects * smallObjectBytes : bytes;
  const {own, standard} = overheadBeside(storageClass);
  return bytes + objects * (own + standard);
}

/** Class by class, at the price of its last bytes; undefined where one has none. */
function usdOf(classes: Advised['classes'], there: readonly Cell[], prices: Prices): number | undefined {
  let usd = 0;
  for (const {storageClass, bytes} of classes) {
    const counted = sum(
      there.filter(cell => cell.storageClass === storageClass),
      storedOf,
    );
    if (counted >= bytes) continue;
    const [all, current] = [bytes, counted].map(each => monthlyUsd(storageClass, each, prices));
    if (all === undefined || current === undefined) return undefined;
    usd += all - current;
  }
  return usd;
}

function kindsOf({versioning, uploads}: Advised): string {
  return [
    ...(versioning === 'never' ? [] : ['noncurrent versions and delete markers']),
    ...(uploads?.count === 0 ? [] : ['parts of unfinished uploads']),
    'what was overwritten, deleted or moved since',
  ].join(', ');
}

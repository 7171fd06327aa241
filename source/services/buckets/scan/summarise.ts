import type {Scan} from '../model.ts';
import {ageBands, sizeWords} from './bands.ts';
import type {Cell, Histogram} from './histogram.ts';

type Sum = {objects: number; bytes: number};

/** A histogram for the document: by class, by age and by size, in words. Bands without an object are left out. */
export function summarise(histogram: Histogram): Scan {
  const {cells, startedAt, endedAt, whole, source, prefix, calls} = histogram;
  const total = {objects: 0, bytes: 0};
  for (const cell of cells) add(total, cell);
  const ages = sumBy(cells, ({ageDays}) => ageBands.findLast(({fromDays}) => ageDays >= fromDays)?.words);
  const sizes = sumBy(cells, ({size}) => sizeWords[size]);
  return {
    // A report is of the time when AWS began to write it.
    countedAt: new Date(source === 'inventory' ? startedAt : endedAt).toISOString(),
    whole,
    source,
    prefixed: prefix !== '',
    calls,
    ...total,
    byAge: inOrder(
      ageBands.map(({words}) => words),
      ages,
    ).map(([age, sum]) => ({age, ...sum})),
    bySize: inOrder(sizeWords, sizes).map(([size, sum]) => ({size, ...sum})),
    byClass: [...sumBy(cells, ({storageClass}) => storageClass)]
      .toSorted(([, a], [, b]) => b.bytes - a.bytes || b.objects - a.objects)
      .map(([storageClass, sum]) => ({storageClass, ...sum})),
  };
}

function sumBy(
  cells: readonly Cell[],
  nameOf: (cell: Cell) => string | undefined,
): ReadonlyMap<string, Readonly<Sum>> {
  const sums = new Map<string, Sum>();
  for (const cell of cells) {
    const name = nameOf(cell);
    if (name === undefined) continue;
    const sum = sums.get(name) ?? {objects: 0, bytes: 0};
    add(sum, cell);
    sums.set(name, sum);
  }
  return sums;
}

function add(sum: Sum, {objects, bytes}: Cell): void {
  sum.objects += objects;
  sum.bytes += bytes;
}

const inOrder = (words: readonly string[], sums: ReadonlyMap<string, Readonly<Sum>>) =>
  words.flatMap(word => {
    const sum = sums.get(word);
    return sum === undefined ? [] : [[word, sum] as const];
  });

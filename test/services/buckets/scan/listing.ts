import type {Outcome} from '../../../../source/aws/problem.ts';
import {
  Engine,
  type Lister,
  type Position,
  type Stopped,
} from '../../../../source/services/buckets/scan/engine.ts';
import type {Listed, Page} from '../../../../source/services/buckets/scan/page.ts';

const now = Date.UTC(2026, 10, 27, 9);

/** Objects by name, their sizes and ages from their place. */
export const objectsOf = (keys: Iterable<string>): readonly Listed[] =>
  [...new Set(keys)].map((key, index) => ({
    key,
    size: index * 977,
    modifiedAt: now - index * 3_600_000,
    storageClass: index % 3 === 0 ? 'GLACIER' : 'STANDARD',
  }));

/** Listing as S3 does it, over objects in memory, in pages of a few. */
export function listerOf(objects: readonly Listed[], pageSize: number): Lister {
  const sorted = objects.toSorted((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)));
  const bytes = sorted.map(({key}) => Buffer.from(key));
  const firstAfter = (after: Buffer) => {
    let [low, high] = [0, bytes.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (Buffer.compare(bytes[middle] ?? after, after) <= 0) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return async ({prefix, after, delimiter}): Promise<Outcome<Page>> => {
    const found: Listed[] = [];
    const prefixes = new Set<string>();
    for (const object of sorted.slice(firstAfter(Buffer.from(after)))) {
      const {key} = object;
      if (!key.startsWith(prefix)) continue;
      const cut = delimiter === undefined ? -1 : key.indexOf(delimiter, prefix.length);
      const folder = cut < 0 ? undefined : key.slice(0, cut + 1);
      if (folder !== undefined && prefixes.has(folder)) continue;
      if (found.length + prefixes.size === pageSize) {
        return {ok: true, value: pageOf(found, [...prefixes], true)};
      }
      if (folder === undefined) found.push(object);
      else prefixes.add(folder);
    }
    return {ok: true, value: pageOf(found, [...prefixes], false)};
  };
}

export const pageOf = (
  objects: readonly Listed[],
  prefixes: readonly string[],
  truncated: boolean,
): Page => ({
  count: objects.length,
  keyAt: index => objects[index]?.key ?? '',
  sizes: objects.map(({size}) => size),
  times: objects.map(({modifiedAt}) => modifiedAt),
  classes: objects.map(({storageClass}) => storageClass),
  prefixes,
  truncated,
});

const fresh: Position = {startedAt: now, calls: 0, cells: [], left: [{after: '', last: undefined}]};

type Counting = {
  readonly prefix?: string;
  readonly from?: Position;
  readonly maxCalls?: number;
  readonly signal?: AbortSignal;
  readonly onStanding?: (atOnce: number) => void;
};

export async function count(
  list: Lister,
  counting: Counting = {},
): Promise<{
  readonly ended: Stopped;
  readonly position: Position;
  readonly objects: number;
  readonly bytes: number;
}> {
  const {prefix = '', from = fresh, maxCalls, signal = new AbortController().signal} = counting;
  const engine = new Engine({list, prefix, from, maxCalls, signal, sleep: async () => {}});
  const run = engine.run();
  let step = await run.next();
  while (!step.done) {
    counting.onStanding?.(step.value.atOnce);
    step = await run.next();
  }
  const {position} = engine;
  return {ended: step.value, position, ...sumOf(position.cells)};
}

const sumOf = (cells: readonly {readonly objects: number; readonly bytes: number}[]) => ({
  objects: cells.reduce((sum, {objects}) => sum + objects, 0),
  bytes: cells.reduce((sum, {bytes}) => sum + bytes, 0),
});

export const truthOf = (objects: readonly Listed[], prefix = '') => {
  const under = objects.filter(({key}) => key.startsWith(prefix));
  return {objects: under.length, bytes: under.reduce((sum, {size}) => sum + size, 0)};
};

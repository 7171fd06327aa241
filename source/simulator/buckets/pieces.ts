import type {Family, Segment} from './computed/family.ts';
import type {Contents} from './contents.ts';
import {absent, expired} from './fate.ts';
import type {Delivered} from './inventory/index.ts';
import {type Cover, coverOf, pastFates} from './past.ts';

/** So many versions of one class, one size and about one age. */
export type Piece = {
  /** Undefined: the mark of a deletion, which has no class. */
  readonly storageClass: string | undefined;
  readonly size: number;
  readonly writtenAt: number;
  /** Less than none: counted before with many others, but not there. */
  readonly times: number;
  readonly current: boolean;
};

/**
 * All that a bucket holds at a time, summed up without walking it: entry by entry of the cycles, however many
 * objects there are. `ages` in days are those that whoever sums up tells apart.
 */
export function* piecesOf(
  contents: Contents,
  at: number,
  {ages = [], prefix = ''}: {readonly ages?: readonly number[]; readonly prefix?: string} = {},
): Generator<Piece> {
  for (const family of contents.families) {
    const [first, end] = family.range(prefix, family.count(at));
    for (const segment of family.segments(at, ages)) {
      const from = Math.max(first, segment.from);
      const to = Math.min(end, segment.to);
      if (from >= to) continue;
      const {fates} = segment;
      for (const [entry, fate] of fates.entries()) {
        const times = numberOf(entry, family.cycle.length, from, to);
        if (times === 0 || fate === absent) continue;
        // All of a segment of dated ones are of one age, as far as anybody asks.
        const index = family.isDated ? from : entry;
        yield* computed(contents, {family, entry, writtenAt: family.writtenAt(index), fate, times, segment});
      }
    }
  }
  for (const one of contents.delivered(at))
    if (one.key.startsWith(prefix)) yield* delivered(contents, one, at);
  for (const key of contents.changes.keys()) if (key.startsWith(prefix)) yield* changed(contents, key, at);
}

function* delivered(contents: Contents, {key, size, modifiedAt: writtenAt}: Delivered, at: number) {
  const {changes, keepsComputed} = contents.changes.of(key, at);
  if (changes.length > 0 && !keepsComputed) return;
  const isCovered = changes.length > 0;
  const storageClass = 'STANDARD';
  const fate = contents.fateOfPut(key, {writtenAt, size, storageClass}, at);
  if (fate !== expired) yield {storageClass: fate, size, writtenAt, times: 1, current: !isCovered};
  else if (contents.isVersioned()) {
    yield {storageClass, size, writtenAt, times: 1, current: false};
    if (!isCovered) yield {storageClass: undefined, size: 0, writtenAt, times: 1, current: false};
  }
}

type Computed = {
  readonly family: Family;
  readonly entry: number;
  readonly writtenAt: number;
  readonly fate: string;
  readonly times: number;
  readonly segment: Segment;
};

function* computed(
  contents: Contents,
  {family, entry, writtenAt, fate, times, segment}: Computed,
  cover?: Cover,
): Generator<Piece> {
  const size = family.size(entry);
  if (fate === expired && !contents.isVersioned()) return;
  if (!cover)
    yield fate === expired
      ? {storageClass: undefined, size: 0, writtenAt, times, current: false}
      : {storageClass: fate, size, writtenAt, times, current: true};
  const past = contents.pastOf(family, entry, {fate, writtenAt, effects: segment.effects, cover});
  const ahead = cover?.past ?? [];
  const fates = pastFates(segment.past, [...ahead, ...past]).slice(ahead.length);
  for (const storageClass of fates)
    if (storageClass !== expired) yield {storageClass, size, writtenAt, times, current: false};
}

/** Takes away what was counted of a computed object, and adds what is there instead. */
function* changed(contents: Contents, key: string, at: number): Generator<Piece> {
  const {changes, keepsComputed} = contents.changes.of(key, at);
  if (changes.length === 0) return;
  const past = contents.putPast(key, at);
  for (const family of contents.families) {
    const index = family.find(key, at);
    const segment = index === undefined ? undefined : family.segment(index, at);
    if (index === undefined || !segment) continue;
    const entry = index % family.cycle.length;
    const fate = segment.fates[entry] ?? absent;
    if (fate === absent) continue;
    const one = {family, entry, writtenAt: family.writtenAt(index), fate, segment};
    yield* computed(contents, {...one, times: -1});
    if (keepsComputed) yield* computed(contents, {...one, times: 1}, coverOf(changes, past));
  }
  const fates = contents.pastFatesOf(key, past, at);
  const others = changes.length - past.length;
  for (const [number, {at: writtenAt, object}] of changes.entries()) {
    const marker = {storageClass: undefined, size: 0, writtenAt, times: 1, current: false};
    const isLatest = number < others;
    const pastFate = isLatest ? undefined : fates[number - others];
    if (!isLatest && number === 0 && contents.isVersioned()) yield marker;
    if (pastFate === expired || (!(isLatest && object) && !contents.isVersioned())) continue;
    if (!object) {
      yield marker;
      continue;
    }
    const {size, storageClass} = object;
    const fate = pastFate ?? contents.fateOfPut(key, {writtenAt, size, storageClass}, at);
    yield {storageClass: fate, size, writtenAt, times: 1, current: isLatest};
  }
}

/** How many numbers from `from` to `to` leave that rest. */
const numberOf = (rest: number, length: number, from: number, to: number): number =>
  Math.ceil((to - rest) / length) - Math.ceil((from - rest) / length);

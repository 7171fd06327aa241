import type {Family} from './computed/family.ts';
import type {Contents} from './contents.ts';
import {absent, expired} from './fate.ts';

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
export function* piecesOf(contents: Contents, at: number, ages: readonly number[] = []): Generator<Piece> {
  for (const family of contents.families) {
    for (const {from, to, fates} of family.segments(at, ages)) {
      for (const [entry, fate] of fates.entries()) {
        const times = numberOf(entry, family.cycle.length, from, to);
        if (times === 0 || fate === absent) continue;
        // All of a segment of dated ones are of one age, as far as anybody asks.
        const index = family.isDated ? from : entry;
        yield* computed(contents, {family, entry, writtenAt: family.writtenAt(index), fate, times});
      }
    }
  }
  for (const key of contents.changes.keys()) yield* changed(contents, key, at);
}

type Computed = {
  readonly family: Family;
  readonly entry: number;
  readonly writtenAt: number;
  readonly fate: string;
  readonly times: number;
};

function* computed(
  contents: Contents,
  {family, entry, writtenAt, fate, times}: Computed,
  covered = false,
): Generator<Piece> {
  const size = family.size(entry);
  const older = {storageClass: family.firstClass, size, writtenAt, current: false};
  if (fate !== expired) yield {storageClass: fate, size, writtenAt, times, current: !covered};
  else if (contents.isVersioned()) {
    yield {...older, times};
    if (!covered) yield {...older, storageClass: undefined, size: 0, times};
  } else return;
  const versions = contents.olderOf(family, entry);
  if (versions > 0) yield {...older, times: times * versions};
}

/** Takes away what was counted of a computed object, and adds what is there instead. */
function* changed(contents: Contents, key: string, at: number): Generator<Piece> {
  const {changes, keepsComputed} = contents.changes.of(key, at);
  if (changes.length === 0) return;
  for (const family of contents.families) {
    const index = family.find(key, at);
    if (index === undefined) continue;
    const fate = family.fate(index, at);
    if (fate === absent) continue;
    const one = {family, entry: index % family.cycle.length, writtenAt: family.writtenAt(index), fate};
    yield* computed(contents, {...one, times: -1});
    if (keepsComputed) yield* computed(contents, {...one, times: 1}, true);
  }
  for (const [number, {at: writtenAt, object}] of changes.entries()) {
    const marker = {storageClass: undefined, size: 0, writtenAt, times: 1, current: false};
    if (!object) {
      if (contents.isVersioned()) yield marker;
      continue;
    }
    const {size, storageClass} = object;
    const fate = number === 0 ? contents.fateOfPut(key, {writtenAt, size, storageClass}, at) : storageClass;
    if (fate !== expired) yield {storageClass: fate, size, writtenAt, times: 1, current: number === 0};
    else if (contents.isVersioned()) {
      yield {storageClass, size, writtenAt, times: 1, current: false};
      yield marker;
    }
  }
}

/** How many numbers from `from` to `to` leave that rest. */
const numberOf = (rest: number, length: number, from: number, to: number): number =>
  Math.ceil((to - rest) / length) - Math.ceil((from - rest) / length);

import type {Change} from './changes.ts';
import {type Family, olderEveryMs} from './computed/family.ts';
import {depthOf, expired, expiredAt, type Fate} from './fate.ts';
import type {Effect, PastEffect} from './lifecycle.ts';

/** A version that is not the current one any more. */
export type Past = {
  /** When it ceased to be. */
  readonly since: number;
  readonly size: number;
  /** Undefined: the mark of a deletion. */
  readonly storageClass: string | undefined;
};

/** What has become of all noncurrent versions of a key, the newest first. */
export function pastFates(effects: readonly PastEffect[], versions: readonly Past[]): readonly Fate[] {
  return versions.map(({since, size, storageClass = 'STANDARD'}, rank) => {
    let now = storageClass;
    for (const {cutoff, ranAt, kept, applies, storageClass: to} of effects) {
      if (since > cutoff || !applies(size)) continue;
      if (kept > 0 && versions.slice(0, rank).filter(newer => newer.since <= ranAt).length < kept) continue;
      if (to === undefined) return expired;
      if (depthOf(to) > depthOf(now)) now = to;
    }
    return now;
  });
}

/** What was put over a computed one: since when, and what of it is noncurrent itself. */
export type Cover = {readonly since: number; readonly past: readonly Past[]};

export type Computed = {
  readonly fate: Fate;
  readonly writtenAt: number;
  readonly effects: readonly Effect[];
  /** How many older versions it has. */
  readonly older: number;
  readonly cover: Cover | undefined;
};

/** The first that was put is what took its place. */
export const coverOf = (changes: readonly Change[], past: readonly Past[]): Cover => ({
  since: changes.at(-1)?.at ?? Number.POSITIVE_INFINITY,
  past,
});

/** The versions of a computed one that are not its current one any more, the newest first. */
export function computedPast(
  family: Family,
  index: number,
  {fate, writtenAt, effects, older, cover}: Computed,
): readonly Past[] {
  const size = family.size(index);
  const {firstClass} = family;
  const expiry = fate === expired ? expiredAt(effects, {writtenAt, size}) : Number.POSITIVE_INFINITY;
  const since = Math.min(expiry, cover?.since ?? Number.POSITIVE_INFINITY);
  const others = Array.from({length: older}, (_, number) => ({
    since: writtenAt - number * olderEveryMs,
    size,
    storageClass: firstClass,
  }));
  if (since === Number.POSITIVE_INFINITY) return others;
  return [{since, size, storageClass: fate === expired ? firstClass : fate}, ...others];
}

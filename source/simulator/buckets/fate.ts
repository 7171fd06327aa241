import {nextMidnight} from './days.ts';
import type {Effect} from './lifecycle.ts';

/** The class an object has by now, or what became of it instead. */
export type Fate = string | typeof expired | typeof absent;
/** Deleted by the lifecycle; where versions are kept, its bytes are still there. */
export const expired = 'expired';
/** Not written yet. */
export const absent = 'absent';

/** Further down the waterfall; nothing ever goes back up. */
const depths: ReadonlyMap<string, number> = new Map(
  ['STANDARD_IA', 'INTELLIGENT_TIERING', 'ONEZONE_IA', 'GLACIER_IR', 'GLACIER', 'DEEP_ARCHIVE'].map(
    (name, index) => [name, index + 1],
  ),
);
export const depthOf = (storageClass: string): number => depths.get(storageClass) ?? 0;

/** What the effects that concern its key have made of an object. */
export function fateOf(
  effects: readonly Effect[],
  {writtenAt, size, storageClass}: {writtenAt: number; size: number; storageClass: string},
): Fate {
  let now = storageClass;
  for (const effect of effects) {
    if (writtenAt > effect.cutoff || !effect.applies(size)) continue;
    if (effect.storageClass === undefined) return expired;
    if (depthOf(effect.storageClass) > depthOf(now)) now = effect.storageClass;
  }
  return now;
}

/** When the lifecycle deleted an object, if it did. */
export function expiredAt(
  effects: readonly Effect[],
  {writtenAt, size}: {readonly writtenAt: number; readonly size: number},
): number {
  const times = effects.flatMap(({cutoff, applies, storageClass, afterMs, firstAt}) =>
    storageClass === undefined && writtenAt <= cutoff && applies(size)
      ? [Math.max(firstAt, nextMidnight(writtenAt + afterMs))]
      : [],
  );
  return Math.min(...times);
}

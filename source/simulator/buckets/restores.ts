import {dayMs, midnightOf} from './days.ts';
import type {RestoreAnswer, SimulatedObject} from './shape.ts';

export type Tier = 'Expedited' | 'Standard' | 'Bulk';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** How long AWS takes at the most that it names; an expedited one of DEEP_ARCHIVE there is not. */
const takes: ReadonlyMap<string, Readonly<Record<Tier, number>>> = new Map([
  ['GLACIER', {Expedited: 5 * minuteMs, Standard: 4 * hourMs, Bulk: 10 * hourMs}],
  ['DEEP_ARCHIVE', {Expedited: 12 * hourMs, Standard: 12 * hourMs, Bulk: 48 * hourMs}],
]);

/** The temporary copies of archived objects, by key. */
export class Restores {
  readonly #byKey = new Map<
    string,
    {readonly readyAt: number; readonly until: number; readonly of: number}
  >();

  get size(): number {
    return this.#byKey.size;
  }

  start(object: SimulatedObject, days: number, tier: Tier, now: number): RestoreAnswer {
    const duration = takes.get(object.storageClass)?.[tier];
    if (duration === undefined) return 'not-archived';
    const {key, modifiedAt: of, restore} = object;
    const known = this.#byKey.get(key);
    if (restore && restore.until === undefined) return 'in-progress';
    const readyAt = restore && known ? known.readyAt : now + duration;
    this.#byKey.set(key, {readyAt, until: lastsUntil(Math.max(now, readyAt), days), of});
    return restore ? 'extended' : 'accepted';
  }

  /** Of the object that was written then: another under the same key has nothing of it. */
  of(key: string, storageClass: string, modifiedAt: number, now: number): SimulatedObject['restore'] {
    const known = this.#byKey.get(key);
    if (!known || known.of !== modifiedAt || known.until <= now || !takes.has(storageClass)) return undefined;
    return {until: now < known.readyAt ? undefined : known.until};
  }
}

/** The day is counted to its end: until the next midnight UTC after so many days. */
const lastsUntil = (from: number, days: number): number => midnightOf(from + days * dayMs) + dayMs;

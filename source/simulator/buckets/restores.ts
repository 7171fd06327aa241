import {dayMs, midnightOf} from './days.ts';
import type {RestoreAnswer, SimulatedObject} from './shape.ts';
import type {ArchiveTier} from './storage-types.ts';

type Tier = 'Expedited' | 'Standard' | 'Bulk';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** How long AWS takes at the most that it names; an expedited one of DEEP_ARCHIVE there is not. */
const takes: ReadonlyMap<string, Readonly<Record<Tier, number>>> = new Map([
  ['GLACIER', {Expedited: 5 * minuteMs, Standard: 4 * hourMs, Bulk: 10 * hourMs}],
  ['DEEP_ARCHIVE', {Expedited: 12 * hourMs, Standard: 12 * hourMs, Bulk: 48 * hourMs}],
  ['ARCHIVE_ACCESS', {Expedited: 5 * minuteMs, Standard: 5 * hourMs, Bulk: 12 * hourMs}],
  ['DEEP_ARCHIVE_ACCESS', {Expedited: 12 * hourMs, Standard: 12 * hourMs, Bulk: 48 * hourMs}],
]);

type Restored = {
  readonly readyAt: number;
  /** Undefined: it left an archive tier, with no copy. */
  readonly until: number | undefined;
  readonly of: number;
};

type Asked = {
  readonly object: SimulatedObject;
  /** The archive tier that it is in. */
  readonly from: ArchiveTier | undefined;
  readonly days: number;
  readonly tier: Tier;
  readonly now: number;
};

/** The temporary copies of archived objects, and what left an archive tier, by key. */
export class Restores {
  readonly #byKey = new Map<string, Restored>();

  get size(): number {
    return this.#byKey.size;
  }

  start({object, from, days, tier, now}: Asked): RestoreAnswer {
    const duration = takes.get(from ?? object.storageClass)?.[tier];
    if (duration === undefined) return 'not-archived';
    const {key, modifiedAt: of, restore} = object;
    const known = this.#byKey.get(key);
    if (restore && restore.until === undefined) return 'in-progress';
    const readyAt = restore && known ? known.readyAt : now + duration;
    const until = from === undefined ? lastsUntil(Math.max(now, readyAt), days) : undefined;
    this.#byKey.set(key, {readyAt, until, of});
    return restore ? 'extended' : 'accepted';
  }

  /** Of the object that was written then: another under the same key has nothing of it. */
  of(key: string, storageClass: string, modifiedAt: number, now: number): SimulatedObject['restore'] {
    const known = this.#byKey.get(key);
    if (!known || known.of !== modifiedAt) return undefined;
    const {readyAt, until} = known;
    if (until === undefined) return now < readyAt ? {until: undefined} : undefined;
    if (until <= now || !takes.has(storageClass)) return undefined;
    return {until: now < readyAt ? undefined : until};
  }

  /** When it left its archive tier; undefined when it has not. */
  leftAt({key, modifiedAt}: SimulatedObject, now: number): number | undefined {
    const known = this.#byKey.get(key);
    if (!known || known.of !== modifiedAt || known.until !== undefined || now < known.readyAt)
      return undefined;
    return known.readyAt;
  }
}

/** The day is counted to its end: until the next midnight UTC after so many days. */
const lastsUntil = (from: number, days: number): number => midnightOf(from + days * dayMs) + dayMs;

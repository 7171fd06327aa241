import {Changes} from './changes.ts';
import type {Family} from './computed/family.ts';
import {dayMs, midnightOf} from './days.ts';
import {absent, expired, type Fate, fateOf} from './fate.ts';
import {compareKeys, firstWhere} from './key-order.ts';
import type {Lifecycles} from './lifecycle.ts';
import {Restores} from './restores.ts';
import {type Ordered, runs} from './runs.ts';
import type {SimulatedObject, SimulatedVersion} from './shape.ts';

type Source = Ordered & {readonly family: Family | undefined};
type From = {readonly prefix: string; readonly after: string};

/** Older versions of what is computed were written so far apart. */
const olderEveryMs = 30 * dayMs;

export type ContentsOptions = {
  readonly families: readonly Family[];
  readonly lifecycles: Lifecycles;
  /** Whether what the lifecycle deletes is still there as an older version. */
  readonly isVersioned: () => boolean;
  /** Whether what is computed was written with versions. */
  readonly wasVersioned: boolean;
  readonly now: () => number;
};

/** The objects of one bucket: what is computed, and over it what was put and deleted by name. */
export class Contents {
  readonly families: readonly Family[];
  readonly changes = new Changes();
  readonly restores = new Restores();
  readonly wasVersioned: boolean;
  readonly isVersioned: () => boolean;
  readonly #lifecycles: Lifecycles;
  readonly #now: () => number;

  constructor({families, lifecycles, isVersioned, wasVersioned, now}: ContentsOptions) {
    this.families = families;
    this.#lifecycles = lifecycles;
    this.isVersioned = isVersioned;
    this.wasVersioned = wasVersioned;
    this.#now = now;
  }

  *objects(where: From): Generator<SimulatedObject> {
    const now = this.#now();
    for (const {source, from, to} of runs(this.#sources(where, now))) {
      if (source.family) yield* this.#computed(source.family, from, to, now);
      else
        for (let index = from; index < to; index++) {
          const object = this.#put(source.key(index), now);
          if (object) yield object;
        }
    }
  }

  *versions(where: From): Generator<SimulatedVersion> {
    const now = this.#now();
    for (const {source, from, to} of runs(this.#sources(where, now))) {
      for (let index = from; index < to; index++)
        if (source.family) yield* this.#versionsOf(source.family, index, now, true);
        else yield* this.#putVersions(source.key(index), now);
    }
  }

  object(key: string): SimulatedObject | undefined {
    const now = this.#now();
    if (this.changes.of(key, now).changes.length > 0) return this.#put(key, now);
    for (const family of this.families) {
      const index = family.find(key, now);
      if (index === undefined) continue;
      for (const object of this.#computed(family, index, index + 1, now)) return object;
    }
    return undefined;
  }

  /** What the lifecycle has made of something that was put. */
  fateOfPut(key: string, object: {writtenAt: number; size: number; storageClass: string}, at: number): Fate {
    const effects = this.#lifecycles.effects(at).filter(({prefix}) => key.startsWith(prefix));
    return fateOf(effects, object);
  }

  #sources({prefix, after}: From, now: number): Source[] {
    const keys = this.changes.keys();
    const first = (key: string, from: number) =>
      firstWhere(from, keys.length, index => compareKeys(keys[index] ?? '', key) >= 0);
    const from = first(prefix, 0);
    const put: Source = {
      family: undefined,
      from: Math.max(
        from,
        firstWhere(0, keys.length, index => compareKeys(keys[index] ?? '', after) > 0),
      ),
      to: firstWhere(from, keys.length, index => !(keys[index] ?? '').startsWith(prefix)),
      key: index => keys[index] ?? '',
      // One at a time: each can hide a computed one.
      seek: (_key, at) => at,
    };
    return [put, ...this.families.map(family => sourceOf(family, {prefix, after}, now))];
  }

  *#computed(family: Family, from: number, to: number, now: number): Generator<SimulatedObject> {
    const {length} = family.cycle;
    for (const segment of family.segments(now)) {
      if (segment.gone || segment.from >= to || segment.to <= from) continue;
      const last = Math.min(to, segment.to);
      for (let index = Math.max(from, segment.from); index < last; index++) {
        const fate = segment.fates[index % length];
        if (fate === undefined || fate === expired || fate === absent) continue;
        yield this.#computedObject(family, index, fate, now);
      }
    }
  }

  #computedObject(family: Family, index: number, storageClass: string, now: number): SimulatedObject {
    const key = family.key(index);
    const modifiedAt = family.writtenAt(index);
    return {
      key,
      size: family.size(index),
      modifiedAt,
      storageClass,
      etag: family.etag(index),
      restore: this.#restoreOf(key, storageClass, modifiedAt, now),
    };
  }

  /** The restored copy goes with the object that was there when it was asked for. */
  #restoreOf(key: string, storageClass: string, modifiedAt: number, now: number): SimulatedObject['restore'] {
    return this.restores.size === 0 ? undefined : this.restores.of(key, storageClass, modifiedAt, now);
  }

  /** Of a key that was put or deleted by name. */
  #put(key: string, now: number): SimulatedObject | undefined {
    const latest = this.changes.of(key, now).changes[0];
    if (!latest?.object) return undefined;
    const {size, storageClass: first, etag} = latest.object;
    const fate = this.fateOfPut(key, {writtenAt: latest.at, size, storageClass: first}, now);
    if (fate === expired || fate === absent) return undefined;
    const restore = this.#restoreOf(key, fate, latest.at, now);
    return {key, size, modifiedAt: latest.at, storageClass: fate, etag, restore};
  }

  *#putVersions(key: string, now: number): Generator<SimulatedVersion> {
    const {changes, keepsComputed} = this.changes.of(key, now);
    const current = this.#put(key, now);
    const hasExpired = changes[0]?.object !== undefined && !current;
    if (hasExpired && this.isVersioned())
      yield markerOf(key, midnightOf(now), `expired-${changes[0]?.versionId}`);
    for (const [index, {at, versionId, object}] of changes.entries()) {
      const isLatest = index === 0 && !hasExpired;
      if (isLatest && current) yield {...current, versionId, isLatest, isDeleteMarker: false};
      else if (!object) {
        if (this.isVersioned()) yield {...markerOf(key, at, versionId), isLatest};
      } else if (!hasExpired || this.isVersioned()) {
        const {size, storageClass, etag} = object;
        const version = {key, size, modifiedAt: at, storageClass, etag, restore: undefined};
        yield {...version, versionId, isLatest, isDeleteMarker: false};
      }
    }
    if (!keepsComputed) return;
    for (const family of this.families) {
      const index = family.find(key, now);
      if (index !== undefined) yield* this.#versionsOf(family, index, now, false);
    }
  }

  /** Of one that is computed; `latest`: nothing was put over it. */
  *#versionsOf(family: Family, index: number, now: number, latest: boolean): Generator<SimulatedVersion> {
    const fate = family.fate(index, now);
    if (fate === absent || (fate === expired && !this.isVersioned())) return;
    const id = (number: number) => (this.wasVersioned ? family.versionId(index, number) : 'null');
    const isLatest = latest && fate !== expired;
    if (latest && fate === expired)
      // The night in which it expired is not kept.
      yield markerOf(family.key(index), midnightOf(now), family.versionId(index, -1));
    const current = this.#computedObject(family, index, fate === expired ? family.firstClass : fate, now);
    yield {...current, versionId: id(0), isLatest, isDeleteMarker: false};
    for (let number = 1; number <= this.olderOf(family, index); number++)
      yield {
        ...current,
        storageClass: family.firstClass,
        modifiedAt: current.modifiedAt - number * olderEveryMs,
        restore: undefined,
        versionId: id(number),
        isLatest: false,
        isDeleteMarker: false,
      };
  }

  olderOf(family: Family, index: number): number {
    return this.wasVersioned && family.cycle.hasOlder[index % family.cycle.length] ? family.olderVersions : 0;
  }
}

function sourceOf(family: Family, {prefix, after}: From, now: number): Source {
  const count = family.count(now);
  const [from, to] = family.range(prefix, count);
  const seek = (key: string, at: number) => family.seek(key, to, at);
  const key = (index: number) => family.key(index);
  const at = after === '' ? from : seek(after, from);
  return {family, from: at < to && family.key(at) === after ? at + 1 : at, to, key, seek};
}

const markerOf = (key: string, modifiedAt: number, versionId: string): SimulatedVersion => ({
  key,
  size: 0,
  modifiedAt,
  storageClass: 'STANDARD',
  etag: '',
  restore: undefined,
  versionId,
  isLatest: true,
  isDeleteMarker: true,
});

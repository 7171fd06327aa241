import {Changes} from './changes.ts';
import {type Family, olderEveryMs} from './computed/family.ts';
import {midnightOf} from './days.ts';
import {absent, expired, expiredAt, type Fate, fateOf} from './fate.ts';
import type {Delivered} from './inventory/index.ts';
import {compareKeys, firstWhere} from './key-order.ts';
import type {Effect, Lifecycles} from './lifecycle.ts';
import {type Computed, type Cover, computedPast, coverOf, type Past, pastFates} from './past.ts';
import {Restores} from './restores.ts';
import {type Ordered, runs} from './runs.ts';
import type {SimulatedObject, SimulatedVersion} from './shape.ts';

type Source = Ordered & {
  readonly objects: (from: number, to: number) => Iterable<SimulatedObject>;
  readonly versions: (from: number, to: number) => Iterable<SimulatedVersion>;
};
/** `at`: as it was then, instead of as it is now. */
type From = {readonly prefix: string; readonly after: string; readonly at?: number};

export type ContentsOptions = {
  readonly families: readonly Family[];
  readonly lifecycles: Lifecycles;
  /** Whether what the lifecycle deletes is still there as an older version. */
  readonly isVersioned: () => boolean;
  /** Whether what is computed was written with versions. */
  readonly wasVersioned: boolean;
  /** What S3 itself has written into it until then, by key. */
  readonly delivered: (at: number) => readonly Delivered[];
  readonly now: () => number;
};

/** The objects of one bucket: what is computed, what S3 delivered, and over it what was put and deleted by name. */
export class Contents {
  readonly families: readonly Family[];
  readonly changes = new Changes();
  readonly restores = new Restores();
  readonly wasVersioned: boolean;
  readonly isVersioned: () => boolean;
  readonly delivered: (at: number) => readonly Delivered[];
  readonly #lifecycles: Lifecycles;
  readonly #now: () => number;

  constructor({families, lifecycles, isVersioned, wasVersioned, delivered, now}: ContentsOptions) {
    this.families = families;
    this.#lifecycles = lifecycles;
    this.isVersioned = isVersioned;
    this.wasVersioned = wasVersioned;
    this.delivered = delivered;
    this.#now = now;
  }

  *objects(where: From): Generator<SimulatedObject> {
    const now = where.at ?? this.#now();
    for (const {source, from, to} of runs(this.#sources(where, now))) yield* source.objects(from, to);
  }

  *versions(where: From): Generator<SimulatedVersion> {
    const now = where.at ?? this.#now();
    for (const {source, from, to} of runs(this.#sources(where, now))) yield* source.versions(from, to);
  }

  object(key: string): SimulatedObject | undefined {
    const now = this.#now();
    if (this.changes.of(key, now).changes.length > 0) return this.#put(key, now);
    for (const family of this.families) {
      const index = family.find(key, now);
      if (index === undefined) continue;
      for (const object of this.#computed(family, index, index + 1, now)) return object;
    }
    const delivered = this.deliveredAs(key, now);
    return delivered && this.#deliveredObject(delivered, now);
  }

  /** What the lifecycle has made of something that was put. */
  fateOfPut(key: string, object: {writtenAt: number; size: number; storageClass: string}, at: number): Fate {
    return fateOf(this.#effects(key, at), object);
  }

  #effects(key: string, at: number): readonly Effect[] {
    return this.#lifecycles.effects(at).filter(({prefix}) => key.startsWith(prefix));
  }

  deliveredAs(key: string, at: number): Delivered | undefined {
    const all = this.delivered(at);
    const found = all[firstWhere(0, all.length, index => compareKeys(all[index]?.key ?? '', key) >= 0)];
    return found?.key === key ? found : undefined;
  }

  #sources(where: From, now: number): Source[] {
    const {changes} = this;
    const all = changes.keys();
    const keys = where.at === undefined ? all : all.filter(key => changes.of(key, now).changes.length > 0);
    const delivered = this.delivered(now);
    return [
      {
        ...named(keys.length, index => keys[index] ?? '', where),
        // One at a time: each can hide a computed one.
        seek: (_key, at) => at,
        objects: (from, to) => keys.slice(from, to).flatMap(key => this.#put(key, now) ?? []),
        versions: (from, to) => keys.slice(from, to).flatMap(key => [...this.#putVersions(key, now)]),
      },
      {
        ...named(delivered.length, index => delivered[index]?.key ?? '', where),
        objects: (from, to) =>
          delivered.slice(from, to).flatMap(one => this.#deliveredObject(one, now) ?? []),
        versions: (from, to) =>
          delivered.slice(from, to).flatMap(one => [...this.#deliveredVersions(one, now, true)]),
      },
      ...this.families.map(family => ({
        ...placed(family, where, now),
        objects: (from: number, to: number) => this.#computed(family, from, to, now),
        versions: (from: number, to: number) => this.#allVersions(family, from, to, now),
      })),
    ];
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

  *#allVersions(family: Family, from: number, to: number, now: number): Generator<SimulatedVersion> {
    for (let index = from; index < to; index++) yield* this.#versionsOf(family, index, now);
  }

  #deliveredObject({key, size, modifiedAt, etag}: Delivered, now: number): SimulatedObject | undefined {
    const storageClass = this.fateOfPut(key, {writtenAt: modifiedAt, size, storageClass: 'STANDARD'}, now);
    if (storageClass === expired || storageClass === absent) return undefined;
    const restore = this.#restoreOf(key, storageClass, modifiedAt, now);
    return {key, size, modifiedAt, storageClass, etag, restore};
  }

  /** `latest`: nothing was put over it. */
  *#deliveredVersions(one: Delivered, now: number, latest: boolean): Generator<SimulatedVersion> {
    const {key, size, modifiedAt, etag} = one;
    const current = this.#deliveredObject(one, now);
    if (!current && !this.isVersioned()) return;
    const versionId = this.wasVersioned ? etag.slice(0, 32) : 'null';
    if (latest && !current) yield markerOf(key, midnightOf(now), `expired-${versionId}`);
    const written = {key, size, modifiedAt, storageClass: 'STANDARD', etag, restore: undefined};
    yield {
      ...(current ?? written),
      versionId,
      isLatest: latest && current !== undefined,
      isDeleteMarker: false,
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
    const past = this.putPast(key, now);
    const fates = this.pastFatesOf(key, past, now);
    // All but the first, or that one too when it is expired.
    const others = changes.length - past.length;
    const [top] = past;
    if (others === 0 && top && this.isVersioned())
      yield markerOf(key, top.since, `expired-${changes[0]?.versionId}`);
    for (const [index, {at, versionId, object}] of changes.entries()) {
      const isLatest = index < others;
      const fate = isLatest ? undefined : fates[index - others];
      if (isLatest && current) yield {...current, versionId, isLatest, isDeleteMarker: false};
      else if (fate === expired || (!isLatest && !this.isVersioned())) continue;
      else if (!object) {
        if (this.isVersioned()) yield {...markerOf(key, at, versionId), isLatest};
      } else {
        const {size, storageClass, etag} = object;
        const version = {key, size, modifiedAt: at, storageClass: fate ?? storageClass, etag};
        yield {...version, restore: undefined, versionId, isLatest, isDeleteMarker: false};
      }
    }
    if (!keepsComputed) return;
    for (const family of this.families) {
      const index = family.find(key, now);
      if (index !== undefined) yield* this.#versionsOf(family, index, now, coverOf(changes, past));
    }
    const delivered = this.deliveredAs(key, now);
    if (delivered) yield* this.#deliveredVersions(delivered, now, false);
  }

  pastFatesOf(key: string, past: readonly Past[], at: number): readonly Fate[] {
    const effects = this.#lifecycles.pastEffects(at).filter(({prefix}) => key.startsWith(prefix));
    return pastFates(effects, past);
  }

  /** What was put under a key and is not its current version any more, the newest first. */
  putPast(key: string, at: number): readonly Past[] {
    const {changes} = this.changes.of(key, at);
    return changes.flatMap(({at: writtenAt, object}, index) => {
      const newer = changes[index - 1];
      const effects = newer || !object ? [] : this.#effects(key, at);
      const since = newer?.at ?? expiredAt(effects, {writtenAt, size: object?.size ?? 0});
      if (since > at) return [];
      return [{since, size: object?.size ?? 0, storageClass: object?.storageClass}];
    });
  }

  /** The versions of a computed one that are not its current one any more, the newest first. */
  pastOf(family: Family, index: number, state: Omit<Computed, 'older'>): readonly Past[] {
    return computedPast(family, index, {...state, older: this.olderOf(family, index)});
  }

  /** Of one that is computed; `cover`: what was put over it. */
  *#versionsOf(family: Family, index: number, now: number, cover?: Cover): Generator<SimulatedVersion> {
    const segment = family.segment(index, now);
    const fate = segment?.fates[index % family.cycle.length] ?? absent;
    if (!segment || fate === absent || (fate === expired && !this.isVersioned())) return;
    const writtenAt = family.writtenAt(index);
    const past = this.pastOf(family, index, {fate, writtenAt, effects: segment.effects, cover});
    const ahead = cover?.past ?? [];
    const fates = pastFates(segment.past, [...ahead, ...past]).slice(ahead.length);
    const id = (number: number) => (this.wasVersioned ? family.versionId(index, number) : 'null');
    const newest = this.#computedObject(family, index, fate === expired ? family.firstClass : fate, now);
    const isCurrent = !cover && fate !== expired;
    const [top] = past;
    if (isCurrent) yield {...newest, versionId: id(0), isLatest: true, isDeleteMarker: false};
    else if (!cover && top) yield markerOf(newest.key, top.since, family.versionId(index, -1));
    for (const [place, storageClass] of fates.entries()) {
      if (storageClass === expired) continue;
      const number = isCurrent ? place + 1 : place;
      const modifiedAt = writtenAt - number * olderEveryMs;
      const restore = number === 0 ? newest.restore : undefined;
      const version = {...newest, storageClass, modifiedAt, restore, versionId: id(number)};
      yield {...version, isLatest: false, isDeleteMarker: false};
    }
  }

  olderOf(family: Family, index: number): number {
    return this.wasVersioned && family.cycle.hasOlder[index % family.cycle.length] ? family.olderVersions : 0;
  }
}

/** Where those of a sorted list are that a question is about. */
function named(count: number, key: Ordered['key'], {prefix, after}: From): Ordered {
  const seek = (wanted: string, from: number) =>
    firstWhere(from, count, index => compareKeys(key(index), wanted) >= 0);
  const first = seek(prefix, 0);
  const past = firstWhere(0, count, index => compareKeys(key(index), after) > 0);
  const to = firstWhere(first, count, index => !key(index).startsWith(prefix));
  return {from: Math.max(first, past), to, key, seek};
}

function placed(family: Family, {prefix, after}: From, now: number): Ordered {
  const count = family.count(now);
  const [from, to] = family.range(prefix, count);
  const seek = (key: string, at: number) => family.seek(key, to, at);
  const key = (index: number) => family.key(index);
  const at = after === '' ? from : seek(after, from);
  return {from: at < to && family.key(at) === after ? at + 1 : at, to, key, seek};
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

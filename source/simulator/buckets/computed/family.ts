import type {ObjectsScenario} from '../../scenarios/schema.ts';
import {mix} from '../../world/random.ts';
import {dayMs, midnightOf} from '../days.ts';
import {absent, expired, type Fate, fateOf} from '../fate.ts';
import {compareKeys, firstWhere} from '../key-order.ts';
import type {Effect, Lifecycles, PastEffect} from '../lifecycle.ts';
import {type Cycle, createCycle} from './cycle.ts';
import {datedPattern} from './dated.ts';
import {flatPattern} from './flat.ts';
import {foldersPattern} from './folders.ts';
import type {Pattern} from './pattern.ts';

/** Neighbours in key order that the same rules have passed: each entry of the cycle has one fate in all of them. */
export type Segment = {
  readonly from: number;
  readonly to: number;
  readonly fates: readonly Fate[];
  /** Nothing of it can be listed. */
  readonly gone: boolean;
  /** What the lifecycle does to them, and to the versions that are not current any more. */
  readonly effects: readonly Effect[];
  readonly past: readonly PastEffect[];
};

export type FamilyOptions = {
  readonly scenario: ObjectsScenario;
  readonly seed: number;
  readonly startAt: number;
  readonly lifecycles: Lifecycles;
};

/** Older versions of what is computed were written so far apart. */
export const olderEveryMs = 30 * dayMs;
const endless = Number.MAX_SAFE_INTEGER;
/** No clock of an account runs on for longer. */
const horizonMs = 3650 * dayMs;

/** Many objects of one kind: a function of their number, so that no bucket is too large. */
export class Family {
  readonly prefix: string;
  readonly #pattern: Pattern;
  readonly #scenario: ObjectsScenario;
  readonly #lifecycles: Lifecycles;
  readonly #seed: number;
  readonly #startAt: number;
  readonly #tail: string;
  #cycle: Cycle | undefined;
  #known: {readonly name: string; readonly segments: readonly Segment[]} | undefined;

  constructor({scenario, seed, startAt, lifecycles}: FamilyOptions) {
    const {prefix, count, keys} = scenario;
    this.prefix = prefix;
    this.#pattern =
      keys === 'dated'
        ? datedPattern({...scenario, startAt})
        : keys === 'flat'
          ? flatPattern(prefix, count, seed)
          : foldersPattern(prefix, count, seed);
    this.#scenario = scenario;
    this.#lifecycles = lifecycles;
    this.#seed = seed;
    this.#startAt = startAt;
    this.#tail = [1, 2, 3].map(part => hex(mix(seed, part))).join('');
  }

  /** Made when it is first needed: an account can have hundreds of buckets that nobody looks into. */
  get cycle(): Cycle {
    this.#cycle ??= createCycle({
      ...this.#scenario,
      seed: this.#seed,
      startAt: this.#startAt,
      olderShare: this.#scenario.noncurrent?.share ?? 0,
    });
    return this.#cycle;
  }

  /** Whether the keys are in the order in which they were written. */
  get isDated(): boolean {
    return this.#pattern.dates !== undefined;
  }

  /** How many older versions one has that has any. */
  get olderVersions(): number {
    return this.#scenario.noncurrent?.versions ?? 0;
  }

  /** The class in which they were written; older versions stay in it. */
  get firstClass(): string {
    return this.#scenario.classes.find(({fromDays}) => fromDays === 0)?.storageClass ?? 'STANDARD';
  }

  count(at: number): number {
    return this.#pattern.count(at);
  }

  key(index: number): string {
    return this.#pattern.key(index);
  }

  size(index: number): number {
    return this.cycle.sizes[index % this.cycle.length] ?? 0;
  }

  writtenAt(index: number): number {
    const {dates} = this.#pattern;
    return dates ? dates.writtenAt(index) : (this.cycle.times[index % this.cycle.length] ?? 0);
  }

  etag(index: number): string {
    return hex(mix(this.#seed, index)) + this.#tail;
  }

  versionId(index: number, number: number): string {
    return (
      hex(mix(this.#seed, index, number + 2)) +
      hex(mix(this.#seed, index, number + 2, 1)) +
      this.#tail.slice(0, 16)
    );
  }

  /** The first whose key is not before that one, among those until `to`. */
  seek(key: string, to: number, from = 0): number {
    return firstWhere(from, to, index => compareKeys(this.key(index), key) >= 0);
  }

  /** The number of a key, if it is one of them. */
  find(key: string, at: number): number | undefined {
    if (!key.startsWith(this.prefix)) return undefined;
    const count = this.count(at);
    const index = this.seek(key, count);
    return index < count && this.key(index) === key ? index : undefined;
  }

  /** Those with the prefix: from, to. */
  range(prefix: string, to: number): readonly [number, number] {
    if (this.prefix.startsWith(prefix)) return [0, to];
    if (!prefix.startsWith(this.prefix)) return [0, 0];
    const from = this.seek(prefix, to);
    return [from, firstWhere(from, to, index => !this.key(index).startsWith(prefix))];
  }

  /** All that there are at that time, in their order; `ages` in days are bounds that no segment goes across. */
  segments(at: number, ages: readonly number[] = []): readonly Segment[] {
    const count = this.count(at);
    // From the scenario's start on, only midnights and new rules make a difference, and how many there are.
    const day = midnightOf(at);
    const name = [at < this.#startAt ? at : day, this.#lifecycles.revision, ...ages].join(' ');
    if (this.#known?.name !== name) this.#known = {name, segments: this.#segments(at, day, ages)};
    return this.#known.segments.flatMap(segment => {
      const to = Math.min(segment.to, count);
      return segment.from < to ? [{...segment, to}] : [];
    });
  }

  fate(index: number, at: number): Fate {
    return this.segment(index, at)?.fates[index % this.cycle.length] ?? absent;
  }

  segment(index: number, at: number): Segment | undefined {
    return this.segments(at).find(({from, to}) => from <= index && index < to);
  }

  #segments(at: number, day: number, ages: readonly number[]): Segment[] {
    const {dates} = this.#pattern;
    const steps = this.#steps(day);
    const effects = this.#concerned(this.#lifecycles.effects(at), at);
    const past = this.#concerned(this.#lifecycles.pastEffects(at), at);
    const bounds = new Set([0, ...[...effects, ...past].flatMap(({range}) => range)]);
    if (dates) {
      for (const {cutoff} of steps) bounds.add(dates.until(cutoff));
      for (const {effect} of effects) bounds.add(dates.until(effect.cutoff));
      const expiries = effects.filter(({effect}) => effect.storageClass === undefined);
      for (const {effect} of past)
        for (const bound of [effect.cutoff, effect.ranAt]) {
          for (let older = 0; older < this.olderVersions; older++)
            bounds.add(dates.until(bound + older * olderEveryMs));
          for (const {effect: expiry} of expiries) bounds.add(dates.until(bound - expiry.afterMs));
        }
      for (const age of ages) bounds.add(dates.until(day - age * dayMs));
    }
    const sorted = [...bounds].sort((a, b) => a - b);
    return sorted.flatMap((from, index) => {
      if (from === endless) return [];
      const to = sorted[index + 1] ?? endless;
      const acting = within(effects, from, to);
      const fates = this.#fates(from, [...steps, ...acting], at);
      const gone = fates.every(fate => fate === expired || fate === absent);
      return [{from, to, fates, gone, effects: acting, past: within(past, from, to)}];
    });
  }

  #concerned<Each extends {readonly prefix: string}>(
    effects: readonly Each[],
    at: number,
  ): Concerned<Each>[] {
    return effects
      .filter(({prefix}) => prefix.startsWith(this.prefix) || this.prefix.startsWith(prefix))
      .map(effect => ({effect, range: this.#rangeOf(effect, at)}));
  }

  /** Each entry's fate at that place; `dated` ones are of the same age as far as any rule can tell. */
  #fates(from: number, effects: readonly Effect[], at: number): Fate[] {
    const {dates} = this.#pattern;
    const sameTime = dates?.writtenAt(from);
    const storageClass = this.firstClass;
    return this.cycle.sizes.map((size, entry) => {
      const writtenAt = sameTime ?? this.cycle.times[entry] ?? 0;
      if (sameTime === undefined && writtenAt > at) return absent;
      return fateOf(effects, {writtenAt, size, storageClass});
    });
  }

  /** Objects still to come are of it too, so that a range ends where no key can be any more. */
  #rangeOf({prefix}: {readonly prefix: string}, at: number): readonly [number, number] {
    if (this.prefix.startsWith(prefix)) return [0, endless];
    return this.range(prefix, this.count(at + horizonMs));
  }

  /** The classes of the scenario by age, as a lifecycle that has always been there. */
  #steps(day: number): Effect[] {
    return this.#scenario.classes
      .filter(({fromDays}) => fromDays > 0)
      .map(({fromDays, storageClass}) => ({
        prefix: '',
        cutoff: day - fromDays * dayMs,
        applies: () => true,
        storageClass,
        afterMs: fromDays * dayMs,
        firstAt: Number.NEGATIVE_INFINITY,
      }));
  }
}

type Concerned<Each> = {readonly effect: Each; readonly range: readonly [number, number]};

const within = <Each>(all: readonly Concerned<Each>[], from: number, to: number): readonly Each[] =>
  all.filter(({range}) => range[0] <= from && to <= range[1]).map(({effect}) => effect);

/** Of every number of 16 bits: whole buckets are listed, and each object has a tag of these. */
let halves: readonly string[] = [];

function hex(number: number): string {
  if (halves.length === 0)
    halves = Array.from({length: 0x1_0000}, (_, half) => half.toString(16).padStart(4, '0'));
  return `${halves[number >>> 16]}${halves[number & 0xffff]}`;
}

import fc from 'fast-check';
import {expect, test} from 'vitest';
import type {OpenShard} from '../../../../source/services/kinesis/actions/facts/facts.ts';
import {
  type BalancePlan,
  type BalanceStep,
  mergeShare,
  planBalance,
  slack,
  warmLoad,
} from '../../../../source/services/kinesis/actions/planning/balance.ts';
import {
  isolatingCuts,
  piecesOf,
  withinBounds,
} from '../../../../source/services/kinesis/actions/planning/split-points.ts';
import {
  areAdjacent,
  canSplitAt,
  contains,
  equalRanges,
  type HashRange,
  lastHashKey,
  sizeOf,
  splitAt,
  tilesKeySpace,
  union,
} from '../../../../source/services/kinesis/hash-range.ts';
import {fewestSteps, type SmallShard} from './brute-force.ts';
import {sampleOf} from './samples.ts';

const share = (max: number) => fc.double({min: 0.001, max, noNaN: true});
const worldArbitrary = fc.record({
  shards: fc.array(
    fc.record({keys: fc.array(share(0.5), {minLength: 1, maxLength: 3}), sampled: fc.boolean()}),
    {
      minLength: 1,
      maxLength: 5,
    },
  ),
  target: fc.double({min: 0.3, max: 0.9, noNaN: true}),
  room: fc.option(fc.integer({min: 0, max: 4}), {nil: undefined}),
});

/** The keys of each shard, spread evenly over its range. */
function openOf(shards: readonly (SmallShard & {readonly sampled: boolean})[]): readonly OpenShard[] {
  const ranges = equalRanges(shards.length);
  return shards.flatMap(({keys, sampled}, index) => {
    const range = ranges[index];
    if (!range) return [];
    const id = `shard-${index}`;
    const load = keys.reduce((sum, key) => sum + key, 0);
    const parts = BigInt(keys.length + 1);
    const weights = keys.map((weight, key) => ({
      weight,
      hashKey: range.start + (sizeOf(range) * BigInt(key + 1)) / parts,
    }));
    return [
      {
        id,
        range,
        load: {
          accepted: load,
          askedAtMost: load,
          refusedPerMinute: 0,
          bytesPerSecond: load * 1024 ** 2,
          recordsPerSecond: 10,
          basis: 'metrics' as const,
        },
        sample: sampled ? sampleOf(id, range, 0, weights) : undefined,
      },
    ];
  });
}

function planOf(open: readonly OpenShard[], target: number, room: number | undefined): BalancePlan {
  const loads = new Map(open.map(({id, load}) => [id, load?.accepted ?? Number.NaN]));
  const highestOf = (ids: readonly string[]) => ({
    writes: ids.reduce((sum, id) => sum + (loads.get(id) ?? Number.NaN), 0),
    reads: undefined,
    scaled: false,
  });
  return planBalance(open, {target, room, highestOf});
}

/** Carries steps out on ranges, the way AWS would; throws where it would refuse. */
function carryOut(ranges: readonly HashRange[], step: BalanceStep): readonly HashRange[] {
  if (step.does === 'split') {
    const parent = ranges.find(range => contains(range, step.at));
    if (!parent || !canSplitAt(parent, step.at)) throw new Error(`AWS would refuse ${step.at}`);
    return [...ranges.filter(range => range !== parent), ...splitAt(parent, step.at)];
  }
  const inside = ranges.filter(range => contains(step.range, range.start));
  const [one, other] = inside;
  if (!one || !other || inside.length !== 2 || !areAdjacent(one, other)) throw new Error('not a pair');
  return [...ranges.filter(range => !inside.includes(range)), union(one, other)];
}

test('whatever is planned, AWS would take every step, and the account never has more shards than it may', () => {
  fc.assert(
    fc.property(worldArbitrary, ({shards, target, room}) => {
      const open = openOf(shards);
      const {steps, expected} = planOf(open, target, room);
      let ranges: readonly HashRange[] = open.map(({range}) => range);
      for (const step of steps) {
        ranges = carryOut(ranges, step);
        expect(tilesKeySpace(ranges)).toBe(true);
        if (room !== undefined) expect(ranges.length - open.length).toBeLessThanOrEqual(room);
      }
      const sorted = ranges.toSorted((a, b) => (a.start < b.start ? -1 : 1));
      expect(expected.map(({range}) => range)).toEqual(sorted);
    }),
    {numRuns: 300},
  );
});

test('on small streams it takes as few steps as trying everything, or one more', () => {
  fc.assert(
    fc.property(worldArbitrary, ({shards, target}) => {
      const sampled = shards.map(shard => ({...shard, sampled: true}));
      const {steps} = planOf(openOf(sampled), target, undefined);
      const mergeBelow = Math.min(target * mergeShare, warmLoad);
      const fewest = fewestSteps(sampled, {target, slack, mergeBelow});
      expect(steps.length).toBeGreaterThanOrEqual(fewest);
      expect(steps.length).toBeLessThanOrEqual(fewest + 1);
    }),
    {numRuns: 150},
  );
});

test('only what was sampled or stays as it is is promised', () => {
  fc.assert(
    fc.property(worldArbitrary, ({shards, target}) => {
      const open = openOf(shards);
      for (const {range, promised, load, changed} of planOf(open, target, undefined).expected) {
        const parent = open.find(
          shard => contains(shard.range, range.start) && contains(shard.range, range.end),
        );
        if (changed && parent && !parent.sample) {
          expect(promised).toBe(false);
          expect(load?.low).toBe(0);
        }
        if (promised) expect(load).toBeDefined();
      }
    }),
    {numRuns: 200},
  );
});

const keyArbitrary = fc.bigInt({min: 0n, max: lastHashKey});
const rangeArbitrary = fc
  .tuple(keyArbitrary, keyArbitrary)
  .map(([one, other]) => (one < other ? {start: one, end: other} : {start: other, end: one}));

test('isolating a key leaves it in a shard of two keys, or at an edge of three, with splits that AWS takes', () => {
  fc.assert(
    fc.property(rangeArbitrary, fc.nat(), (range, salt) => {
      fc.pre(sizeOf(range) > 8n);
      const edges = [range.start, range.start + 1n, range.start + 2n, range.end - 1n, range.end];
      for (const key of [...edges, range.start + (BigInt(salt) * sizeOf(range)) / 2n ** 32n]) {
        const cuts = isolatingCuts(range, key);
        let rest = range;
        for (const at of cuts) {
          expect(canSplitAt(rest, at)).toBe(true);
          rest = splitAt(rest, at)[1];
        }
        const alone = piecesOf(range, cuts).find(piece => contains(piece, key));
        expect(alone && sizeOf(alone)).toBeLessThanOrEqual(3n);
      }
    }),
    {numRuns: 200},
  );
});

test('a cut that is asked for is moved inside the bounds of AWS, where there is room at all', () => {
  fc.assert(
    fc.property(rangeArbitrary, keyArbitrary, (range, key) => {
      const at = withinBounds(range, key);
      expect(at === undefined ? sizeOf(range) < 4n : canSplitAt(range, at)).toBe(true);
    }),
    {numRuns: 200},
  );
});

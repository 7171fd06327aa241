import {
  contains,
  fractionOf,
  type HashRange,
  hashOf,
  keyAt,
  widthOf,
} from '../../services/kinesis/hash-range.ts';
import type {ProducerKeys} from '../scenarios/schema.ts';
import {mix} from './random.ts';

/** So many of the Zipf keys have a place of their own; the long tail behind them is spread evenly. */
const headKeys = 1024;

/** The partition keys of one producer, laid out over the key space. */
export type KeySet = {
  /** The share of the producer's records that falls into a range. */
  readonly shareOf: (range: HashRange) => number;
  /** The named keys of a range with their weights added up, and what the nameless rest of it weighs. */
  readonly keysOf: (range: HashRange) => KeysOfRange;
};

export type KeysOfRange = {
  readonly names: readonly string[];
  /** `cumulative[i]` is the weight of the names up to and with `i`. */
  readonly cumulative: readonly number[];
  readonly rest: number;
};

type NamedKey = {readonly name: string; readonly at: bigint; readonly weight: number};

export function createKeySet(keys: ProducerKeys, seed: number): KeySet {
  const named = namedKeys(keys, seed).sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const before = new Float64Array(named.length + 1);
  for (const [index, key] of named.entries()) before[index + 1] = weightBefore(before, index) + key.weight;
  const rest = restShare(keys);

  const restOf = (range: HashRange) => rest * waveShare(keys.wave, range);
  const bounds = (range: HashRange) => ({
    from: firstAtOrAfter(named, range.start),
    until: firstAtOrAfter(named, range.end + 1n),
  });
  return {
    shareOf: range => {
      const {from, until} = bounds(range);
      const crowd = from === until ? 0 : weightBefore(before, until) - weightBefore(before, from);
      return crowd + restOf(range);
    },
    keysOf: range => {
      const {from, until} = bounds(range);
      let sum = 0;
      const here = named.slice(from, until);
      return {
        names: here.map(key => key.name),
        cumulative: here.map(key => {
          sum += key.weight;
          return sum;
        }),
        rest: restOf(range),
      };
    },
  };
}

const weightBefore = (before: Float64Array, index: number) => before[index] ?? 0;

function namedKeys(keys: ProducerKeys, seed: number): NamedKey[] {
  const heavy = keys.heavy.map(({key, share, hashKey}) => ({
    name: key,
    at: hashKey === undefined ? hashOf(key) : BigInt(hashKey),
    weight: share,
  }));
  const crowded = keys.ranges.flatMap(range => {
    const names = namesWithin({start: keyAt(range.from), end: keyAt(range.to) - 1n}, keys.prefix, range.keys);
    return names.map(({name, at}) => ({name, at, weight: range.share / names.length}));
  });
  const {share, zipfSum} = zipfOf(keys);
  const head = Array.from({length: Math.min(keys.count, headKeys)}, (_, rank) => {
    const name = `${keys.prefix}${100_000 + (mix(seed, rank) % 900_000)}`;
    return {name, at: hashOf(name), weight: (share * (rank + 1) ** -keys.zipf) / zipfSum};
  });
  return [...heavy, ...crowded, ...head];
}

/** What the heavy keys and the crowded ranges leave, and the sum of the unscaled Zipf weights. */
function zipfOf(keys: ProducerKeys): {readonly share: number; readonly zipfSum: number} {
  const taken = [...keys.heavy, ...keys.ranges].reduce((sum, part) => sum + part.share, 0);
  const head = Math.min(keys.count, headKeys);
  let zipfSum = 0;
  for (let rank = 1; rank <= head; rank++) zipfSum += rank ** -keys.zipf;
  return {share: Math.max(0, 1 - taken), zipfSum: zipfSum + tailSum(keys)};
}

/** The Zipf weights behind the head, as the area under the curve. */
function tailSum({count, zipf}: ProducerKeys): number {
  if (count <= headKeys) return 0;
  const from = headKeys + 0.5;
  const until = count + 0.5;
  return zipf === 1 ? Math.log(until / from) : (until ** (1 - zipf) - from ** (1 - zipf)) / (1 - zipf);
}

function restShare(keys: ProducerKeys): number {
  const {share, zipfSum} = zipfOf(keys);
  return keys.count === 0 ? share : (share * tailSum(keys)) / zipfSum;
}

/** The area over a range under 1 + swing × sin(2π(cycles × x + phase)): over the whole key space it is 1. */
function waveShare({swing, cycles, phase}: ProducerKeys['wave'], range: HashRange): number {
  const width = widthOf(range);
  if (swing === 0) return width;
  const crest = (x: number) => Math.cos(2 * Math.PI * (cycles * x + phase));
  const rise = crest(fractionOf(range.start)) - crest(fractionOf(range.end + 1n));
  return Math.max(0, width + (swing * rise) / (2 * Math.PI * cycles));
}

function firstAtOrAfter(named: readonly NamedKey[], at: bigint): number {
  let low = 0;
  let high = named.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const key = named[middle];
    if (key && key.at < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Names whose MD5 lies in a range, found by trying one number after the other. A range so narrow that none
 * turns up gets a name from outside: there, records can only have come with an explicit hash key.
 */
export function namesWithin(
  range: HashRange,
  prefix: string,
  count: number,
  first = 1000,
): readonly {readonly name: string; readonly at: bigint}[] {
  const found: {readonly name: string; readonly at: bigint}[] = [];
  for (let number = first; found.length < count && number < first + 200_000; number++) {
    const name = `${prefix}${number}`;
    const at = hashOf(name);
    if (contains(range, at)) found.push({name, at});
  }
  return found.length > 0 ? found : [{name: `${prefix}${first}`, at: range.start}];
}

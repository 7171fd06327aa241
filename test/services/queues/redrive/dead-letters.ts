import {
  type Arrivals,
  arrivalsOf,
  type Depth,
} from '../../../../source/services/queues/redrive/guard/arrivals.ts';
import type {Sample} from '../../../../source/services/queues/redrive/guard/sample.ts';
import {chance} from '../../../../source/simulator/world/random.ts';

/** A dead-letter queue on paper: what arrives, what is moved, what of it comes back, and how late it is counted. */
export type World = {
  readonly seed: number;
  readonly arrivalsPerMinute: number;
  readonly historyMinutes: number;
  /** The share of the moved that fails again, and how long that takes. */
  readonly bounce: number;
  readonly failsAfterSeconds: number;
  /** Until this message everything goes well. */
  readonly brokenFrom?: number;
  readonly perSecond: number;
  readonly messages: number;
  /** How many seconds ago the counts are of, at most. */
  readonly lag: number;
  readonly watchSeconds: number;
};

export type Seen = {
  readonly arrivals: Arrivals | undefined;
  readonly samples: readonly Sample[];
  /** How many truly came back, until each sample. */
  readonly back: readonly number[];
};

const heldAtFirst = 5_000;

/** A minute-by-minute history, then a move sampled every five seconds, then the watch after it. */
export function played(world: World): Seen {
  let drawn = 0;
  const random = () => {
    drawn += 1;
    return chance(world.seed, drawn);
  };
  const arrives = () => poisson(world.arrivalsPerMinute / 60, random);
  const history: Depth[] = [];
  let depth = heldAtFirst;
  for (let minute = 0; minute <= world.historyMinutes; minute += 1) {
    history.push({at: minute * 60_000, messages: depth});
    for (let second = 0; second < 60; second += 1) depth += arrives();
  }
  const counts: number[] = [];
  const returnsAt = new Map<number, number>();
  const samples: Sample[] = [];
  const back: number[] = [];
  const end = Math.ceil(world.messages / world.perSecond) + world.watchSeconds;
  let [moved, returned, lag] = [0, 0, world.lag / 2];
  for (let second = 0; second <= end; second += 1) {
    counts.push(depth);
    if (second % 5 === 0) {
      lag = Math.min(world.lag, Math.max(0, lag + (random() - 0.5) * 4));
      const counted = counts[Math.max(0, second - Math.round(lag))] ?? depth;
      samples.push({at: second * 1000, depth: counted, moved});
      back.push(returned);
    }
    const moves = Math.min(world.perSecond, world.messages - moved);
    for (let message = 0; message < moves; message += 1) {
      if (random() >= world.bounce || moved + message < (world.brokenFrom ?? 0)) continue;
      const at = second + world.failsAfterSeconds + Math.floor(random() * 10);
      returnsAt.set(at, (returnsAt.get(at) ?? 0) + 1);
    }
    const came = returnsAt.get(second) ?? 0;
    moved += moves;
    returned += came;
    depth += arrives() + came - moves;
  }
  return {arrivals: arrivalsOf(history), samples, back};
}

function poisson(mean: number, random: () => number): number {
  const limit = Math.exp(-mean);
  let [count, product] = [0, random()];
  while (product > limit) {
    count += 1;
    product *= random();
  }
  return count;
}

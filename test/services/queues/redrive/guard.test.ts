import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {
  arrivalsOf,
  expectedOver,
  onceInAHundred,
} from '../../../../source/services/queues/redrive/guard/arrivals.ts';
import {guard} from '../../../../source/services/queues/redrive/guard/guard.ts';
import {judgeCanary, returnedBetween} from '../../../../source/services/queues/redrive/guard/returned.ts';
import {played, type Seen, type World} from './dead-letters.ts';

/** Four receives of a minute each, watched for two minutes more; ten for each hundred may come back. */
const failsAfterSeconds = 240;
const watchSeconds = 360;
const quiet: World = {
  seed: 1,
  arrivalsPerMinute: 0,
  historyMinutes: 180,
  bounce: 0,
  failsAfterSeconds,
  perSecond: 1,
  messages: 1_200,
  lag: 0,
  watchSeconds,
};

const seeds = Array.from({length: 24}, (_, seed) => seed);
const play = (world: Partial<World>): readonly Seen[] =>
  seeds.map(seed => played({...quiet, ...world, seed}));

/** The second at which the guard stops the move; undefined when it never does. */
function stoppedAt({samples, arrivals}: Seen, from = 0): number | undefined {
  const terms = {arrivals, stopAt: 0.1, failsAfterMs: failsAfterSeconds * 1000};
  const count = samples.findIndex(
    ({at}, index) => at >= from * 1000 && guard(samples.slice(0, index + 1), terms).stop,
  );
  return samples[count] && samples[count].at / 1000;
}

function canaryOf({samples, arrivals}: Seen) {
  const [base, end] = [samples[0], samples.at(-1)];
  if (!base || !end) throw new Error('nothing was played');
  return judgeCanary(base, end, arrivals).is;
}

const countOf = (words: readonly string[], word: string): number =>
  words.filter(each => each === word).length;

describe('the guard', () => {
  test('cancels within one window when 30% come back, whatever the seed', () => {
    for (const seen of play({bounce: 0.3})) expect(stoppedAt(seen)).toBeLessThan(watchSeconds);
  });

  test('does not take late counts for messages that came back', () => {
    for (const lag of [10, 30, 60]) {
      expect(
        play({lag})
          .map(stoppedAt)
          .filter(at => at !== undefined),
      ).toEqual([]);
    }
  });

  test('is not stirred by 38 a minute that have nothing to do with it', () => {
    const stopped = play({arrivalsPerMinute: 38}).map(stoppedAt);
    expect(stopped.filter(at => at !== undefined)).toEqual([]);
    const long = {...quiet, arrivalsPerMinute: 38, historyMinutes: 60, messages: 12_000};
    for (const seed of seeds.slice(0, 6)) expect(stoppedAt(played({...long, seed}))).toBeUndefined();
  });

  test('still sees 30% come back among 38 a minute, before half of the messages have gone', () => {
    for (const seen of play({arrivalsPerMinute: 38, bounce: 0.3, messages: 2_400})) {
      expect(stoppedAt(seen)).toBeLessThan(1_200);
    }
  });

  test('lets pass what stays under the share that may come back', () => {
    const stopped = play({bounce: 0.04}).map(stoppedAt);
    expect(stopped.filter(at => at !== undefined)).toEqual([]);
  });

  test('sees a consumer that breaks hours into a move as soon as one that was broken before', () => {
    const brokenFrom = 9_000;
    const seconds = seeds.slice(0, 6).map(seed => {
      const world = {...quiet, seed, bounce: 0.3, brokenFrom, messages: 12_000};
      return stoppedAt(played(world), brokenFrom);
    });
    for (const second of seconds) {
      expect(second).toBeGreaterThan(brokenFrom);
      expect(second).toBeLessThan(brokenFrom + 600);
    }
  });

  test('does not wait four minutes for what a consumer throws back at once', () => {
    for (const seen of play({bounce: 0.5, failsAfterSeconds: 1}))
      expect(stoppedAt(seen)).toBeLessThan(failsAfterSeconds);
  });

  test('never claims more than truly came back', () => {
    fc.assert(
      fc.property(
        fc.nat(100_000),
        fc.double({min: 0, max: 0.6, noNaN: true}),
        fc.constantFrom(0, 1, 10, 38, 60),
        (seed, bounce, arrivalsPerMinute) => {
          const {samples, arrivals, back} = played({
            ...quiet,
            seed,
            bounce,
            arrivalsPerMinute,
            messages: 600,
          });
          const terms = {arrivals, stopAt: 1, failsAfterMs: failsAfterSeconds * 1000};
          expect(guard(samples, terms).atLeast).toBeLessThanOrEqual(back.at(-1) ?? 0);
        },
      ),
      {numRuns: 60, seed: 4417},
    );
  });
});

describe('the verdict on a canary', () => {
  test('is clean when nothing came back to a queue that gains nothing', () => {
    expect(countOf(play({messages: 20, lag: 30}).map(canaryOf), 'clean')).toBe(seeds.length);
  });

  test('is never clean when half of it came back', () => {
    expect(countOf(play({messages: 20, bounce: 0.5}).map(canaryOf), 'clean')).toBe(0);
  });

  test('among 38 a minute, ten can show nothing: it cannot tell, and does not guess', () => {
    const verdicts = play({messages: 10, arrivalsPerMinute: 38}).map(canaryOf);
    expect(countOf(verdicts, 'clean')).toBe(0);
  });

  test('among 38 a minute, three hundred can: clean where nothing came back, bounced where 30% did', () => {
    const world = {messages: 300, arrivalsPerMinute: 38};
    expect(countOf(play(world).map(canaryOf), 'clean')).toBeGreaterThan(seeds.length * 0.85);
    const bounced = play({...world, bounce: 0.3}).map(canaryOf);
    expect(countOf(bounced, 'clean')).toBe(0);
    expect(countOf(bounced, 'bounced')).toBeGreaterThan(seeds.length * 0.85);
  });

  test('with arrivals that nobody knows, only an unchanged queue is clean', () => {
    const base = {at: 0, depth: 100, moved: 0};
    expect(judgeCanary(base, {at: 360_000, depth: 80, moved: 20}, undefined).is).toBe('clean');
    expect(judgeCanary(base, {at: 360_000, depth: 81, moved: 20}, undefined).is).toBe('unclear');
  });
});

describe('the rate of arrivals', () => {
  const every = (minutes: number, gain: (minute: number) => number) => {
    let messages = 0;
    return Array.from({length: minutes + 1}, (_, minute) => {
      if (minute > 0) messages += gain(minute);
      return {at: minute * 60_000, messages};
    });
  };

  test('is that of the last minutes when a bad deploy began an hour into the history', () => {
    const arrivals = arrivalsOf(every(90, minute => (minute > 60 ? 38 : 0)));
    expect(arrivals).toMatchObject({perMinute: 38, minutes: 30, falls: false});
  });

  test('stands on everything known when it never changed', () => {
    expect(arrivalsOf(every(180, () => 0))).toMatchObject({perMinute: 0, minutes: 180});
  });

  test('is not known from three minutes, and a gap in the data is no jump', () => {
    expect(arrivalsOf(every(3, () => 1))).toBeUndefined();
    const gappy = every(60, () => 2).filter((_, minute) => minute % 7 !== 3);
    expect(arrivalsOf(gappy)).toMatchObject({perMinute: 2, minutes: 60});
  });

  test('says so when somebody takes messages out', () => {
    expect(arrivalsOf(every(30, minute => (minute % 10 === 0 ? -5 : 1)))?.falls).toBe(true);
  });

  test('does not learn from what a task moved out, nor takes a past outflow for messages that came back', () => {
    const depths = every(60, minute => (minute > 40 && minute <= 50 ? -60 : 0));
    const task = {startedAt: 40 * 60_000, moved: 600, perSecond: 1};
    expect(arrivalsOf(depths, [task])).toMatchObject({perMinute: 0, falls: false});
    for (const tasks of [[], [task]]) {
      const arrivals = arrivalsOf(depths.slice(0, 51), tasks);
      const found = returnedBetween(
        {at: 0, depth: 900, moved: 0},
        {at: 160_000, depth: 890, moved: 10},
        arrivals,
      );
      expect(found).toMatchObject({atLeast: 0, likely: 0, unusual: false});
    }
    const outflow = arrivalsOf(every(20, () => -60));
    const samples = Array.from({length: 60}, (_, index) => ({
      at: index * 5_000,
      depth: 900 - index * 5,
      moved: index * 5,
    }));
    const terms = {arrivals: outflow, stopAt: 0.1, failsAfterMs: 30_000};
    expect(guard(samples, terms)).toMatchObject({stop: false, atLeast: 0});
  });

  test('least ≤ mean ≤ most, and more is expected of a longer time', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({min: -50, max: 50}), {minLength: 6, maxLength: 180}),
        fc.integer({min: 1_000, max: 3_600_000}),
        (gains, ms) => {
          const arrivals = arrivalsOf(every(gains.length, minute => gains[minute - 1] ?? 0));
          const {least, mean, most} = expectedOver(arrivals, ms, onceInAHundred);
          expect(least).toBeLessThanOrEqual(mean);
          expect(most).toBeGreaterThanOrEqual(mean);
          const longer = expectedOver(arrivals, ms * 2, onceInAHundred);
          expect(longer.most - longer.least).toBeGreaterThanOrEqual(most - least - 1e-9);
        },
      ),
      {numRuns: 100, seed: 4417},
    );
  });
});

test('how many came back lies between none and all that were moved', () => {
  const depth = fc.integer({min: 0, max: 5_000});
  fc.assert(
    fc.property(depth, depth, fc.integer({min: 0, max: 1_000}), (before, after, moved) => {
      const arrivals = {perMinute: 5, variance: 6, minutes: 30, falls: false};
      const found = returnedBetween(
        {at: 0, depth: before, moved: 0},
        {at: 400_000, depth: after, moved},
        arrivals,
      );
      expect(found.atLeast).toBeGreaterThanOrEqual(0);
      expect(found.atLeast).toBeLessThanOrEqual(found.atMost);
      expect(found.atMost).toBeLessThanOrEqual(moved);
    }),
    {numRuns: 200, seed: 4417},
  );
});

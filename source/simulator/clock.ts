import {type Clock, wait} from '../clock.ts';

/** A clock that starts at `startAt` and runs `speed` times as fast as the machine's. */
export function runningClock(startAt: number, speed: number): Clock {
  const began = performance.now();
  return {
    now: () => startAt + (performance.now() - began) * speed,
    sleep: (ms, signal) => wait(ms / speed, signal),
  };
}

export type MovedClock = Clock & {readonly advance: (ms: number) => void};

/** A clock that stands still until it is moved; whoever sleeps goes on at once, at the same time of day. */
export function stillClock(startAt: number): MovedClock {
  let now = startAt;
  return {
    now: () => now,
    sleep: (_ms, signal) => wait(0, signal),
    advance: ms => {
      now += ms;
    },
  };
}

/**
 * A clock that moves only when somebody waits, and then at once: an action that takes minutes of the account's
 * time is over in a moment, the same way each time.
 */
export function leapingClock(startAt: number): MovedClock {
  let now = startAt;
  const advance = (ms: number) => {
    now += ms;
  };
  return {
    now: () => now,
    sleep: async (ms, signal) => {
      await wait(0, signal);
      advance(ms);
    },
    advance,
  };
}

/** A clock for tests: it stands still, and whoever sleeps wakes when the clock is moved past that time. */
export function steppedClock(startAt: number): MovedClock {
  let now = startAt;
  const sleepers = new Set<{readonly at: number; readonly wake: () => void}>();
  return {
    now: () => now,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      const {promise, resolve, reject} = Promise.withResolvers<void>();
      const sleeper = {at: now + ms, wake: resolve};
      const onAbort = () => reject(signal?.reason);
      sleepers.add(sleeper);
      signal?.addEventListener('abort', onAbort, {once: true});
      try {
        await promise;
      } finally {
        sleepers.delete(sleeper);
        signal?.removeEventListener('abort', onAbort);
      }
    },
    advance: ms => {
      now += ms;
      for (const sleeper of [...sleepers].sort((a, b) => a.at - b.at)) if (sleeper.at <= now) sleeper.wake();
    },
  };
}

import fc from 'fast-check';
import {expect, test} from 'vitest';
import {Pace} from '../../source/aws/pace.ts';
import {steppedClock} from '../../source/simulator/clock.ts';

/** Lets everything that can go on without time passing go on. */
const settle = async () => {
  for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
};

async function passInSteps(clock: {advance: (ms: number) => void}, seconds: number) {
  for (let step = 0; step < seconds * 10; step += 1) {
    clock.advance(100);
    await settle();
  }
}

test('no second sees more than a burst and the rate', async () => {
  const clock = steppedClock(0);
  const pace = new Pace(clock, 5);
  const sentAt: number[] = [];
  const all = Array.from({length: 25}, () => pace.turn(1).then(() => sentAt.push(clock.now())));
  await settle();
  expect(sentAt).toHaveLength(5);
  await passInSteps(clock, 4.5);
  await Promise.all(all);
  for (let second = 0; second < 4; second += 1) {
    const within = sentAt.filter(at => at >= second * 1000 && at < (second + 1) * 1000);
    expect(within.length).toBeLessThanOrEqual(second === 0 ? 10 : 6);
  }
});

test('a request heavier than a second goes, and the next one pays for it', async () => {
  const clock = steppedClock(0);
  const pace = new Pace(clock, 1000);
  await pace.turn(3000);
  let second = false;
  const next = pace.turn(1).then(() => {
    second = true;
  });
  await passInSteps(clock, 1.5);
  expect(second).toBe(false);
  await passInSteps(clock, 1.5);
  await next;
  expect(second).toBe(true);
});

test('throttled, it halves and comes back slowly, and never passes the rate it was given', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), {maxLength: 60}), events => {
      const pace = new Pace(steppedClock(0), 20);
      for (const throttled of events) throttled ? pace.slowDown() : pace.speedUp();
      expect(pace.rate).toBeLessThanOrEqual(20);
      expect(pace.rate).toBeGreaterThanOrEqual(20 / 16);
    }),
  );
});

test('whoever waits for a turn stops waiting when told to', async () => {
  const pace = new Pace(steppedClock(0), 1);
  const stop = new AbortController();
  await pace.turn(1);
  const waiting = pace.turn(1, stop.signal);
  stop.abort(new Error('enough'));
  await expect(waiting).rejects.toThrow('enough');
});

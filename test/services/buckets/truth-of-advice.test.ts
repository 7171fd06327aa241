import {expect, test} from 'vitest';
import {advised, counted} from './advice/counted.ts';
import {billFor, copyToStandard, runRule} from './advice/naive-bill.ts';
import {objectsIn, partsOf, sumOf, worldOf} from './world-truth.ts';

const gib = 2 ** 30;

test('black-friday: what is advised after a count is the bill of its objects, one by one', async () => {
  // A day of May, a sixteenth of the thumbnails, and all of what is overwritten again and again.
  const prefixes = {'raw-events': 'clicks/2026/05/10', thumbnails: 'small/0', 'checkout-state': ''};
  const [events, thumbnails, state] = await counted('black-friday', prefixes);
  const world = await worldOf('black-friday');
  if (!events || !thumbnails || !state) throw new Error('One of them was not counted.');

  const walked = (each: typeof events, prefix: string) =>
    objectsIn(world.at(each.startedAt, each.bucket.name), each.startedAt, prefix);

  const transitions = advised(events.bucket, 'transition');
  expect(transitions.map(({action}) => action?.options.to)).toEqual(['DEEP_ARCHIVE@180', 'GLACIER_IR@90']);
  for (const {savesUsdPerMonth, costsOnceUsd, breakEvenDays, action} of transitions) {
    const [left, right] = [walked(events, 'clicks/2026/05/10'), walked(events, 'clicks/2026/05/10')];
    // The rest of the bucket, because its last bytes are the cheapest.
    const others = (events.bucket.bytes ?? Number.NaN) - sumOf(left.map(({size}) => size));
    const rest = {storageClass: 'STANDARD', size: others, ageDays: 0};
    const once = runRule(right, action?.options.to ?? '');
    const saves = billFor([...left, rest], 1) - billFor([...right, rest], 1);
    expect(costsOnceUsd).toBeCloseTo(once, 6);
    expect(savesUsdPerMonth).toBeCloseTo(saves, 4);
    expect(breakEvenDays).toBe(Math.ceil((once / saves) * 30));
  }

  const small = walked(thumbnails, 'small/0').filter(({storageClass}) => storageClass === 'STANDARD_IA');
  const inStandard = small.map(each => ({...each, storageClass: 'STANDARD'}));
  const [padded] = advised(thumbnails.bucket, 'small-objects');
  expect(padded?.savesUsdPerMonth).toBeCloseTo(billFor(small, 1) - billFor(inStandard, 1), 6);
  expect(padded?.costsOnceUsd).toBeCloseTo(copyToStandard(small), 6);
  expect(padded?.text).toMatch(/It saves under \$1\.00 a month\.$/);

  const day = Date.parse(state.bucket.metricDate ?? '');
  const there = world.at(day, 'checkout-state');
  const current = there.truth();
  const more = (state.bucket.bytes ?? Number.NaN) - current.bytes - sumOf(partsOf(there, day));
  const [noncurrent] = advised(state.bucket, 'noncurrent');
  const told = /up to \$([\d.]+) a month/.exec(noncurrent?.text ?? '')?.[1];
  // Whole days of age are told: of the objects of that one day it is not sure that they were there. It is never less.
  expect(Number(told)).toBeGreaterThan((more / gib) * 0.023 - 0.005);
  expect(Number(told)).toBeLessThan((more / gib) * 0.023 * 1.02);
});

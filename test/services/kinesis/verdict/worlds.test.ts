import fc from 'fast-check';
import {expect, test} from 'vitest';
import {judged} from './judging.ts';
import {truthOf, worldArbitrary} from './worlds.ts';

test.each(fc.sample(worldArbitrary, {numRuns: 3, seed: 7}).map(world => [truthOf(world), world] as const))(
  'a world that is %s is called that once it was sampled',
  async (truth, world) => {
    const {unsampled, sampled} = await judged(world);
    expect(unsampled.verdict).not.toBe('hot-key');
    expect(sampled.verdict, JSON.stringify(world)).toBe(truth);
  },
);

import fc from 'fast-check';
import {test} from 'vitest';
import {openQueues} from './harness.ts';
import {runSteps, scenarioOfWorld, stepArbitrary, worldArbitrary} from './random-worlds.ts';

test('whatever is done to the queues, nothing is lost and nothing doubled', () => {
  fc.assert(
    fc.property(worldArbitrary, fc.array(stepArbitrary, {minLength: 5, maxLength: 40}), (world, steps) => {
      const opened = openQueues(scenarioOfWorld(world), {seed: world.seed});
      runSteps(opened, steps);
    }),
    {numRuns: 20, seed: 20_261_127},
  );
});

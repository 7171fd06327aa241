import type {SimulatedBucket} from '../../../source/simulator/buckets/shape.ts';
import {createBucketWorld} from '../../../source/simulator/buckets/world.ts';
import {stillClock} from '../../../source/simulator/clock.ts';
import {loadScenario} from '../../../source/simulator/scenarios/index.ts';
import {scenarioStart} from '../../../source/simulator/scenarios/start.ts';
import {scenarioFile} from '../../simulated.ts';
import type {Stored} from './advice/naive-bill.ts';

const dayMs = 86_400_000;

/** The buckets of a scenario and nothing else of it: what else happens in the account takes long to compute. */
export async function onlyBuckets(scenario: string, most = Infinity): Promise<string> {
  const {name, regions, buckets} = await loadScenario(scenario);
  return scenarioFile({name, regions, buckets: buckets.slice(0, most)});
}

/** The buckets of a scenario at any moment, apart from any request. */
export type MovedWorld = {readonly at: (moment: number, name: string) => SimulatedBucket};

export async function worldOf(scenario: string): Promise<MovedWorld> {
  let moment = scenarioStart;
  const world = createBucketWorld({
    scenario: await loadScenario(scenario),
    seed: 1,
    clock: {...stillClock(scenarioStart), now: () => moment},
    startAt: scenarioStart,
  });
  return {
    at: (asked, name) => {
      moment = asked;
      const bucket = world.bucket(name);
      if (!bucket) throw new Error(`There is no bucket ${name}.`);
      return bucket;
    },
  };
}

/** What has come of unfinished uploads until then. */
export function partsOf(bucket: SimulatedBucket, moment: number): readonly number[] {
  return bucket
    .uploads()
    .flatMap(({parts}) => parts.filter(({modifiedAt}) => modifiedAt <= moment).map(({size}) => size));
}

/** Current objects one by one. */
export const objectsIn = (bucket: SimulatedBucket, moment: number, prefix = ''): Stored[] =>
  [...bucket.objects({prefix, after: ''})].map(({size, storageClass, modifiedAt}) => ({
    size,
    storageClass,
    ageDays: Math.floor((moment - modifiedAt) / dayMs),
  }));

export const sumOf = (numbers: Iterable<number>): number => {
  let sum = 0;
  for (const number of numbers) sum += number;
  return sum;
};

import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, onTestFinished, test, vi} from 'vitest';
import {adviseFrom} from '../../../../source/services/buckets/advice/index.ts';
import {scan} from '../../../../source/services/buckets/scan/action.ts';
import {readCounts} from '../../../../source/services/buckets/scan/stored.ts';
import {createBucketWorld} from '../../../../source/simulator/buckets/world.ts';
import {stillClock} from '../../../../source/simulator/clock.ts';
import {loadScenario} from '../../../../source/simulator/scenarios/index.ts';
import type {ScenarioSource} from '../../../../source/simulator/scenarios/schema.ts';
import {scenarioStart} from '../../../../source/simulator/scenarios/start.ts';
import {scenarioFile} from '../../../simulated.ts';
import {acting} from '../acting.ts';
import {bucketOf, day} from './bucket-of.ts';
import {billFor, runRule, type Stored} from './naive-bill.ts';

const objects: NonNullable<NonNullable<ScenarioSource['buckets']>[number]['objects']> = [
  {prefix: 'logs/', count: 4_000, sinceDaysAgo: 400, meanBytes: 40_000_000, smallShare: 0.2},
  {
    prefix: 'old/',
    count: 500,
    sinceDaysAgo: 900,
    untilDaysAgo: 300,
    meanBytes: 90_000_000,
    classes: [{fromDays: 0, storageClass: 'STANDARD_IA'}],
  },
];

/** Every object of the same world, as it is at that moment, apart from any listing. */
async function storedAt(moment: number): Promise<Stored[]> {
  const file = await scenarioFile({
    name: 'test',
    regions: ['us-east-1'],
    buckets: [{name: 'exports', objects}],
  });
  const scenario = await loadScenario(file);
  const world = createBucketWorld({scenario, seed: 1, clock: stillClock(moment), startAt: scenarioStart});
  const walked = world.bucket('exports')?.objects({prefix: '', after: ''}) ?? [];
  return [...walked].map(({size, storageClass, modifiedAt}) => ({
    size,
    storageClass,
    ageDays: Math.floor((moment - modifiedAt) / day),
  }));
}

test('what was counted over the wire is advised upon to the cent of a bill of the single objects', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hotshard-advice-'));
  vi.stubEnv('XDG_STATE_HOME', folder);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    return rm(folder, {recursive: true});
  });
  const action = await acting(scan, {objects});
  await action.run();
  const counts = readCounts({account: '730112094417', endpoint: action.simulation.endpoint});
  const histogram = counts.find(count => count.histogram.bucket === 'exports')?.histogram;
  const now = histogram?.startedAt ?? Number.NaN;
  const advices = adviseFrom(bucketOf(undefined, {histogram, now})).filter(({kind}) => kind === 'transition');

  expect(advices.length).toBeGreaterThan(0);
  for (const {savesUsdPerMonth, costsOnceUsd, action: advised} of advices) {
    const [left, right] = [await storedAt(now), await storedAt(now)];
    expect(costsOnceUsd).toBeCloseTo(runRule(right, advised?.options.to ?? ''), 6);
    expect(savesUsdPerMonth).toBeCloseTo(billFor(left, 1) - billFor(right, 1), 4);
  }
});

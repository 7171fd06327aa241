import {expect, test} from 'vitest';
import {Monitor} from '../../../source/monitor/monitor.ts';
import {buckets} from '../../../source/services/buckets/index.ts';
import type {Bucket} from '../../../source/services/buckets/model.ts';
import {loadScenario} from '../../../source/simulator/scenarios/index.ts';
import {formatCount, formatUsd} from '../../../source/text/number.ts';
import {simulated} from '../../simulated.ts';
import {type MovedWorld, onlyBuckets, partsOf, sumOf, worldOf} from './world-truth.ts';

const dayMs = 86_400_000;

/** All buckets of a scenario as the document shows them. */
async function shown(scenario: string, most?: number): Promise<readonly Bucket[]> {
  const opened = await simulated(await onlyBuckets(scenario, most));
  const {regions} = await loadScenario(scenario);
  const sessions = regions.map(region => opened.session({region, covers: own => own === region}));
  const monitor = new Monitor({
    connect: async () => sessions,
    services: [buckets],
    clock: opened.clock,
    intervalSeconds: 60,
    budgetUsdPerHour: 10,
  });
  const document = await monitor.once();
  return document.buckets?.buckets ?? [];
}

for (const [scenario, most] of [['black-friday'], ['cold-archive'], ['huge', 6]] as const) {
  test(`${scenario}: bytes by class, objects and growth are those of the world on the day of the figures`, async () => {
    const sources = (await loadScenario(scenario)).buckets.slice(0, most);
    const all = await shown(scenario, most);
    expect(all.map(({name}) => name).sort()).toEqual(sources.map(({name}) => name).sort());
    const world = await worldOf(scenario);
    for (const bucket of all) {
      // What only the account itself writes to is empty, or has reports on others.
      const {objects = []} = sources.find(({name}) => name === bucket.name) ?? {};
      if (objects.length > 0) compare(world, bucket);
    }
  });
}

/** Who keeps older versions has more than its current objects. */
const versioned = 'checkout-state';

function compare(world: MovedWorld, bucket: Bucket): void {
  const {name, metricDate, classes, objects, bytes, growthBytesPerDay} = bucket;
  const day = Date.parse(metricDate ?? '');
  const there = world.at(day, name);
  const truth = there.truth();
  const parts = partsOf(there, day);
  if (name === versioned) {
    expect(objects).toBeGreaterThan(truth.objects);
    expect(bytes).toBeGreaterThan(truth.bytes);
    return;
  }
  expect(objects).toBe(truth.objects + parts.length);
  const held = new Map(
    classes.map(each => [each.storageClass, each.bytes - each.paddingBytes - each.overheadBytes]),
  );
  const expected = new Map([...truth.byClass].map(([storageClass, each]) => [storageClass, each.bytes]));
  expected.set('STANDARD', (expected.get('STANDARD') ?? 0) + sumOf(parts));
  for (const [storageClass, all] of expected) {
    if (all > 0) expect([name, storageClass, held.get(storageClass)]).toEqual([name, storageClass, all]);
  }
  expect(held.size).toBe([...expected.values()].filter(all => all > 0).length);
  for (const {storageClass, overheadBytes, paddingBytes, bytes: stored} of classes) {
    const archived = storageClass === 'GLACIER' || storageClass === 'DEEP_ARCHIVE';
    if (archived) expect(overheadBytes).toBe((truth.byClass.get(storageClass)?.objects ?? 0) * 40 * 1024);
    const isPadded = storageClass === 'STANDARD_IA' || storageClass === 'GLACIER_IR';
    if (!isPadded) expect(paddingBytes).toBe(0);
    expect(stored).toBeLessThanOrEqual(bytes ?? 0);
  }
  const beside = sumOf(classes.map(each => each.paddingBytes + each.overheadBytes));
  // What is billed beside objects grows with them: by how much is seen where they are walked one by one.
  if (beside > 0.1 * (bytes ?? 0)) return;
  const growth = growthIn({world, name, day});
  if (beside === 0) expect([name, growthBytesPerDay]).toEqual([name, expect.closeTo(growth, 0)]);
  else expect([name, (growthBytesPerDay ?? Number.NaN) / growth]).toEqual([name, expect.closeTo(1, 1)]);
}

/** The median of what it grew by a day, from each day of a fortnight to each later one. */
function growthIn({world, name, day}: {world: MovedWorld; name: string; day: number}): number {
  const days = Array.from({length: 14}, (_, index) => {
    const there = world.at(day - (13 - index) * dayMs, name);
    return there.truth().bytes + sumOf(partsOf(there, day - (13 - index) * dayMs));
  });
  const slopes = days.flatMap((from, index) =>
    days.slice(index + 1).map((to, after) => (to - from) / (after + 1)),
  );
  const sorted = slopes.toSorted((one, other) => one - other);
  return ((sorted[45] ?? Number.NaN) + (sorted[44 + (sorted.length % 2)] ?? Number.NaN)) / 2;
}

test('cold-archive: before anybody counts, the metrics tell how many are archived, and the rules what they leave out', async () => {
  const bucket = (await shown('cold-archive')).find(({name}) => name === 'cold-archive');
  const day = Date.parse(bucket?.metricDate ?? '');
  const {byClass} = (await worldOf('cold-archive')).at(day, 'cold-archive').truth();
  const deep = byClass.get('DEEP_ARCHIVE')?.objects ?? Number.NaN;
  const texts = bucket?.advice.map(({text}) => text) ?? [];
  expect(texts).toEqual([
    expect.stringContaining('rules move or delete objects under "telemetry/" only'),
    expect.stringContaining('Rule telemetry-down archives objects below 128 KiB too'),
    expect.stringContaining(`each of ${formatCount(deep)} objects in DEEP_ARCHIVE cost`),
  ]);
  const usd = deep * ((32_768 / 2 ** 30) * 0.00099 + (8_192 / 2 ** 30) * 0.023);
  expect(texts[2]).toContain(`cost ${formatUsd(usd)} a month`);
  expect(bucket?.advice.every(({savesUsdPerMonth}) => savesUsdPerMonth === null)).toBe(true);
});

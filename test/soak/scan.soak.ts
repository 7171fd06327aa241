import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {text} from 'node:stream/consumers';
import {fileURLToPath} from 'node:url';
import fc from 'fast-check';
import {expect, onTestFinished, test, vi} from 'vitest';
import {scan} from '../../source/services/buckets/scan/action.ts';
import {readCounts} from '../../source/services/buckets/scan/stored.ts';
import {createBucketWorld} from '../../source/simulator/buckets/world.ts';
import {stillClock} from '../../source/simulator/clock.ts';
import {loadScenario} from '../../source/simulator/scenarios/index.ts';
import type {ScenarioSource} from '../../source/simulator/scenarios/schema.ts';
import {scenarioStart} from '../../source/simulator/scenarios/start.ts';
import {acting} from '../services/buckets/acting.ts';
import {scenarioFile, simulated} from '../simulated.ts';
import {counts, seedOf, tell} from './counts.ts';
import type {Errand} from './scan/child.ts';

const account = '730112094417';
const worlds = counts(60, 3);
const kills = counts(40, 2);

type BucketSource = NonNullable<ScenarioSource['buckets']>[number];

const objectsArbitrary = fc.record({
  prefix: fc.constantFrom('', 'logs/', 'a/b/c/', 'année/', 'x y+z/'),
  keys: fc.constantFrom('dated' as const, 'flat' as const, 'folders' as const),
  count: fc.integer({min: 1, max: 15_000}),
  meanBytes: fc.constantFrom(500, 200_000, 90_000_000),
});
const worldArbitrary = fc.uniqueArray(objectsArbitrary, {
  minLength: 1,
  maxLength: 3,
  selector: ({prefix}) => prefix,
});

/** What a bucket says of itself, apart from any listing. */
async function truthOf(bucket: BucketSource) {
  const scenario = await loadScenario(
    await scenarioFile({name: 'test', regions: ['us-east-1'], buckets: [bucket]}),
  );
  const world = createBucketWorld({
    scenario,
    seed: 1,
    clock: stillClock(scenarioStart),
    startAt: scenarioStart,
  });
  const truth = world.bucket(bucket.name)?.truth();
  if (!truth) throw new Error(`no bucket ${bucket.name}`);
  return {objects: truth.objects, bytes: truth.bytes};
}

async function stateFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'hotshard-scan-'));
  vi.stubEnv('XDG_STATE_HOME', folder);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    return rm(folder, {recursive: true});
  });
  return folder;
}

test('the totals of any bucket are its own, to the byte', async () => {
  await stateFolder();
  let objects = 0;
  let calls = 0;
  for (const world of fc.sample(worldArbitrary, {numRuns: worlds, seed: seedOf(811)})) {
    const action = await acting(scan, {objects: world});
    await action.run();
    const [count] = readCounts({account, endpoint: action.simulation.endpoint});
    const where = JSON.stringify(world);
    expect(count?.scan, where).toMatchObject({
      whole: true,
      ...(await truthOf({name: 'exports', objects: world})),
    });
    objects += count?.scan.objects ?? Number.NaN;
    calls += count?.scan.calls ?? Number.NaN;
  }
  tell(`${worlds} buckets, ${objects} objects in ${calls} calls, all totals equal`);
});

test('a count that is killed at any moment goes on from its place to the same totals', async () => {
  const folder = await stateFolder();
  const bucket: BucketSource = {
    name: 'exports',
    objects: [
      {prefix: 'logs/', keys: 'dated', count: 50_000},
      {prefix: 'flat/', keys: 'flat', count: 50_000},
    ],
  };
  const file = await scenarioFile({name: 'kills', regions: ['us-east-1'], buckets: [bucket]});
  const {endpoint, accessKeyId, secretAccessKey} = (await simulated(file)).account;
  const resume = join(folder, 'place.json');
  const errand = {
    endpoint,
    accessKeyId,
    secretAccessKey,
    account,
    bucket: 'exports',
    resume,
    stateFolder: folder,
  };
  const truth = await truthOf(bucket);
  let killed = 0;
  let wentOn = 0;
  while (killed < kills) {
    for (const afterMs of fc.sample(fc.integer({min: 0, max: 400}), {numRuns: 2, seed: seedOf(killed)})) {
      const told = await run(errand, resume, afterMs);
      if (told === undefined) killed += 1;
      if (await placeIn(resume)) wentOn += 1;
    }
    // The last one is left alone. A place is only there while the count is not finished.
    expect(await run(errand, resume, undefined)).toEqual(truth);
    expect(await placeIn(resume)).toBeUndefined();
  }
  tell(`${killed} kills, ${wentOn} left a place to go on from, all totals equal`);
});

const placeIn = (path: string) => readFile(path, 'utf8').catch(() => undefined);

/** Counts in a program of its own, killed so long after it first wrote down its place; undefined when it was. */
async function run(errand: Errand, resume: string, killAfterMs: number | undefined): Promise<unknown> {
  const before = await placeIn(resume);
  const child = spawn(process.execPath, [fileURLToPath(new URL('./scan/child.ts', import.meta.url))], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(`${JSON.stringify(errand)}\n`);
  const said = text(child.stdout);
  const exited = once(child, 'exit');
  let isOver = false;
  exited.then(() => {
    isOver = true;
  });
  if (killAfterMs !== undefined) {
    while (!isOver && (await placeIn(resume)) === before)
      await new Promise(resolve => setTimeout(resolve, 5));
    await new Promise(resolve => setTimeout(resolve, killAfterMs));
    child.kill('SIGKILL');
  }
  const [code] = await exited;
  return code === 0 ? JSON.parse(await said) : undefined;
}

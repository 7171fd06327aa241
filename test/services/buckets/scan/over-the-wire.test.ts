import {existsSync} from 'node:fs';
import {mkdtemp, readdir, readFile, rm, stat, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {beforeEach, expect, onTestFinished, test, vi} from 'vitest';
import {MetricPlanner} from '../../../../source/metrics/planner.ts';
import {scan} from '../../../../source/services/buckets/scan/action.ts';
import {countsOf} from '../../../../source/services/buckets/scan/memory.ts';
import {takePlace} from '../../../../source/services/buckets/scan/position-file.ts';
import {readCounts} from '../../../../source/services/buckets/scan/stored.ts';
import type {BucketTruth} from '../../../../source/simulator/buckets/shape.ts';
import {createBucketWorld} from '../../../../source/simulator/buckets/world.ts';
import {stillClock} from '../../../../source/simulator/clock.ts';
import {loadScenario} from '../../../../source/simulator/scenarios/index.ts';
import type {ScenarioSource} from '../../../../source/simulator/scenarios/schema.ts';
import {scenarioStart} from '../../../../source/simulator/scenarios/start.ts';
import {formatCount} from '../../../../source/text/number.ts';
import {scenarioFile} from '../../../simulated.ts';
import {type Acting, acting, because} from '../acting.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hotshard-scan-'));
  vi.stubEnv('XDG_STATE_HOME', folder);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    return rm(folder, {recursive: true});
  });
});

type BucketSource = NonNullable<ScenarioSource['buckets']>[number];

const classes: NonNullable<NonNullable<BucketSource['objects']>[number]['classes']> = [
  {fromDays: 0, storageClass: 'STANDARD'},
  {fromDays: 90, storageClass: 'GLACIER'},
];

const objects: NonNullable<BucketSource['objects']> = [
  {prefix: 'logs/', keys: 'dated', count: 5_000, classes},
  {prefix: 'flat/', keys: 'flat', count: 3_500},
  {prefix: 'of/', keys: 'folders', count: 2_500},
];
const single = ['new\nline', 'esc\u001b[31m', '🦔/ + %41&amp;', '/', 'flat/'].map(key => ({
  key,
  bytes: 12_345,
}));

/** What the same world says of itself, apart from any listing. */
async function truth(): Promise<BucketTruth> {
  const file = await scenarioFile({
    name: 'test',
    regions: ['us-east-1'],
    buckets: [{name: 'exports', objects, single}],
  });
  const scenario = await loadScenario(file);
  const clock = stillClock(scenarioStart);
  const world = createBucketWorld({scenario, seed: 1, clock, startAt: scenarioStart});
  const bucket = world.bucket('exports');
  if (!bucket) throw new Error('no such bucket');
  return bucket.truth();
}

const countedIn = (action: Acting) => {
  const {account, endpoint} = {account: '730112094417', endpoint: action.simulation.endpoint};
  return readCounts({account, endpoint}).find(({histogram}) => histogram.bucket === 'exports')?.scan;
};

test('counts what is there, to the byte, strange keys among it, and keeps numbers only', async () => {
  const action = await acting(scan, {objects: objects, single});
  const finished = await action.run();
  const known = await truth();
  const found = countedIn(action);
  expect(finished.result).toBe('done');
  expect(found).toMatchObject({whole: true, prefixed: false, objects: known.objects, bytes: known.bytes});
  for (const {storageClass, ...sum} of found?.byClass ?? []) {
    expect(sum).toEqual(known.byClass.get(storageClass));
  }
  expect(finished.proof?.found?.join('\n')).toMatch(/By class[\s\S]*GLACIER[\s\S]*By age[\s\S]*By size/);
  const [name = ''] = await readdir(join(folder, 'hotshard', 'scans'));
  const path = join(folder, 'hotshard', 'scans', name);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  for (const text of [await readFile(path, 'utf8'), await action.journal()]) {
    expect(text).not.toMatch(/logs\/|flat\/|part-/);
  }
});

test('counts a bucket of another region where it is, and only what is under a prefix', async () => {
  const action = await acting(scan, {region: 'eu-west-1', objects: objects});
  const {result} = await action.run({prefix: 'flat/'});
  expect(result).toBe('done');
  expect(countedIn(action)).toMatchObject({objects: 3_500, prefixed: true, whole: true});
});

test('stopped by a number of calls it keeps its place, goes on from there, and leaves no file behind', async () => {
  const action = await acting(scan, {objects: objects, single});
  const resume = join(folder, 'place.json');
  const first = await action.run({resume, 'max-calls': '7'});
  expect(first.says).toContain('the same command goes on from there');
  expect((await stat(resume)).mode & 0o777).toBe(0o600);
  expect(countedIn(action)?.whole).toBe(false);
  expect(because(await action.plan({resume, 'max-calls': '7'}))).toEqual([
    expect.stringContaining('stopped after 7 calls'),
  ]);
  const known = await truth();
  const {result} = await action.run({resume});
  expect(result).toBe('done');
  expect(countedIn(action)).toMatchObject({
    whole: true,
    objects: known.objects,
    bytes: known.bytes,
  });
  await expect(stat(resume)).rejects.toThrow('ENOENT');
});

test('the file of something else is never written over', async () => {
  const action = await acting(scan, {objects: objects});
  const resume = join(folder, 'letter.txt');
  await writeFile(resume, 'dear');
  expect(because(await action.plan({resume}))).toEqual([expect.stringContaining('it is not written over')]);
  const place = join(folder, 'place.json');
  await action.run({resume: place, 'max-calls': '3'});
  expect(because(await action.plan({resume: place, prefix: 'logs/'}))).toEqual([
    expect.stringMatching(/is of another count, .*\. Name another file with --resume\.$/),
  ]);
});

test('a file in a folder that is not there is refused before anything is listed', async () => {
  const action = await acting(scan, {objects: objects});
  const resume = join(folder, 'nowhere', 'place.json');
  expect(because(await action.plan({resume}))).toEqual([
    `${resume} cannot be written: there is no such folder. Name another file with --resume.`,
  ]);
});

test('two counts at the same time do not share the file of one', async () => {
  const action = await acting(scan, {objects: objects});
  const resume = join(folder, 'place.json');
  const first = takePlace(resume, {account: '730112094417', bucket: 'exports', prefix: ''});
  expect(because(await action.plan({resume}))).toEqual([
    `${resume} keeps the place of a count that runs here. Name another file with --resume.`,
  ]);
  first.leave();
  const {result} = await action.run({resume});
  expect(result).toBe('done');
  expect(because(await action.plan({resume}))).toEqual([]);
});

test('a count that keeps its place in a file leaves the one in memory where it is', async () => {
  const action = await acting(scan, {objects: objects});
  await action.run({'max-calls': '3'});
  const goesOn = async () => (await action.plan()).changes[0];
  expect(await goesOn()).toContain('was stopped after 3 calls');
  const resume = join(folder, 'place.json');
  await action.run({resume, 'max-calls': '5'});
  expect(await goesOn()).toContain('was stopped after 3 calls');
});

test('what was counted is kept before the place where it stood is forgotten', async () => {
  const action = await acting(scan, {objects: objects});
  const resume = join(folder, 'place.json');
  const put = vi.spyOn(countsOf(action.session), 'put');
  let isThere = false;
  put.mockImplementation(() => {
    isThere = existsSync(resume);
  });
  await action.run({resume});
  expect(put).toHaveBeenCalledOnce();
  expect(isThere).toBe(true);
  expect(existsSync(resume)).toBe(false);
});

test('the metrics are asked for before it begins, and not once more for its proof', async () => {
  const action = await acting(scan, {objects: objects});
  const asked = vi.spyOn(MetricPlanner.prototype, 'flush');
  onTestFinished(() => asked.mockRestore());
  await action.run();
  // For the plan, and right before the first request.
  expect(asked).toHaveBeenCalledTimes(2);
});

test('a script gets numbers, whatever a person is told', async () => {
  const action = await acting(scan, {objects: objects, single});
  const {says, proof} = await action.run();
  const known = await truth();
  expect(proof?.data).toMatchObject({whole: true, objects: known.objects, bytes: known.bytes});
  const cells = proof?.data?.cells as readonly Readonly<Record<string, number | string | null>>[];
  expect(cells.reduce((sum, {bytes}) => sum + Number(bytes), 0)).toBe(known.bytes);
  expect(cells[0]).toEqual({
    storageClass: expect.any(String),
    fromDays: expect.any(Number),
    toDays: expect.any(Number),
    fromBytes: expect.any(Number),
    toBytes: expect.any(Number),
    objects: expect.any(Number),
    bytes: expect.any(Number),
  });
  expect(says).toContain(`${formatCount(known.objects)} objects (${known.objects.toLocaleString('en-US')})`);
  expect(says).toContain(`(${known.bytes.toLocaleString('en-US')} bytes)`);
  expect(says).toBe(says.trimEnd());
});

test('who stops it is told what was counted until then, and the next count goes on from there', async () => {
  const action = await acting(scan, {objects: [{count: 40_000, prefix: 'logs/', keys: 'dated'}]});
  const client = await action.session.once.clients.s3('us-east-1');
  // Every answer takes a while, so it says how far it is.
  client.middlewareStack.add(
    next => async args => {
      action.clock.advance(400);
      return next(args);
    },
    {step: 'initialize', name: 'slowly'},
  );
  const {result, says, proof} = await action.run({}, (_, stop) => stop());
  expect(result).toBe('cancelled');
  expect(says).toContain('the next count goes on from there');
  expect(proof?.data).toMatchObject({whole: false});
  expect((await action.plan()).changes[0]).toMatch(/^Goes on where/);
  for (const values of [{anew: 'yes'}, {prefix: 'logs/'}]) {
    expect((await action.plan(values)).changes[0]).toMatch(/^Counts objects/);
  }
  expect((await action.run()).result).toBe('done');
  expect(countedIn(action)).toMatchObject({whole: true, objects: 40_000});
  expect((await action.plan()).changes[0]).toMatch(/^Counts objects/);
  for (const name of await readdir(folder, {recursive: true})) expect(name).not.toMatch(/place/);
});

test('an empty bucket is counted as empty', async () => {
  const action = await acting(scan, {});
  const {result} = await action.run();
  expect(result).toBe('done');
  expect(countedIn(action)).toMatchObject({objects: 0, bytes: 0, whole: true, byClass: []});
});

test('a bucket that refuses says so', async () => {
  const action = await acting(scan, {denied: true, objects: objects});
  const {result, says} = await action.run({resume: join(folder, 'place.json')});
  expect(result).toBe('failed');
  expect(says).toMatch(/^Not allowed: s3:ListObjectsV2 in us-east-1\. Ask for the permission s3:ListBucket;/);
  expect(says).not.toMatch(/0 objects|there are more|place/);
  expect(await readdir(folder)).not.toContain('place.json');
});

test('the plan says what it costs, and points whoever has very many to the inventory', async () => {
  const action = await acting(scan, {objects: [{count: 60_000_000, prefix: 'logs/', keys: 'dated'}]});
  const plan = await action.plan();
  expect(plan.risk).toBe('intrusive-read');
  expect(plan.warnings.join()).toContain('objects are many to list');
  expect(plan.cost).toMatch(/about \$0\.[23]\d by list price/);
  expect(await action.wrong({'max-calls': '0'})).toContain('--max-calls is a whole number from 1');
  expect(await action.wrong({resume: ''})).toContain('needs the name of a file');
});

import {createHash} from 'node:crypto';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {beforeEach, expect, onTestFinished, test, vi} from 'vitest';
import {scan} from '../../../../source/services/buckets/scan/action.ts';
import {countsOf} from '../../../../source/services/buckets/scan/memory.ts';
import {createBucketWorld} from '../../../../source/simulator/buckets/world.ts';
import {stillClock} from '../../../../source/simulator/clock.ts';
import {loadScenario} from '../../../../source/simulator/scenarios/index.ts';
import type {ScenarioSource} from '../../../../source/simulator/scenarios/schema.ts';
import {scenarioStart} from '../../../../source/simulator/scenarios/start.ts';
import {scenarioFile} from '../../../simulated.ts';
import {type Acting, acting, because} from '../acting.ts';

beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hotshard-inventory-'));
  vi.stubEnv('XDG_STATE_HOME', folder);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    return rm(folder, {recursive: true});
  });
});

type BucketSource = NonNullable<ScenarioSource['buckets']>[number];
type InventorySource = NonNullable<BucketSource['inventories']>[number];

const objects: NonNullable<BucketSource['objects']> = [
  {
    prefix: 'logs/',
    keys: 'dated',
    count: 1_500,
    classes: [
      {fromDays: 0, storageClass: 'STANDARD'},
      {fromDays: 90, storageClass: 'GLACIER'},
    ],
  },
  {prefix: 'flat/', keys: 'flat', count: 800},
];
const single = ['new\nline', 'esc\u001b[31m', '🦔/ + %41&amp;', 'a "b", c'].map(key => ({
  key,
  bytes: 12_345,
}));
const reports: BucketSource = {name: 'reports'};

const reported = (inventory: Partial<InventorySource>, more: Partial<BucketSource> = {}): Promise<Acting> => {
  const inventories = [{id: 'daily', destinationBucket: 'reports', ...inventory}];
  return acting(scan, {objects, single, inventories, ...more}, {beside: [reports]});
};

/** What the world itself says of the bucket at that time. */
async function truthAt(
  at: number | undefined,
  prefix = '',
  bucket: Partial<BucketSource> = {objects, single},
) {
  const buckets = [{name: 'exports', ...bucket}];
  const scenario = await loadScenario(await scenarioFile({name: 'test', regions: ['us-east-1'], buckets}));
  const clock = stillClock(scenarioStart);
  const world = createBucketWorld({scenario, seed: 1, clock, startAt: scenarioStart});
  const truth = world.bucket('exports')?.truth(at, prefix);
  if (!truth) throw new Error('no such bucket');
  return {objects: truth.objects, bytes: truth.bytes};
}

test.each(['CSV', 'Parquet'] as const)(
  'a %s report is counted as the bucket was on its day',
  async format => {
    const action = await reported({format});
    const plan = await action.plan({from: 'inventory'});
    expect(plan.steps.map(({says}) => says)).toEqual([
      expect.stringMatching(
        new RegExp(`^read the report daily of 27 Nov 01:00 in reports: 1 ${format} file, .* kB$`),
      ),
    ]);
    expect(plan.touches).toEqual(['reports']);
    expect(plan.cost).toContain('by list price');
    const {result, says, proof} = await action.run({from: 'inventory'});
    expect(result).toBe('done');
    expect(says).toContain('by the inventory of 27 Nov 01:00 UTC. ');
    expect(proof?.found?.join('\n')).toContain('GLACIER');
    const count = countsOf(action.session).last('exports');
    expect(count?.scan).toMatchObject({
      ...(await truthAt(count?.histogram.startedAt)),
      whole: true,
      source: 'inventory',
      countedAt: '2026-11-27T01:00:00.000Z',
    });
    // No key of a report is written down.
    expect(await action.journal()).not.toMatch(/data\/|\.csv|\.parquet/);
  },
);

test('of a report on all versions only the current objects count, and only those under the prefix', async () => {
  const versioned: Partial<BucketSource> = {
    versioning: 'Enabled',
    objects: objects.map(each => ({...each, noncurrent: {share: 0.4, versions: 2}})),
  };
  const action = await reported({versions: 'All', format: 'Parquet'}, versioned);
  const {says} = await action.run({from: 'inventory', prefix: 'logs/'});
  expect(says).toContain(' under the prefix');
  const count = countsOf(action.session).last('exports');
  expect(count?.scan).toMatchObject({
    ...(await truthAt(count?.histogram.startedAt, 'logs/', {...versioned, single})),
    prefixed: true,
  });
});

test('too many to list: the report is read where one covers what is asked, and it is said why none does', async () => {
  const action = await reported(
    {prefix: 'flat/'},
    {objects: [...objects, {prefix: 'huge/', keys: 'flat', count: 20_000_000}]},
  );
  expect((await action.plan({prefix: 'flat/'})).title).toBe(
    'Count the objects of exports from its inventory',
  );
  expect((await action.plan({prefix: 'flat/', from: 'listing'})).warnings.join()).toContain(
    'read it with --from inventory',
  );
  expect((await action.plan({prefix: 'flat/', 'max-calls': '5'})).title).toBe('Count the objects of exports');
  const whole = await action.plan();
  expect(whole.title).toBe('Count the objects of exports');
  expect(whole.warnings.join()).toContain('Inventory daily covers only a part');
  expect(because(await action.plan({from: 'inventory'})).join()).toMatch(
    /Inventory daily covers only a part.* Or count it with --from listing\./,
  );
});

test.each([
  ['no report yet', {startedDaysAgo: 0}, {}, /has no report yet: AWS takes up to 48 hours/],
  ['ORC', {format: 'ORC'}, {}, /is written as ORC, which is not read here: configure CSV or Parquet\./],
  [
    'a destination that refuses',
    {},
    {denied: true},
    /The reports of inventory daily in reports: Not allowed: s3:ListObjectsV2/,
  ],
  [
    'a destination that is not there',
    {destinationBucket: 'elsewhere'},
    {},
    /The reports of inventory daily in elsewhere: /,
  ],
] as const)('it says what is in the way: %s', async (_name, inventory, destination, says) => {
  const action = await acting(
    scan,
    {objects, inventories: [{id: 'daily', destinationBucket: 'reports', ...inventory}]},
    {beside: [{...reports, ...destination}]},
  );
  const [sentence] = because(await action.plan({from: 'inventory'}));
  expect(sentence).toMatch(says);
});

/** Somebody between: changes what is sent or what comes back, by the command's name. */
async function between(
  {session}: Acting,
  command: string,
  change: (at: {readonly input: Record<string, unknown>; readonly output?: Record<string, unknown>}) => void,
): Promise<void> {
  const isRecord = (value: unknown): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null;
  const client = await session.clients.s3('us-east-1');
  client.middlewareStack.add(
    (next, {commandName}) =>
      async args => {
        const {input} = args;
        const isIt = commandName === command && isRecord(input);
        if (isIt) change({input});
        const answer = await next(args);
        if (isIt && isRecord(answer.output)) change({input, output: answer.output});
        return answer;
      },
    {step: 'initialize', name: 'between'},
  );
}

type Told = {InventoryConfigurationList?: {Filter?: unknown; Destination?: object}[]};
const toldIn = (output: Record<string, unknown> | undefined) =>
  (output as Told | undefined)?.InventoryConfigurationList ?? [];

test.each([{}, {prefix: 'logs/'}])(
  'a report from before its inventory was widened is not taken for the bucket: %j',
  async asked => {
    const action = await reported({prefix: 'flat/'});
    await between(action, 'ListBucketInventoryConfigurationsCommand', ({output}) => {
      for (const inventory of toldIn(output)) delete inventory.Filter;
    });
    const {result, says, proof} = await action.run({...asked, from: 'inventory'});
    expect(result).toBe('done');
    expect(says).toMatch(
      /The report lists 797 objects, the bucket's metric 2,\d+: it may be of a part of the bucket only, so it is not kept\./,
    );
    expect(says).not.toContain('stopped');
    expect(proof?.data).toMatchObject({whole: false});
    expect(countsOf(action.session).last('exports')).toBeUndefined();
  },
);

test('where that cannot be seen from the number of its objects, it is said before', async () => {
  const warning = /If inventory daily was changed after 27 Nov 01:00 UTC, the report may cover less/;
  const plain = await (await reported({})).plan({from: 'inventory'});
  expect(plain.warnings.join()).not.toMatch(warning);
  const versioned = await (await reported({}, {versioning: 'Enabled'})).plan({from: 'inventory'});
  expect(versioned.warnings.join()).toMatch(warning);
});

test('where the newest report is damaged, the one before it is read, and that is said', async () => {
  const action = await reported({});
  const plain = await action.plan({from: 'inventory'});
  expect(plain.cost).toContain('took 4 calls, and takes as many once more');
  await between(action, 'GetObjectCommand', ({input}) => {
    const {Key: key} = input;
    if (typeof key === 'string' && key.endsWith('2026-11-27T01-00Z/manifest.checksum')) {
      input.Key = key.replace('11-27', '11-26');
    }
  });
  const plan = await action.plan({from: 'inventory'});
  expect(plan.steps[0]?.says).toContain('read the report daily of 26 Nov 01:00 in reports');
  expect(plan.warnings.join()).toMatch(/^A newer report is passed over\. Inventory daily: .* checksum says/);
  expect(plan.cost).toContain('took 6 calls, and takes as many once more');
});

test('of a destination prefix that ends in a slash both forms are looked at', async () => {
  const action = await reported({destinationPrefix: 'kept'});
  await between(action, 'ListBucketInventoryConfigurationsCommand', ({output}) => {
    for (const {Destination: to} of toldIn(output)) {
      Object.assign((to as {S3BucketDestination: object}).S3BucketDestination, {Prefix: 'kept/'});
    }
  });
  const plan = await action.plan({from: 'inventory'});
  expect(plan.blocked).toEqual([]);
  expect(plan.cost).toContain('took 5 calls');
});

test('a report without keys says nothing of a prefix', async () => {
  const action = await reported({});
  let written = '';
  await between(action, 'GetObjectCommand', ({input: {Key: key}, output}) => {
    if (!output || typeof key !== 'string') return;
    const {Body: body} = output as {Body: {transformToString: () => Promise<string>}};
    const without = async () => {
      written = (await body.transformToString()).replace('Key, ', '');
      return written;
    };
    const checksum = async () => createHash('md5').update(written).digest('hex');
    output.Body = {transformToString: key.endsWith('.json') ? without : checksum};
  });
  const [sentence] = because(await action.plan({from: 'inventory', prefix: 'flat/'}));
  expect(sentence).toMatch(/^Inventory daily: its report names no keys: wait for the next one\./);
});

test('options of a listing do not go with a report', async () => {
  const action = await acting(scan, {objects});
  expect(await action.wrong({from: 'inventory', 'max-calls': '5'})).toContain('--max-calls is for a listing');
  expect(await action.wrong({from: 'inventory', resume: 'place'})).toContain('--resume is for a listing');
  expect(await action.wrong({from: 'memory'})).toBe('--from is listing or inventory, not "memory".');
  expect(because(await action.plan({from: 'inventory'})).join()).toContain('exports has no S3 Inventory');
});

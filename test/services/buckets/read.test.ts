import {expect, test} from 'vitest';
import type {RequestLog} from '../../../source/aws/request-log.ts';
import type {SessionOptions} from '../../../source/aws/session.ts';
import {Monitor} from '../../../source/monitor/monitor.ts';
import type {Snapshot} from '../../../source/monitor/schema.ts';
import {buckets} from '../../../source/services/buckets/index.ts';
import {locate} from '../../../source/services/buckets/locate.ts';
import {isUnread} from '../../../source/services/buckets/unread.ts';
import type {BucketSource, ScenarioSource} from '../../../source/simulator/scenarios/schema.ts';
import {type Simulated, scenarioFile, simulated} from '../../simulated.ts';

const account = (sources: readonly BucketSource[], more: Partial<ScenarioSource> = {}) =>
  scenarioFile({name: 'test', regions: ['us-east-1', 'eu-west-1'], buckets: [...sources], ...more});

const logs: BucketSource = {
  name: 'logs',
  versioning: 'Enabled',
  publicAccessBlock: true,
  encryption: 'alias/logs',
  lifecycle:
    '<Rule><ID>cool</ID><Filter><Prefix></Prefix></Filter><Status>Enabled</Status><Transition><Days>90</Days><StorageClass>GLACIER</StorageClass></Transition></Rule>',
  intelligentTiering: [{id: 'deep', deepArchiveDays: 180}],
  inventories: [{id: 'daily', destinationBucket: 'reports'}],
  objects: [
    {
      count: 20_000,
      classes: [
        {fromDays: 0, storageClass: 'STANDARD'},
        {fromDays: 90, storageClass: 'GLACIER'},
      ],
    },
  ],
  uploads: [{count: 12, oldestDaysAgo: 41}],
};

/** Watches the buckets alone. */
const watching = ({session, clock}: Simulated, other?: Partial<SessionOptions>) =>
  new Monitor({
    connect: async () => [session(other)],
    services: [buckets],
    clock,
    intervalSeconds: 60,
    budgetUsdPerHour: 10,
  });

function bucketIn({buckets: part}: Snapshot, name: string) {
  const found = part?.buckets.find(bucket => bucket.name === name);
  if (!found) throw new Error(`There is no bucket ${name}.`);
  return found;
}

test('a bucket shows what is stored, in which class, since when it is so, and how it is kept', async () => {
  const simulation = await simulated(await account([logs]));
  const document = await watching(simulation).once();
  expect(document.buckets).toMatchObject({state: 'fresh', problem: null});
  const bucket = bucketIn(document, 'logs');
  expect(bucket).toMatchObject({
    arn: 'arn:aws:s3:::logs',
    account: '730112094417',
    region: 'us-east-1',
    versioning: 'enabled',
    publicAccessBlocked: true,
    encryption: 'aws:kms alias/logs',
    lifecycle: [{id: 'cool', enabled: true, scope: 'everything', steps: ['to GLACIER after 90 days']}],
    unfinishedUploads: {count: 12, more: false, bytes: null},
    intelligentTiering: ['DEEP_ARCHIVE_ACCESS after 180 days'],
    inventories: ['daily, CSV, to s3://reports/inventory'],
    scan: null,
  });
  expect(bucket.unfinishedUploads.oldestDays).toBeGreaterThan(40);
  const daysAgo = (Date.parse(document.takenAt) - Date.parse(bucket.metricDate ?? '')) / 86_400_000;
  expect(daysAgo).toBeGreaterThan(1);
  expect(daysAgo).toBeLessThan(3.5);
  expect(bucket.classes.map(({storageClass}) => storageClass).sort()).toEqual(['GLACIER', 'STANDARD']);
  expect(bucket.monthlyUsd).toBeGreaterThan(0);
  expect(bucket.growthBytesPerDay).not.toBeNull();
  expect(bucket.missing).toEqual({scan: 'not-asked', 'unfinishedUploads.bytes': 'not-asked'});
});

test('a bucket whose own policy refuses says so, hides no other, and leaves the part whole', async () => {
  const simulation = await simulated(await account([logs, {...logs, name: 'secret', denied: true}]));
  const document = await watching(simulation).once();
  const secret = bucketIn(document, 'secret');
  expect(secret).toMatchObject({lifecycle: null, versioning: null, encryption: null});
  expect(secret.missing).toMatchObject({lifecycle: 'denied', unfinishedUploads: 'denied'});
  expect(bucketIn(document, 'logs').lifecycle).toHaveLength(1);
  expect(document.buckets).toMatchObject({state: 'fresh', problem: null});
});

test('a setting that every bucket refuses is a permission that is lacking, and the part says which', async () => {
  const operation = 's3:GetBucketVersioning';
  const fault = {operation, kind: 'error', code: 'AccessDenied', status: 403} as const;
  const two = [logs, {...logs, name: 'other'}];
  const document = await watching(await simulated(await account(two, {faults: [fault]}))).once();
  expect(document.buckets?.state).toBe('partial');
  expect(document.buckets?.problem).toMatch(/^Not allowed: s3:GetBucketVersioning in us-east-1/);
});

test('a bucket of another region is read there, and no request is ever redirected', async () => {
  const simulation = await simulated(await account([logs, {...logs, name: 'paris', region: 'eu-west-1'}]));
  const outcomes: Parameters<RequestLog>[0][] = [];
  const log: RequestLog = request => outcomes.push(request);
  const document = await watching(simulation, {log}).once();
  const bucket = bucketIn(document, 'paris');
  expect(bucket).toMatchObject({region: 'eu-west-1', versioning: 'enabled'});
  expect(bucket.bytes).toBeGreaterThan(0);
  expect(document.buckets?.state).toBe('fresh');
  expect(outcomes.length).toBeGreaterThan(10);
  expect(outcomes.map(({operation}) => operation)).not.toContain('s3:HeadBucket');
  expect(outcomes.flatMap(({error}) => error ?? [])).toEqual([]);
});

test('a session shows only the buckets that it covers', async () => {
  const simulation = await simulated(await account([logs, {...logs, name: 'paris', region: 'eu-west-1'}]));
  const document = await watching(simulation, {covers: region => region === 'eu-west-1'}).once();
  expect(document.buckets?.buckets.map(({name}) => name)).toEqual(['paris']);
});

test('an empty bucket has no figures, no settings that were not made, and nothing is wrong with it', async () => {
  const document = await watching(
    await simulated(await account([{name: 'empty', publicAccessBlock: true}])),
  ).once();
  expect(bucketIn(document, 'empty')).toMatchObject({
    bytes: null,
    classes: [],
    lifecycle: [],
    versioning: 'never',
    encryption: 'AES256',
    unfinishedUploads: {count: 0, bytes: 0},
    inventories: [],
    advice: [],
    missing: {bytes: 'no-data', objects: 'no-data', monthlyUsd: 'no-data'},
  });
  expect(document.findings).toEqual([]);
  expect(document.status).toBe('ok');
});

test('of many buckets some settings are read in each refresh, and none is asked again before its time', async () => {
  const many = Array.from({length: 120}, (_, index) => ({name: `bucket-${index}`}));
  const simulation = await simulated(await account(many));
  const monitor = watching(simulation);
  const read = (document: Snapshot) =>
    document.buckets?.buckets.filter(({versioning}) => versioning !== null).length ?? 0;
  const counts: number[] = [];
  for (let refresh = 0; refresh < 3; refresh += 1) {
    counts.push(read(await monitor.once()));
    simulation.clock.advance(60_000);
  }
  expect(counts).toEqual([100, 120, 120]);
  const {usage} = monitor.get().snapshot;
  expect(usage.byOperation['s3:GetBucketVersioning']).toBe(120);
  expect(usage.byOperation['s3:ListBuckets']).toBe(1);
});

test('of many buckets the largest are read first, and a snapshot says how many were passed over', async () => {
  const small = Array.from({length: 110}, (_, index) => ({name: `a-${index}`, publicAccessBlock: true}));
  // 120 objects of 5 GiB: large enough to be worth a warning.
  const lake: BucketSource = {
    name: 'z-lake',
    versioning: 'Enabled',
    objects: [{count: 120, meanBytes: 5 * 2 ** 30, sinceDaysAgo: 400}],
  };
  const simulation = await simulated(await account([...small, lake]));
  const monitor = watching(simulation);
  const document = await monitor.once();
  expect(bucketIn(document, 'z-lake').versioning).toBe('enabled');
  expect(document.findings.map(({kind, resource}) => [kind, resource])).toEqual([
    ['buckets.noncurrent-kept', 'z-lake'],
    ['buckets.public', 'z-lake'],
    ['buckets.settings-unread', '11 buckets'],
  ]);
  expect(document.findings.at(-1)?.detail).toBe(
    'Settings of 100 of 111 buckets were read, the largest first; the others are too small for a warning, but for uploads that nobody finished.',
  );
  expect(document.buckets?.state).toBe('fresh');
  expect(document.status).toBe('warning');
  expect(document.buckets?.buckets.filter(isUnread)).toHaveLength(11);
  simulation.clock.advance(60_000);
  const next = await monitor.once();
  expect(next.findings.map(({kind}) => kind)).not.toContain('buckets.settings-unread');
  expect(next.buckets?.buckets.filter(isUnread)).toEqual([]);
});

test('without permission to list buckets the part is denied, in one sentence', async () => {
  const fault = {operation: 's3:ListBuckets', kind: 'error', code: 'AccessDenied', status: 403} as const;
  const document = await watching(await simulated(await account([logs], {faults: [fault]}))).once();
  expect(document.buckets).toMatchObject({state: 'denied', buckets: []});
});

test('where metrics may not be listed the settings are there all the same', async () => {
  const fault = {
    operation: 'cloudwatch:ListMetrics',
    kind: 'error',
    code: 'AccessDenied',
    status: 403,
  } as const;
  const document = await watching(await simulated(await account([logs], {faults: [fault]}))).once();
  const bucket = bucketIn(document, 'logs');
  expect(bucket.missing.bytes).toBe('denied');
  expect(bucket.lifecycle).toHaveLength(1);
  expect(document.buckets?.state).toBe('partial');
});

test('a bucket is found by its name or ARN wherever it is, also where it refuses everything', async () => {
  const far: BucketSource = {name: 'paris', region: 'eu-west-1', denied: true};
  const {session} = await simulated(await account([logs, far]));
  const value = {arn: 'arn:aws:s3:::paris', resource: 'paris', region: 'eu-west-1'};
  expect(await locate(session(), 'paris', undefined)).toEqual({ok: true, value});
  expect(await locate(session(), 'arn:aws:s3:::paris', undefined)).toEqual({ok: true, value});
  expect(await locate(session(), 'logss', undefined)).toMatchObject({
    ok: false,
    problem: {sentence: 'There is no bucket named logss. Did you mean "logs"?'},
  });
  expect(await locate(session(), 'logs', 'part')).toMatchObject({
    problem: {sentence: 'A bucket has no parts: leave "part" out.'},
  });
  expect(await locate(session(), 'no/bucket', undefined)).toMatchObject({problem: {code: 'NoSuchBucket'}});
});

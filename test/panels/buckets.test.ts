import {expect, test} from 'vitest';
import type {Bucket} from '../../source/services/buckets/model.ts';
import {bucketWith, deniedBucket, stored} from '../services/buckets/bucket.ts';
import {planFor, runningOf} from './actions.ts';
import {openConsole} from './driver.ts';
import {finding, orders, snapshotOf} from './fixtures.ts';

const TiB = 2 ** 40;

const raw = bucketWith({
  name: 'raw-events',
  bytes: 61 * TiB,
  classes: [stored('STANDARD', 61 * TiB, 1)],
  monthlyUsd: 1430,
  lifecycle: [],
  growthBytesPerDay: 2e11,
  unfinishedUploads: {count: 41, more: false, oldestDays: 212.4, bytes: null},
  advice: [
    {
      kind: 'transition',
      title: 'GLACIER_IR@90 for everything',
      text: 'Moving what is older than 90 days to GLACIER_IR saves $910.00 a month.',
      arithmetic: ['48.0 TiB older than 90 days × ($0.0230 − $0.0040) = $933.89', 'less 3.1M small objects'],
      savesUsdPerMonth: 910,
      costsOnceUsd: 62,
      breakEvenDays: 2.1,
      action: {id: 'buckets.lifecycle', options: {id: 'to-glacier-ir', to: 'GLACIER_IR@90'}},
    },
    {
      kind: 'uploads',
      title: 'abort uploads after 7 days',
      text: '41 unfinished uploads are kept and paid for, the oldest for 212 days.',
      arithmetic: ['nobody knows their size before it is counted'],
      savesUsdPerMonth: null,
      costsOnceUsd: 0,
      breakEvenDays: null,
      action: {id: 'buckets.lifecycle', options: {id: 'abort-uploads', 'abort-uploads': '7'}},
    },
  ],
  verdictText: 'It keeps everything in STANDARD, with no lifecycle rule.',
});

const show = (buckets: readonly Bucket[]) =>
  openConsole({published: {snapshot: snapshotOf({streams: [], buckets, findings: []})}});

test('the buckets: how much, of which class, what it costs, and a denied one shown as that', async () => {
  const console = await show([raw, bucketWith({name: 'tidy'}), deniedBucket({name: 'exports'})]);
  await console.press('5');
  const rows = console.lines().filter(line => /^. [●▲·?] /u.test(line) || line.includes('exports'));
  expect(rows.find(row => row.includes('raw-events'))).toMatch(/67\.1 TB .*std.*1,430/u);
  expect(rows.find(row => row.includes('exports'))).toContain('denied');
});

test('a bucket opened: the day of its figures, its classes, and what could be changed', async () => {
  const console = await show([raw]);
  await console.press('5', 'Enter');
  expect(console.screen()).toContain('figures of 20 Nov');
  expect(console.screen()).toContain('list price us-east-1, 2025-10');
  expect(console.screen()).toContain('41 unfinished uploads, the oldest 212d');
  expect(console.screen()).toContain('no lifecycle rule');
  expect(console.lines().find(line => line.startsWith('›'))).toMatch(
    /GLACIER_IR@90 for everything .*\$910\.00/u,
  );
});

test('an advice opens with its arithmetic', async () => {
  const console = await show([raw]);
  await console.press('5', 'Enter', 'Enter');
  expect(console.screen()).toContain('48.0 TiB older than 90 days × ($0.0230 − $0.0040) = $933.89');
  expect(console.screen()).toContain('List price, us-east-1, 2025-10: not the bill.');
});

test('a key for a rule plans the one of the advice that is selected', async () => {
  const console = await show([raw]);
  await console.press('5', 'Enter', 'j', 'L');
  expect(console.actions.asked).toEqual([
    'plan buckets.lifecycle raw-events id=abort-uploads abort-uploads=7',
  ]);
});

test('a setting that may not be read is marked so, and no age is the oldest where more follow', async () => {
  const more = {count: 1000, more: true, oldestDays: 41.5, bytes: null};
  const console = await show([deniedBucket({name: 'exports', unfinishedUploads: more})]);
  await console.press('5', 'Enter');
  const screen = console.screen();
  for (const word of ['versions', 'encryption', 'public access', 'archive tiers', 'inventories']) {
    expect(screen).toContain(`${word} denied`);
  }
  expect(screen).toContain('1,000+ unfinished uploads, the oldest at least 41d');
});

test('of a counted bucket of small objects it says why more is stored than was counted', async () => {
  const sums = {objects: 700_000, bytes: 6.3e9};
  const scan = {
    countedAt: '2026-11-21T11:00:00.000Z',
    whole: true,
    source: 'listing' as const,
    prefixed: false,
    calls: 700,
    ...sums,
    byAge: [],
    bySize: [],
    byClass: [{storageClass: 'STANDARD_IA', ...sums}],
  };
  const classes = [stored('STANDARD_IA', 86.2e9, 1, {paddingBytes: 79.9e9})];
  const console = await show([bucketWith({name: 'thumbnails', bytes: 86.2e9, classes, scan})]);
  await console.press('5', 'Enter');
  expect(console.screen()).toContain('stored 86.2 GB, of which 79.9 GB pads objects under 128 KiB');
});

test('an advice is planned where it is read: by the key of its plan and by that of its action', async () => {
  const console = await show([raw]);
  await console.press('5', 'Enter', 'j');
  expect(console.lines().at(-1)).toContain('. lifecycle');
  await console.press('Enter');
  expect(console.lines().at(-1)).toMatch(/\. lifecycle .*L lifecycle .*Esc close/u);
  await console.press('.', 'Esc', 'Enter', 'L');
  const asked = 'plan buckets.lifecycle raw-events id=abort-uploads abort-uploads=7';
  expect(console.actions.asked).toEqual([asked, asked]);
});

const counting = (target: Bucket) => {
  const {arn, name: resource, account, region} = target;
  const of = {id: 'buckets.scan', key: 'n', title: 'Count objects', on: 'resource'} as const;
  return planFor({...of, risk: 'intrusive-read'}, {service: 'buckets', account, region, arn, resource});
};

test('what runs on a bucket is seen on the list and cancelled from there, and from the bucket itself', async () => {
  const other = bucketWith({name: 'tidy'});
  const console = await show([raw, other]);
  const running = runningOf(counting(raw), {id: 7, says: '12 pages, 12,000 objects so far'});
  console.actions.change({running: [running]});
  await console.press('5');
  expect(console.screen()).toContain('12 pages, 12,000 objects so far  J shows it');
  expect(console.lines().at(-1)).toContain('x cancel');
  console.actions.change({running: [{...running, says: '13 pages, 13,000 objects so far'}]});
  await console.settled();
  expect(console.screen()).toContain('13,000 objects so far  J shows it');
  await console.press('j');
  expect(console.lines().at(-1)).not.toContain('x cancel');
  await console.press('x');
  expect(console.screen()).toContain('nothing to cancel: nothing runs from here on tidy');
  await console.press('k', 'Enter', 'x');
  expect(console.actions.asked).toEqual(['cancel 7']);
  expect(console.screen()).toContain('stopping between two steps');
});

test('how an action ended is not lost behind how long its name is', async () => {
  const console = await show([raw]);
  const running = runningOf(counting(raw), {says: 'working'});
  console.actions.change({running: [running]});
  await console.press('5');
  const says =
    '200 uploads older than 7 days were looked at one by one, in three pages; 192 uploads aborted.';
  console.actions.change({running: [{...running, says, result: 'done', endedAt: 1}]});
  await console.settled();
  expect(console.lines().at(-2)).toMatch(/^ Count objects raw-events: .* … .*192 uploads aborted\. /u);
});

test('ages and sizes of a counted bucket stand on lines of their own', async () => {
  const scan = {
    countedAt: '2026-11-21T11:00:00.000Z',
    whole: true,
    source: 'listing' as const,
    prefixed: false,
    calls: 1,
    objects: 300,
    bytes: 3e9,
    byAge: [
      {age: 'up to 7 days', objects: 100, bytes: 1e9},
      {age: '7 to 30 days', objects: 200, bytes: 2e9},
      {age: '30 to 90 days', objects: 0, bytes: 0},
    ],
    bySize: [{size: 'under 1 KiB', objects: 300, bytes: 3e9}],
    byClass: [],
  };
  const console = await show([bucketWith({name: 'counted', scan})]);
  await console.press('5', 'Enter');
  const lines = console.lines().map(line => line.trim());
  expect(lines).toContain('counted 2026-11-21: 300 objects, 3.0 GB');
  expect(lines).toContain('by age  up to 7 days 1.0 GB  7 to 30 days 2.0 GB');
  expect(lines).toContain('objects by size  under 1 KiB 300');
});

test('the help says what the words beside a bar are', async () => {
  const console = await openConsole({
    rows: 80,
    published: {snapshot: snapshotOf({streams: [], buckets: [raw], findings: []})},
  });
  await console.press('5', '?');
  const text = console.lines().join(' ').replaceAll(/\s+/gu, ' ');
  for (const words of ['ga GLACIER', 'gi GLACIER_IR', 'it INTELLIGENT_TIERING', 'da DEEP_ARCHIVE']) {
    expect(text).toContain(words);
  }
});

test('what is suggested is said however long the sentence before it is', async () => {
  const detail = `${raw.verdictText} ${'It costs more than it has to, and nobody looks at it. '.repeat(8)}`;
  const found = finding(orders, {
    service: 'buckets',
    arn: raw.arn,
    resource: raw.name,
    severity: 'warning',
    detail,
    suggest: {action: 'buckets.lifecycle', args: {bucket: raw.name}, cli: ''},
  });
  const console = await openConsole({
    published: {snapshot: snapshotOf({streams: [], buckets: [raw], findings: [found]})},
  });
  await console.press('5', 'Enter');
  expect(console.screen()).toMatch(/… {2}\. lifecycle/u);
});

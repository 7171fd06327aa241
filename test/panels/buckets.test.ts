import {expect, test} from 'vitest';
import type {Bucket} from '../../source/services/buckets/model.ts';
import {bucketWith, deniedBucket, stored} from '../services/buckets/bucket.ts';
import {openConsole} from './driver.ts';
import {snapshotOf} from './fixtures.ts';

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
      text: 'Moving what is older than 90 days to GLACIER_IR saves $910.00 a month.',
      arithmetic: ['48.0 TiB older than 90 days × ($0.0230 − $0.0040) = $933.89', 'less 3.1M small objects'],
      savesUsdPerMonth: 910,
      costsOnceUsd: 62,
      breakEvenDays: 2.1,
      action: {id: 'buckets.lifecycle', options: {id: 'to-glacier-ir', to: 'GLACIER_IR@90'}},
    },
    {
      kind: 'uploads',
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
  expect(console.lines().find(line => line.startsWith('›'))).toMatch(/Moving what is older .*\$910\.00/u);
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

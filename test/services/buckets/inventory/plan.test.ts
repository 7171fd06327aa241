import {expect, test} from 'vitest';
import {planReport} from '../../../../source/services/buckets/inventory/plan.ts';
import type {Report} from '../../../../source/services/buckets/inventory/report.ts';
import {exportsTarget} from '../acting.ts';

const createdAt = Date.UTC(2026, 10, 1, 1);
const dayMs = 86_400_000;
const report: Report = {
  id: 'weekly',
  bucket: 'reports',
  region: 'us-east-1',
  covers: '',
  newer: undefined,
  createdAt,
  format: 'CSV',
  columns: [],
  files: Array.from({length: 3_000}, (_, file) => ({key: `data/${file}`, bytes: 2_000_000, checksum: ''})),
};

const asked = {prefix: '', expected: 5_000, calls: 4};

test('it says what is read, how old it is, and what that costs', () => {
  const plan = planReport({...asked, report}, exportsTarget, createdAt + 2 * dayMs);
  expect(plan.steps[0]?.says).toBe(
    'read the report weekly of 1 Nov 01:00 in reports: 3,000 CSV files, 6.0 GB',
  );
  expect(plan.changes.join()).toContain('as they were on 1 Nov 01:00 UTC, 2d');
  expect(plan.warnings).toEqual([]);
  expect(plan.cost).toMatch(
    /^3,000 calls, one a file: <\$0\.01 by list price\. .* 6\.0 GB at most\. Looking for the report took 4 calls, and takes as many once more when it begins\.$/,
  );
  expect(planReport({...asked, expected: undefined, report}, exportsTarget, createdAt).warnings).toEqual([
    'If inventory weekly was changed after 1 Nov 01:00 UTC, the report may cover less than it would now.',
  ]);
});

test('an old report, and one in another region, are said to be that', () => {
  const elsewhere = {...report, region: 'eu-west-1'};
  const plan = planReport(
    {...asked, prefix: 'logs/', report: elsewhere},
    exportsTarget,
    createdAt + 20 * dayMs,
  );
  expect(plan.warnings).toEqual([
    expect.stringMatching(/^The report is 20d.* old: look whether AWS may still write to reports\.$/),
    'The report is in eu-west-1, exports in us-east-1.',
  ]);
  expect(plan.basis).not.toBe(
    planReport({...asked, report: {...report, createdAt: 0}}, exportsTarget, 0).basis,
  );
});

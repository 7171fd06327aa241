import {expect, test} from 'vitest';
import type {ScanFacts} from '../../../../source/services/buckets/scan/facts.ts';
import {parseScan, type ScanOptions} from '../../../../source/services/buckets/scan/options.ts';
import {planScan} from '../../../../source/services/buckets/scan/plan.ts';
import {exportsTarget, kept, picture} from '../acting.ts';

const now = Date.UTC(2026, 10, 27);

const facts: ScanFacts = {
  objects: 60_000_000,
  objectsMissing: undefined,
  inventories: [],
  sought: undefined,
  expected: undefined,
  position: undefined,
  resumeRefused: undefined,
};

function planOf(changes: Partial<ScanFacts>, values: Readonly<Record<string, string>> = {}) {
  const parsed = parseScan(values);
  if ('wrong' in parsed) throw new Error(parsed.wrong);
  const options: ScanOptions = parsed.options;
  return planScan({...facts, ...changes}, options, exportsTarget, now);
}

test('a prefix can name somebody: it stands on the screen, and in nothing that is kept', () => {
  const plan = planOf({}, {prefix: 'patients/jane.doe@x.org/'});
  expect(picture(plan)).toEqual(['prefix patients/jane.doe@x.org/']);
  expect(kept(plan)).not.toContain('jane');
  expect(plan.steps[0]?.cli).toContain('--prefix PREFIX');
  expect(picture(planOf({}))).toEqual([]);
});

test('how long it takes is what answers take, sixteen at a time, not the pace that AWS allows', () => {
  const {changes} = planOf({});
  expect(changes).toContain('About 60k calls, 16 at a time: 6m15s or more.');
});

test('one call is one call, for less than a cent', () => {
  const {changes, cost} = planOf({objects: 12});
  expect(changes).toContain('About 1 call: 1.0s or more.');
  expect(cost).toBe('under $0.01 by list price: 1 call, $0.005 for a thousand.');
});

test('a number of objects that nobody may read is not one that is not there yet', () => {
  const timeOf = (objectsMissing: ScanFacts['objectsMissing']) =>
    planOf({objects: undefined, objectsMissing}).changes.join(' ');
  expect(timeOf('denied')).toContain("not allowed to read the bucket's object count");
  expect(timeOf('denied')).not.toContain('yet');
  expect(timeOf('throttled')).toContain('could not be read');
  expect(timeOf('no-data')).toContain('has no object count yet');
});

test('it says before how far a stopped count can go on', () => {
  expect(planOf({}).changes.join(' ')).toContain('it can go on while hotshard stays open');
  expect(planOf({}, {resume: 'place.json'}).changes.join(' ')).not.toContain('stays open');
  const position = {startedAt: now - 7_980_000, calls: 7, cells: [], left: []};
  expect(planOf({position}).changes[0]).toBe(
    'Goes on where the count of 2h13m ago was stopped after 7 calls; --anew begins at the first key. Nothing is changed.',
  );
});

test('a file that cannot be gone on from is refused in one sentence each', () => {
  const {blocked} = planOf({resumeRefused: 'place.json is of another count: of another bucket or prefix.'});
  expect(blocked).toEqual([
    {
      because: 'place.json is of another count: of another bucket or prefix.',
      unblock: 'Name another file with --resume.',
    },
  ]);
});

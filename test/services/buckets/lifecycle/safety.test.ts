import type {LifecycleRule} from '@aws-sdk/client-s3';
import {describe, expect, test} from 'vitest';
import type {JournalEntry} from '../../../../source/actions/journal-entry.ts';
import {planText} from '../../../../source/actions/plan-text.ts';
import {compare} from '../../../../source/services/buckets/lifecycle/seen.ts';
import {serialise} from '../../../../source/services/buckets/lifecycle/serialise.ts';
import {childrenOf} from '../../../../source/services/buckets/lifecycle/xml.ts';
import {bucketAndOwner} from '../../../../source/services/buckets/objects/owner.ts';
import {UsageError} from '../../../../source/usage-error.ts';
import {bench, targetOf} from './bench.ts';

const expiring = (id: string, days: number, prefix = `${id}/`): LifecycleRule => ({
  ID: id,
  Filter: {Prefix: prefix},
  Status: 'Enabled',
  Expiration: {Days: days},
});

describe('what a rule replaces', () => {
  test('is in the journal before anything is written, even should every later line be lost', async () => {
    const {run, read, write, journal} = await bench();
    await write([expiring('old', 9)]);
    const append = journal.append.bind(journal);
    let lines = 0;
    journal.append = (entry: JournalEntry) => {
      lines += 1;
      if (lines > 1) throw new UsageError('The journal cannot be written: no space left on device.');
      append(entry);
    };
    const finished = await run({id: 'old', expire: '1'});
    expect(finished.says).toMatch(/no space left on device/);
    expect((await read()).rules[0]?.Expiration).toEqual({Days: 1});
    const [done] = (await journal.read()).done;
    expect(done?.previous?.configuration).toContain('<Days>9</Days>');
  });

  test('is not replaced where the journal cannot take it', async () => {
    const {plan, start, read, write, journal} = await bench();
    await write([expiring('old', 9)]);
    journal.append = () => {
      throw new UsageError('The journal cannot be written: no space left on device.');
    };
    const started = await start(await plan({id: 'old', expire: '1'}));
    expect(started).toMatchObject({refused: expect.stringMatching(/So nothing was done\.$/)});
    expect((await read()).rules[0]?.Expiration).toEqual({Days: 9});
  });
});

describe('a rule that is changed', () => {
  test('stays for the objects that it was for', async () => {
    const {plan, run, read, write} = await bench();
    await write([expiring('orders', 9)]);
    const {plan: shown} = await plan({id: 'orders', to: 'GLACIER@30'});
    expect(shown.changes[1]).toBe('+ orders: orders/: to GLACIER after 30 days');
    expect(shown.warnings.join()).not.toContain('It reached');
    await run({id: 'orders', to: 'GLACIER@30'});
    expect((await read()).rules).toMatchObject([{ID: 'orders', Filter: {Prefix: 'orders/'}}]);
  });

  test('is widened only by saying so, with a warning', async () => {
    const {plan, write} = await bench();
    await write([expiring('orders', 9)]);
    const {plan: wider} = await plan({id: 'orders', prefix: '', expire: '9'});
    expect(wider.warnings).toContain('It reached orders/, now all of the bucket.');
    const {plan: other} = await plan({id: 'orders', tag: 'team=data', expire: '9'});
    expect(other.warnings).toContain('It reached orders/, now tag team=data.');
  });

  test('and was switched off says that it is on now', async () => {
    const {plan, write} = await bench();
    await write([{...expiring('orders', 9), Status: 'Disabled'}]);
    expect((await plan({id: 'orders', expire: '8'})).plan.warnings).toContain(
      'It was switched off, now it is on.',
    );
  });

  test('keeps its tag, and so is not told to abort uploads', async () => {
    const {plan, write} = await bench();
    await write([{...expiring('team', 9), Filter: {Tag: {Key: 'team', Value: 'data'}}}]);
    const {plan: shown} = await plan({id: 'team', 'abort-uploads': '3'});
    expect(shown.blocked[0]?.because).toMatch(/^abort-uploads goes with a prefix alone/);
    expect((await plan({id: 'team', prefix: '', 'abort-uploads': '3'})).plan.blocked).toEqual([]);
  });
});

test('beside rules of the old form no number of versions is kept, for AWS wants a filter with it', async () => {
  const {plan} = await bench({
    lifecycle:
      '<Rule><ID>logs</ID><Prefix>logs/</Prefix><Status>Enabled</Status><Expiration><Days>30</Days></Expiration></Rule>',
  });
  const {plan: shown} = await plan({id: 'new', 'noncurrent-expire': '3', 'keep-versions': '2'});
  expect(shown.blocked[0]?.because).toMatch(/no tag, size or keep-versions beside them/);
});

test('the last rule goes with all that somebody else writes in the same moment: its name is typed', async () => {
  const {plan, write} = await bench();
  await write([expiring('tidy', 9)]);
  const {plan: shown} = await plan({id: 'tidy', remove: 'yes'});
  expect(shown.risk).toBe('destructive');
  expect(shown.warnings).toEqual([
    expect.stringMatching(/^AWS deletes the whole configuration, .* goes with it\.$/),
  ]);
});

test('uploads that a rule aborts are lost: its name is typed, and how many are as old is told', async () => {
  const {plan} = await bench({uploads: [{count: 3, oldestDaysAgo: 6, newestDaysAgo: 4}]});
  const {plan: shown} = await plan({id: 'uploads', 'abort-uploads': '1'});
  expect(shown.risk).toBe('destructive');
  expect(shown.warnings[0]).toBe(
    'AWS counts from the start of an upload, not from its last part: what is still being written after 1 day is aborted too; 3 uploads are as old now.',
  );
  expect((await plan({id: 'uploads', 'abort-uploads': '30'})).plan.warnings[0]).toMatch(
    /none is as old now\.$/,
  );
});

test('who may not list uploads is told that their number is unknown', async () => {
  const {account, plan} = await bench();
  account.faults.set([
    {kind: 'error', operation: 's3:ListMultipartUploads', code: 'AccessDenied', status: 403},
  ]);
  const {plan: shown} = await plan({id: 'uploads', 'abort-uploads': '1'});
  expect(shown.blocked).toEqual([]);
  expect(shown.warnings[0]).toMatch(/how many are as old now is unknown: /);
});

test('uncounted, it is at most what the metrics tell of the whole bucket', async () => {
  const {plan} = await bench({objects: [{count: 2000, prefix: 'raw/', meanBytes: 1_000_000}]});
  const {plan: shown} = await plan({id: 'tidy', prefix: 'raw/', expire: '7'});
  expect(shown.changes.at(-1)).toMatch(
    /^Nobody knows how many objects the next daily run deletes, of the 1,9\d\d \(\S+ GB\) in the whole bucket by the metrics of 20\S+: count it first, with buckets\.scan\.$/,
  );
});

test('a plan of nothing promises neither a cost nor an undo', async () => {
  const {plan} = await bench();
  const {plan: shown} = await plan({id: 'nobody', remove: 'yes'});
  const text = planText(shown, 80, {ascii: true});
  expect(text).toContain('Blocked: There is no rule nobody.');
  expect(text).not.toMatch(/Cost|Undo/);
});

test('whose bucket it has to be is named where that is known, and not as nobody', () => {
  expect(bucketAndOwner({...targetOf(), account: ''})).toEqual({Bucket: 'exports'});
});

test("a default size that AWS tells after the change alone is nobody else's change; another one is", async () => {
  const rule = expiring('tidy', 9);
  const raw = await serialise([rule]);
  const nothing = '<LifecycleConfiguration><Rule><ID>none</ID></Rule></LifecycleConfiguration>';
  const facts = {
    configuration: {rules: [], minimumObjectSize: undefined, raw: nothing},
    meaning: childrenOf(nothing),
    merged: {rules: [rule], before: undefined, after: rule},
    wanted: childrenOf(raw),
  };
  const seen = (minimumObjectSize: string) => compare(facts, {rules: [rule], minimumObjectSize, raw}).is;
  expect(seen('all_storage_classes_128K')).toBe('wanted');
  expect(seen('varies_by_storage_class')).toBe('foreign');
});

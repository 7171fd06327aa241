import {ListMultipartUploadsCommand} from '@aws-sdk/client-s3';
import {expect, test} from 'vitest';
import type {Request} from '../../../../source/actions/action.ts';
import type {Outcome} from '../../../../source/aws/problem.ts';
import {abortUploads} from '../../../../source/services/buckets/uploads/action.ts';
import {gatherUploads} from '../../../../source/services/buckets/uploads/facts.ts';
import {planAbort} from '../../../../source/services/buckets/uploads/plan.ts';
import {runAbort} from '../../../../source/services/buckets/uploads/run.ts';
import {type Acting, acting, because, exportsTarget, kept, picture} from '../acting.ts';

const left = async ({s3}: Acting) =>
  (await s3.send(new ListMultipartUploadsCommand({Bucket: 'exports'}))).Uploads ?? [];

/** Forty of two months to today; of every fourth the last part came yesterday. */
const unfinished = (more: object = {lastPartDaysAgo: 1}) =>
  acting(abortUploads, {
    uploads: [{prefix: 'uploads/', count: 40, oldestDaysAgo: 60, ...more}],
  });

test('an old upload that still gets parts is left alone', async () => {
  const at = await unfinished();
  const plan = await at.plan();
  expect(plan).toMatchObject({
    title: 'Abort 26 unfinished uploads of exports',
    risk: 'destructive',
    blocked: [],
  });
  expect(plan.changes[0]).toMatch(
    /^26 unfinished uploads begun more than 7 days ago, with no part since, lose their parts: \d+\.\d MB\.$/,
  );
  expect(plan.warnings[0]).toBe(
    '9 unfinished uploads as old got a part within 7 days: still being written, left alone.',
  );
  expect(plan.cost).toMatch(
    /^Aborting is free; about \$0\.01 a month of storage is no longer paid \(list price/,
  );
  const {result, says, proof} = await at.run();
  expect(result).toBe('done');
  expect(says).toMatch(/^Aborted 26 unfinished uploads, .* in parts\. None of them is listed any more\.$/);
  expect(proof).toMatchObject({
    before: {'unfinished uploads': '40', abandoned: '26'},
    after: {'unfinished uploads': '14', abandoned: '0'},
    helped: true,
  });
  expect(await left(at)).toHaveLength(14);
});

test('keys stand on the screen, and in no journal', async () => {
  const at = await unfinished();
  const plan = await at.plan({prefix: 'uploads/'});
  expect(picture(plan)[0]).toBe('keys that begin with uploads/');
  expect(picture(plan)[1]).toMatch(/^ *\d+\.\d MB +\d+d {2}3 parts +STANDARD +uploads\/part-/);
  expect(picture(plan).at(-1)).toBe('and 14 smaller ones');
  expect(kept(plan)).not.toContain('uploads/');
  await at.run({prefix: 'uploads/'});
  expect(await at.journal()).not.toContain('uploads/');
});

test('what somebody else ended meanwhile is no failure', async () => {
  const at = await unfinished();
  at.simulation.faults.set([
    {operation: 's3:AbortMultipartUpload', kind: 'error', code: 'NoSuchUpload', status: 404, times: 2},
  ]);
  const {result, says} = await at.run();
  expect(result).toBe('done');
  expect(says).toMatch(/^Aborted 24 unfinished uploads, .* in parts\. 2 had ended by themselves\./);
});

test('a part that comes between the plan and its turn saves an upload', async () => {
  const at = await unfinished({});
  const options = {olderThanDays: 7, prefix: ''};
  const signal = new AbortController().signal;
  const gather = () => gatherUploads(at.session, exportsTarget, options, signal);
  const gathered = await gather();
  if (!gathered.ok) throw new Error(gathered.problem.sentence);
  // As it was before the last part of the first came.
  const old = gathered.value.old.map((upload, index) =>
    index === 0 ? {...upload, parts: {...upload.parts, count: upload.parts.count - 1}} : upload,
  );
  const sent: unknown[] = [];
  const {now, sleep} = at.clock;
  const send = async <Value>({parameters}: Request<Value>): Promise<Outcome<Value>> => {
    sent.push(parameters.UploadId);
    return {ok: false, problem: {missing: 'failed', code: 'NoSuchUpload', sentence: 'It is gone.'}};
  };
  const work = {session: at.session, signal, now, sleep, send, gather};
  const run = runAbort(exportsTarget, {...gathered.value, old}, options, work);
  let step = await run.next();
  while (!step.done) step = await run.next();
  expect(step.value).toMatchObject({ended: 'done', note: expect.stringContaining('1 got a part meanwhile')});
  expect(sent).toHaveLength(old.length - 1);
  expect(sent).not.toContain(old[0]?.uploadId);
});

test('a refusal in the middle says how far it came', async () => {
  const at = await unfinished();
  at.simulation.faults.set([
    {operation: 's3:AbortMultipartUpload', kind: 'error', code: 'AccessDenied', status: 403},
  ]);
  const {result, says} = await at.run();
  expect(result).toBe('failed');
  expect(says).toMatch(/^Not allowed: s3:AbortMultipartUpload .* Aborted 0 unfinished uploads/);
  expect(await left(at)).toHaveLength(40);
});

test('more than a thousand: the oldest first, and the rest is named', () => {
  const begun = {key: 'a', initiatedAt: 0, storageClass: 'GLACIER'};
  const parts = {count: 1, bytes: 2 ** 30, lastAt: 0};
  const old = Array.from({length: 1000}, (_, index) => ({...begun, uploadId: String(index), parts}));
  const facts = {asOf: 30 * 24 * 3_600_000, listed: 1300, more: false, old, unmeasured: 300};
  const plan = planAbort(facts, {olderThanDays: 14, prefix: ''}, exportsTarget);
  expect(plan.title).toBe('Abort 1,000 unfinished uploads of exports');
  expect(plan.warnings[0]).toBe(
    '300 unfinished uploads more are as old: parts were read of the oldest 1,000 only, so do it again for the next.',
  );
  // What was to go to an archive class lies in STANDARD until it is finished.
  expect(plan.cost).toContain('about $23.00 a month');
});

test('nothing to abort is said with what there is', async () => {
  const none = await acting(abortUploads, {});
  expect(because(await none.plan())[0]).toMatch(/^exports has no unfinished uploads there\./);
  const at = await unfinished();
  expect(because(await at.plan({'older-than': '100'}))).toEqual([
    'None of 40 unfinished uploads has been still for 100 days. Wait, or name fewer days with --older-than.',
  ]);
  expect(await at.wrong({'older-than': 'week'})).toBe(
    '--older-than is a whole number of days from 1 to 3650, not "week".',
  );
});

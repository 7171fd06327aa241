import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  type ListPartsCommandOutput,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import {expect, test} from 'vitest';
import {planText} from '../../../../source/actions/plan-text.ts';
import {abortUploads} from '../../../../source/services/buckets/uploads/action.ts';
import {planAbort} from '../../../../source/services/buckets/uploads/plan.ts';
import {type Acting, acting, because, exportsTarget, kept, picture} from '../acting.ts';

const Bucket = exportsTarget.resource;

const left = async ({s3}: Acting) => (await s3.send(new ListMultipartUploadsCommand({Bucket}))).Uploads ?? [];

/** Of those begun more than a week ago the two youngest: whose turn comes last. */
async function lastTwo(at: Acting) {
  const before = at.clock.now() - 7 * 24 * 3_600_000;
  const [one, other] = (await left(at))
    .filter(({Initiated: begun}) => begun !== undefined && begun.getTime() < before)
    .toSorted((a, b) => Number(b.Initiated) - Number(a.Initiated))
    .map(({Key, UploadId}) => ({Bucket, Key, UploadId}));
  if (!one || !other) throw new Error('There are not two that are old.');
  return [one, other] as const;
}

/** What somebody else does while the action is at work. */
function beforeTheFirstAbort({session}: Acting, does: () => Promise<void>): void {
  let isDone = false;
  session.once.clients.s3(exportsTarget.region).then(client =>
    client.middlewareStack.add(
      (next, {commandName}) =>
        async args => {
          if (commandName === 'AbortMultipartUploadCommand' && !isDone) {
            isDone = true;
            await does();
          }
          return next(args);
        },
      {step: 'initialize', name: 'meanwhile'},
    ),
  );
}

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
  // How many, how large and what it costs stands above the keys.
  expect(picture(plan)).toEqual([]);
  const lines = planText(plan, 80, {ascii: false}).trimEnd().split('\n');
  const at12 = lines.slice(-14).map(line => line.trim());
  expect(at12[0]).toBe('keys that begin with uploads/');
  expect(at12[1]).toMatch(/^\d+\.\d MB +\d+d {2}3 parts +STANDARD +uploads\/part-/);
  expect(at12.at(-1)).toBe('and 14 smaller ones');
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
  expect(says).toMatch(
    /^Aborted 24 unfinished uploads, .* in parts\. 2 were finished or aborted by somebody else meanwhile\./,
  );
});

test('a part that comes after the first was aborted saves its upload, new or in the place of another', async () => {
  const at = await unfinished({});
  const [again, more] = await lastTwo(at);
  beforeTheFirstAbort(at, async () => {
    await at.s3.send(new UploadPartCommand({...again, PartNumber: 1, Body: 'once more'}));
    await at.s3.send(new UploadPartCommand({...more, PartNumber: 9, Body: 'and on'}));
  });
  const {result, says} = await at.run();
  expect(result).toBe('done');
  expect(says).toMatch(
    /^Aborted 33 unfinished uploads, .* 2 got a part meanwhile and were left alone\. None of them is listed any more, but 2 that got a part\.$/,
  );
  const ids = (await left(at)).map(({UploadId}) => UploadId);
  expect(ids).toHaveLength(7);
  expect(ids).toEqual(expect.arrayContaining([again.UploadId, more.UploadId]));
});

test('one that is completed meanwhile is an object, one that is aborted is gone, and neither is a failure', async () => {
  const at = await unfinished({});
  const [finished, given] = await lastTwo(at);
  beforeTheFirstAbort(at, async () => {
    const {Parts: parts = []} = await at.s3.send(new ListPartsCommand(finished));
    const MultipartUpload = {Parts: parts.map(({PartNumber, ETag}) => ({PartNumber, ETag}))};
    await at.s3.send(new CompleteMultipartUploadCommand({...finished, MultipartUpload}));
    await at.s3.send(new AbortMultipartUploadCommand(given));
  });
  const {result, says} = await at.run();
  expect(result).toBe('done');
  expect(says).toMatch(
    /^Aborted 33 unfinished uploads, .* 2 were finished or aborted by somebody else meanwhile\./,
  );
  const {Contents: contents} = await at.s3.send(new ListObjectsV2Command({Bucket}));
  expect(contents?.map(({Key}) => Key)).toEqual([finished.Key]);
});

test('what AWS wants later or leaves open is asked again, and ends once', async () => {
  const at = await unfinished({});
  at.simulation.faults.set([
    {operation: 's3:AbortMultipartUpload', kind: 'error', code: 'SlowDown', status: 503, times: 3},
    {operation: 's3:AbortMultipartUpload', kind: 'error', code: 'InternalError', status: 500, times: 2},
  ]);
  const said: string[] = [];
  const {result, says} = await at.run({}, progress => said.push(progress.says));
  expect(result).toBe('done');
  expect(said.join('\n')).toMatch(/: 5 unfinished uploads again in 5 s/);
  expect(says).toMatch(/^Aborted 35 unfinished uploads, /);
  expect(says).not.toContain('somebody else');
});

test('one whose answer was lost was aborted by us, and by nobody else', async () => {
  const at = await unfinished({});
  const client = await at.session.once.clients.s3(exportsTarget.region);
  let isLost = false;
  client.middlewareStack.add(
    (next, {commandName}) =>
      async args => {
        const answer = await next(args);
        if (commandName === 'AbortMultipartUploadCommand' && !isLost) {
          isLost = true;
          throw Object.assign(new Error('cut'), {code: 'ECONNRESET'});
        }
        return answer;
      },
    {step: 'initialize', name: 'lost'},
  );
  const {result, says} = await at.run();
  expect(result).toBe('done');
  expect(says).toMatch(/^Aborted 35 unfinished uploads, /);
  expect(says).not.toContain('somebody else');
});

test('where AWS goes on failing it ends soon, and says what is left', async () => {
  const at = await acting(abortUploads, {uploads: [{prefix: 'uploads/', count: 120, oldestDaysAgo: 60}]});
  at.simulation.faults.set([
    {operation: 's3:AbortMultipartUpload', kind: 'error', code: 'InternalError', status: 500},
  ]);
  const {result, says} = await at.run();
  expect(result).toBe('failed');
  expect(says).toMatch(
    /^AWS gives no sure answer \(InternalError\): some of the others can be gone\. Aborted 0 .* Do it again for the other \d+\./,
  );
  expect(at.session.gate.meter.reading.byOperation['s3:AbortMultipartUpload']).toBe(120);
});

test('a page that does not say where the next begins is not the end', async () => {
  const at = await unfinished({});
  const client = await at.session.clients.s3(exportsTarget.region);
  client.middlewareStack.add(
    (next, {commandName}) =>
      async args => {
        const answer = await next(args);
        if (commandName === 'ListMultipartUploadsCommand') Object.assign(answer.output, {IsTruncated: true});
        return answer;
      },
    {step: 'initialize', name: 'no marker'},
  );
  expect((await at.plan()).warnings).toContain('There are more than the 40 uploads that were listed.');
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
  const facts = {asOf: 30 * 24 * 3_600_000, listed: 1300, more: false, old, unmeasured: 300, unclear: []};
  const plan = planAbort(facts, {olderThanDays: 14, prefix: ''}, exportsTarget);
  expect(plan.title).toBe('Abort 1,000 unfinished uploads of exports');
  expect(plan.warnings[0]).toBe(
    '300 unfinished uploads more are as old: parts were read of the oldest 1,000 only, so do it again for the next.',
  );
  // What was to go to an archive class lies in STANDARD until it is finished.
  expect(plan.cost).toContain('about $23.00 a month');
});

/** ListParts as a store answers that gets it wrong, for these many of its answers, after those that were right. */
async function partsAre({session}: Acting, wrong: Partial<ListPartsCommandOutput>, after = 0): Promise<void> {
  const client = await session.clients.s3(exportsTarget.region);
  let answered = 0;
  client.middlewareStack.add(
    (next, {commandName}) =>
      async args => {
        const answer = await next(args);
        if (commandName === 'ListPartsCommand' && ++answered > after) Object.assign(answer.output, wrong);
        return answer;
      },
    {step: 'initialize', name: 'wrong'},
  );
}

test.each([
  ['breaks off', {Parts: [], IsTruncated: true, NextPartNumberMarker: undefined}],
  ['goes round in a circle', {Parts: [], IsTruncated: true, NextPartNumberMarker: '1'}],
  ['names no time', {Parts: [{PartNumber: 1, Size: 1}]}],
])('an upload is left alone when what is told of its parts %s', async (_, wrong) => {
  const at = await unfinished();
  await partsAre(at, wrong);
  const unknown =
    '35 unfinished uploads as old: what AWS answered about their parts breaks off, so whether one came lately is unknown; left alone.';
  const plan = await at.plan();
  expect(plan.warnings[0]).toBe(unknown);
  expect(because(plan)[0]).toContain(unknown);
});

test('an upload of which it becomes unknown whether a part came is not aborted', async () => {
  const at = await unfinished();
  // Once for the plan, once right before it begins: of 35 each.
  await partsAre(at, {Parts: [], IsTruncated: true, NextPartNumberMarker: undefined}, 70);
  const {says, proof} = await at.run();
  expect(says).toMatch(
    /^Aborted 0 unfinished uploads, 0 B in parts\. Of 26 it is unknown whether a part came meanwhile: left alone, so plan again later\./,
  );
  expect(proof?.helped).toBe(false);
  expect(await left(at)).toHaveLength(40);
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

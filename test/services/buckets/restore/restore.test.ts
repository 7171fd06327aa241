import {HeadObjectCommand, ListObjectsV2Command} from '@aws-sdk/client-s3';
import {expect, test} from 'vitest';
import {restore} from '../../../../source/services/buckets/restore/action.ts';
import {type Acting, acting, because, exportsTarget, kept, picture} from '../acting.ts';

const archived = {
  objects: [
    {
      prefix: 'logs/',
      count: 300,
      sinceDaysAgo: 900,
      untilDaysAgo: 200,
      meanBytes: 1_000_000,
      keys: 'flat' as const,
      classes: [{fromDays: 0, storageClass: 'GLACIER' as const}],
    },
    {
      prefix: 'few/',
      count: 20,
      untilDaysAgo: 200,
      keys: 'flat' as const,
      classes: [{fromDays: 0, storageClass: 'GLACIER' as const}],
    },
    {prefix: 'new/', count: 40, keys: 'flat' as const},
  ],
  single: [
    {key: 'people/jane doe+né.csv', bytes: 5_000_000, storageClass: 'DEEP_ARCHIVE' as const},
    {key: 'people/odd\nname\u001b[31m.csv', bytes: 2_000_000, storageClass: 'GLACIER' as const},
  ],
};
const thaw = (more = {}) => acting(restore, {...archived, ...more});

async function copies({s3}: Acting, prefix: string) {
  const states = {waiting: 0, there: 0, none: 0};
  let next: string | undefined;
  do {
    const page = await s3.send(
      new ListObjectsV2Command({
        Bucket: 'exports',
        Prefix: prefix,
        OptionalObjectAttributes: ['RestoreStatus'],
        ...(next === undefined ? {} : {ContinuationToken: next}),
      }),
    );
    for (const {RestoreStatus: status} of page.Contents ?? []) {
      if (status?.IsRestoreInProgress) states.waiting += 1;
      else if (status?.RestoreExpiryDate) states.there += 1;
      else states.none += 1;
    }
    next = page.NextContinuationToken;
  } while (next !== undefined);
  return states;
}

test('a listing that breaks off and does not say where it goes on is no whole listing', async () => {
  const at = await thaw();
  const client = await at.session.clients.s3(exportsTarget.region);
  client.middlewareStack.add(
    next => async args => {
      const answer = await next(args);
      return {...answer, output: {...answer.output, IsTruncated: true, NextContinuationToken: undefined}};
    },
    {step: 'initialize', name: 'breaks off'},
  );
  const plan = await at.plan({prefix: 'few/'});
  expect(plan.warnings).toContain(
    'There are more: the listing broke off after 20 objects and does not say where it goes on. Name longer prefixes.',
  );
  expect(because(await at.plan({prefix: 'new/'}))).toEqual([
    'None of 40 objects of exports there is archived. Name longer prefixes: not all were listed.',
  ]);
  const {says, proof} = await at.run({prefix: 'few/'});
  expect(says).toContain('What came of it is unknown: the listing broke off when it was read again.');
  expect(proof?.helped).toBeUndefined();
});

test('a prefix is thawed whole: how many, how large, for how much and when is said before', async () => {
  const at = await thaw();
  const plan = await at.plan({prefix: 'few/'});
  expect(plan).toMatchObject({title: 'Restore 20 objects of exports', risk: 'disruptive', blocked: []});
  expect(plan.changes[0]).toMatch(
    /^20 objects of Glacier Flexible Retrieval, \d+\.\d MB, can be read after 3 to 5 hours\.$/,
  );
  expect(plan.cost).toMatch(
    /^About <?\$0\.\d\d: <?\$0\.0\d for retrieval and its requests, <?\$0\.0\d for 7 days of copies in STANDARD \(list price, us-east-1, /,
  );
  const {result, says, proof} = await at.run({prefix: 'few/'});
  expect(says).toMatch(/^20 objects, \d+\.\d MB of \d+\.\d MB, being restored\. All of 20 objects are/);
  expect({result, proof}).toMatchObject({
    result: 'done',
    proof: {
      before: {archived: '20', 'on their way': '0'},
      after: {archived: '0', 'on their way': '20', 'there to read': '0'},
      helped: true,
    },
  });
  expect(await copies(at, 'few/')).toEqual({waiting: 20, there: 0, none: 0});
  at.clock.advance(5 * 3_600_000);
  expect(await copies(at, 'few/')).toEqual({waiting: 0, there: 20, none: 0});
  expect(because(await at.plan({prefix: 'few/'}))).toEqual([
    'Nothing is left to ask for: 20 objects restored, 0 on the way. Wait for those on the way, then read them.',
  ]);
});

test('stopped in between, it goes on where it was', async () => {
  const at = await thaw();
  const {result, says} = await at.run({prefix: 'logs/'}, (progress, stop) => {
    expect(progress.says).toMatch(/^250 of 300 asked for/);
    stop();
  });
  expect(result).toBe('cancelled');
  expect(says).toMatch(
    /^Stopped\. \d+ objects.* Do it again for the other [\d,]+: what has begun is left out\.$/,
  );
  const {waiting} = await copies(at, 'logs/');
  expect(waiting).toBeGreaterThanOrEqual(250);
  expect(waiting).toBeLessThan(300);
  const plan = await at.plan({prefix: 'logs/'});
  expect(plan.title).toBe(`Restore ${300 - waiting} objects of exports`);
  expect(plan.warnings).toContain(`${waiting} objects more: being restored already, left alone.`);
  expect((await at.run({prefix: 'logs/'})).result).toBe('done');
  expect(await copies(at, 'logs/')).toEqual({waiting: 300, there: 0, none: 0});
});

test('one object by its key, which stands on the screen and in no journal', async () => {
  const at = await thaw();
  const values = {key: 'people/jane doe+né.csv', tier: 'bulk', days: '3'};
  const plan = await at.plan(values);
  expect(plan.changes[0]).toBe('1 object of Glacier Deep Archive, 5.0 MB, can be read after 48 hours.');
  expect(picture(plan)).toEqual(['key people/jane doe+né.csv  1 object, 5.0 MB']);
  expect(kept(plan)).not.toMatch(/jane|people/);
  expect((await at.run(values)).result).toBe('done');
  const {Restore} = await at.s3.send(new HeadObjectCommand({Bucket: 'exports', Key: values.key}));
  expect(Restore).toBe('ongoing-request="true"');
  const journal = await at.journal();
  expect(journal).toMatch(/"Key":"sha256 [0-9a-f]{16}…, 22 characters","Tier":"Bulk","Days":3/);
  expect(journal).not.toMatch(/jane|people/);
});

test('keys that no XML can hold are restored, and cannot write on the screen', async () => {
  const at = await thaw();
  const {result} = await at.run({prefix: 'people/odd'});
  expect(result).toBe('done');
  const key = archived.single[1]?.key ?? '';
  const {Restore} = await at.s3.send(new HeadObjectCommand({Bucket: 'exports', Key: key}));
  expect(Restore).toBe('ongoing-request="true"');
  expect(picture(await at.plan({key}))[0]).toMatch(/^key people\/odd name\.csv {2}/);
});

test('what makes no sense is refused with what to do', async () => {
  const at = await thaw();
  expect(await at.wrong({})).toBe(
    'Say which objects: --key KEY for one, --prefix PREFIX for all that begin so.',
  );
  expect(await at.wrong({key: 'a', prefix: 'b'})).toBe('Say --key or --prefix, not both.');
  expect(await at.wrong({key: 'a', tier: 'fast'})).toBe('--tier is Standard, Bulk, Expedited, not "fast".');
  expect(await at.wrong({key: 'a', days: '0'})).toMatch(/^--days is a whole number/);
  expect(await at.wrong({key: 'nothing'})).toBe(
    'exports has no object of that key: check how it is spelled, or name a prefix.',
  );
  expect(because(await at.plan({prefix: 'new/'}))[0]).toMatch(
    /^None of 4\d objects of exports there is archived/,
  );
  expect(because(await at.plan({prefix: 'people/', tier: 'Expedited'}))).toEqual([
    '1 object of Glacier Deep Archive cannot be restored with Expedited. Take --tier Standard (12 hours) or Bulk (48 hours).',
  ]);
});

test('read only, nothing is listed', async () => {
  const at = await acting(restore, archived, {readOnly: true});
  expect(await at.wrong({prefix: 'logs/'})).toBe(
    'Everything is read only, and objects are not listed then: name one with --key.',
  );
});

test('a dear restore wants the name of the bucket typed', async () => {
  const at = await acting(restore, {
    single: [{key: 'dump', bytes: 5_000_000_000_000, storageClass: 'GLACIER'}],
  });
  const plan = await at.plan({key: 'dump', tier: 'Expedited'});
  expect(plan.risk).toBe('destructive');
  expect(plan.warnings).toContain('1 object above 250.0 MB: 1 to 5 minutes are not promised for those.');
  const bulk = await at.plan({key: 'dump', tier: 'Bulk', days: '1'});
  expect(bulk.risk).toBe('disruptive');
});

test('where AWS has no room for Expedited it ends, and says what else there is', async () => {
  const at = await thaw();
  at.simulation.faults.set([
    {
      operation: 's3:RestoreObject',
      kind: 'error',
      code: 'GlacierExpeditedRetrievalNotAvailable',
      status: 503,
    },
  ]);
  const {result, says} = await at.run({prefix: 'few/', tier: 'Expedited'});
  expect(result).toBe('failed');
  expect(says).toMatch(
    /^AWS has no room for Expedited now: take --tier Standard, try later, or buy provisioned capacity\. 0 objects/,
  );
  expect(await copies(at, 'few/')).toMatchObject({waiting: 0, none: 20});
});

test('what AWS refuses for haste is asked for once more', async () => {
  const at = await thaw();
  at.simulation.faults.set([
    {operation: 's3:RestoreObject', kind: 'error', code: 'SlowDown', status: 503, times: 5},
  ]);
  const said: string[] = [];
  const {result} = await at.run({prefix: 'few/'}, ({says}) => said.push(says));
  expect(result).toBe('done');
  expect(said).toContain('AWS wants fewer at a time: 5 objects again in 5 s');
  expect(await copies(at, 'few/')).toEqual({waiting: 20, there: 0, none: 0});
});

test('an error of AWS or a lost answer ends nothing: it is asked for again, and told', async () => {
  const at = await thaw();
  at.simulation.faults.set([
    {operation: 's3:RestoreObject', kind: 'error', code: 'InternalError', status: 500, times: 4},
    {operation: 's3:RestoreObject', kind: 'cut', times: 3},
  ]);
  const said: string[] = [];
  const {result, says} = await at.run({prefix: 'few/'}, progress => said.push(progress.says));
  expect(result).toBe('done');
  expect(said.join('\n')).toMatch(/No sure answer \(\w+\): 7 objects again in 5 s/);
  expect(says).toMatch(
    /^20 objects, .* being restored\. For 7 a request got no sure answer; asking again begins nothing twice\. All of 20/,
  );
  expect(says).not.toContain('already');
  expect(await copies(at, 'few/')).toEqual({waiting: 20, there: 0, none: 0});
});

test('where AWS goes on failing, it is asked three times and no more', async () => {
  const at = await thaw();
  at.simulation.faults.set([
    {operation: 's3:RestoreObject', kind: 'error', code: 'InternalError', status: 500},
  ]);
  const {result, says} = await at.run({prefix: 'few/'});
  expect(result).toBe('failed');
  expect(says).toMatch(
    /^AWS gives no sure answer \(InternalError\): some of the others can be on their way\. 0 objects.* Do it again for the other 20/,
  );
  expect(at.session.gate.meter.reading.byOperation['s3:RestoreObject']).toBe(60);
});

test('of hundreds the journal keeps counts, and each that AWS refused or left open', async () => {
  const at = await thaw();
  at.simulation.faults.set([
    {operation: 's3:RestoreObject', kind: 'error', code: 'SlowDown', status: 503, times: 5},
    {operation: 's3:RestoreObject', kind: 'error', code: 'InternalError', status: 500, times: 2},
  ]);
  let before: string | undefined;
  const client = await at.session.once.clients.s3(exportsTarget.region);
  client.middlewareStack.add(
    next => async args => {
      before ??= await at.journal();
      return next(args);
    },
    {step: 'initialize', name: 'before'},
  );
  expect((await at.run({prefix: 'logs/'})).result).toBe('done');
  expect(before).toMatch(/^{[^\n]*"event":"begin"[^\n]*"operation":"s3:RestoreObject"[^\n]*}\n$/);
  const lines = (await at.journal())
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));
  const sent = lines
    .filter(({event}) => event === 'request')
    .map(({outcome, parameters: {requests, Key: key}}) => [outcome, requests ?? key]);
  const one = expect.stringMatching(/^sha256 /);
  const accepted = sent.filter(([outcome]) => outcome === 'accepted').map(([, count]) => count);
  expect(accepted).toEqual([250, 50]);
  expect(sent.filter(([outcome]) => outcome !== 'accepted').toSorted()).toEqual([
    ['refused', 5],
    ['unknown', one],
    ['unknown', one],
  ]);
});

test('what was found with many pages is proved by the answers and a look at some, not listed a third time', async () => {
  const at = await acting(restore, {
    objects: [
      {
        prefix: 'mixed/',
        count: 5_600,
        sinceDaysAgo: 100,
        keys: 'flat',
        classes: [
          {fromDays: 0, storageClass: 'STANDARD'},
          {fromDays: 98, storageClass: 'GLACIER'},
        ],
      },
    ],
  });
  const {result, says, proof} = await at.run({prefix: ''});
  expect(result).toBe('done');
  expect(proof).toMatchObject({after: {archived: '0', 'there to read': '0'}, helped: true});
  expect(says).toMatch(
    /By AWS's answers 0 objects of \d+ are still archived, with no copy on its way; of those that it took 20 were looked at, and all are on their way or there\.$/,
  );
  const {byOperation} = at.session.gate.meter.reading;
  expect(byOperation).toMatchObject({'s3:ListObjectsV2': 12, 's3:HeadObject': 20});
});

test('what lies in an archive tier of INTELLIGENT_TIERING comes back to stay, without days', async () => {
  const key = 'cold/dump.parquet';
  const at = await acting(restore, {
    intelligentTiering: [{id: 'cold', archiveDays: 90, deepArchiveDays: 180}],
    single: [
      {key, bytes: 5_000_000, storageClass: 'INTELLIGENT_TIERING', daysAgo: 120},
      {key: 'deep', bytes: 5_000_000, storageClass: 'INTELLIGENT_TIERING', daysAgo: 200},
      {key: 'warm', bytes: 5_000_000, storageClass: 'INTELLIGENT_TIERING', daysAgo: 20},
    ],
  });
  const head = async () => {
    const answer = await at.s3.send(new HeadObjectCommand({Bucket: 'exports', Key: key}));
    return [answer.ArchiveStatus, answer.Restore];
  };
  expect(await head()).toEqual(['ARCHIVE_ACCESS', undefined]);
  expect((await at.plan({key})).changes[0]).toMatch(/can be read after 3 to 5 hours\.$/);
  expect((await at.plan({key: 'deep'})).changes[0]).toMatch(/can be read after 12 hours\.$/);
  expect(because(await at.plan({key: 'warm'}))).toEqual(['That object is not archived. Read it as it is.']);
  expect(await at.run({key})).toMatchObject({result: 'done', proof: {helped: true}});
  expect(await head()).toEqual(['ARCHIVE_ACCESS', 'ongoing-request="true"']);
  at.clock.advance(6 * 3_600_000);
  expect(await head()).toEqual([undefined, undefined]);
  at.clock.advance(91 * 24 * 3_600_000);
  expect((await head())[0]).toBe('ARCHIVE_ACCESS');
});

test('a bucket of another region is asked where it is', async () => {
  const at = await thaw({region: 'eu-central-1'});
  expect((await at.run({prefix: 'people/odd'})).result).toBe('done');
});

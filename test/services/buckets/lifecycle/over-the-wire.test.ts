import type {LifecycleRule} from '@aws-sdk/client-s3';
import {expect, test} from 'vitest';
import {lifecycle} from '../../../../source/services/buckets/lifecycle/action.ts';
import {bench, targetOf} from './bench.ts';

const oldRules = `
<Rule><ID>logs</ID><Prefix>logs/</Prefix><Status>Enabled</Status><Expiration><Days>30</Days></Expiration></Rule>
<Rule><ID>dated</ID><Prefix>2020/</Prefix><Status>Disabled</Status><Transition><Date>2030-01-01T00:00:00Z</Date><StorageClass>GLACIER</StorageClass></Transition></Rule>`;

const rules = `
<Rule><ID>team</ID><Filter><And><Prefix>data/</Prefix><Tag><Key>team</Key><Value>data</Value></Tag></And></Filter><Status>Enabled</Status><Transition><Days>90</Days><StorageClass>GLACIER</StorageClass></Transition></Rule>
<Rule><ID>large</ID><Filter><ObjectSizeGreaterThan>1048576</ObjectSizeGreaterThan></Filter><Status>Enabled</Status><NoncurrentVersionExpiration><NoncurrentDays>30</NoncurrentDays><NewerNoncurrentVersions>3</NewerNoncurrentVersions></NoncurrentVersionExpiration></Rule>`;

const expiring = (id: string, days: number): LifecycleRule => ({
  ID: id,
  Filter: {Prefix: `${id}/`},
  Status: 'Enabled',
  Expiration: {Days: days},
});

test('a rule is added beside others: they, their order and the default size stay, and the journal keeps what was', async () => {
  const {plan, run, read, journal} = await bench({
    lifecycle: rules,
    transitionDefaultMinimumObjectSize: 'varies_by_storage_class',
  });
  const before = await read();
  const {plan: shown} = await plan({id: 'tidy', prefix: 'tmp/', expire: '7'});
  expect(shown.blocked).toEqual([]);
  expect(shown.risk).toBe('destructive');
  expect(shown.changes).toEqual([
    '+ tidy: tmp/: expires after 7 days',
    'The 2 other rules stay as they are, in place.',
    'TransitionDefaultMinimumObjectSize stays varies_by_storage_class.',
    'Nobody knows how many objects the next daily run deletes: count it first, with buckets.scan.',
  ]);
  expect(shown.warnings[0]).toBe('Deleted for good: the bucket has no versioning.');
  expect(shown.undo).toMatch(
    /^hotshard act buckets\.lifecycle exports --region us-east-1 --id tidy --remove --yes\./,
  );
  expect(await run({id: 'tidy', prefix: 'tmp/', expire: '7'})).toMatchObject({
    result: 'done',
    says: 'Done. Rule tidy is as asked, and the others are as they were read right before.',
  });
  const after = await read();
  expect(after.rules.slice(0, 2)).toEqual(before.rules);
  expect(after.rules[2]).toMatchObject({
    ID: 'tidy',
    Filter: {Prefix: 'tmp/'},
    Status: 'Enabled',
    Expiration: {Days: 7},
  });
  expect(after.size).toBe('varies_by_storage_class');
  const [done] = (await journal.read()).done;
  expect(done?.previous?.configuration).toContain('<ObjectSizeGreaterThan>1048576<');
  expect(done?.previous?.transitionDefaultMinimumObjectSize).toBe('varies_by_storage_class');
  expect(done?.requests[1]).toMatchObject({
    operation: 's3:PutBucketLifecycleConfiguration',
    outcome: 'accepted',
  });
});

test('a rule is changed in its place, and the command that undoes it makes the old one again', async () => {
  const {plan, run, read} = await bench({lifecycle: rules});
  const before = await read();
  const {plan: shown} = await plan({id: 'team', prefix: 'data/', to: 'GLACIER_IR@30', disabled: 'yes'});
  expect(shown.risk).toBe('disruptive');
  expect(shown.changes.slice(0, 2)).toEqual([
    '- team: data/, tag team=data: to GLACIER after 90 days',
    '+ team: data/: to GLACIER_IR after 30 days (switched off)',
  ]);
  expect(shown.undo).toContain(
    'hotshard act buckets.lifecycle exports --region us-east-1 --id team --prefix data/ --tag team=data --to GLACIER@90 --yes',
  );
  await run({id: 'team', prefix: 'data/', to: 'GLACIER_IR@30', disabled: 'yes'});
  expect((await read()).rules.map(({ID}) => ID)).toEqual(['team', 'large']);
  await run({id: 'team', prefix: 'data/', tag: 'team=data', to: 'GLACIER@90'});
  expect((await read()).rules).toEqual(before.rules);
});

test('a rule is switched off and on and taken out', async () => {
  const {plan, run, read} = await bench({lifecycle: rules});
  await run({id: 'large', disabled: 'yes'});
  expect((await read()).rules[1]).toMatchObject({ID: 'large', Status: 'Disabled'});
  const {plan: on} = await plan({id: 'large', enabled: 'yes'});
  expect(on.risk).toBe('destructive');
  expect(on.undo).toMatch(/--id large --disabled --yes/);
  await run({id: 'large', remove: 'yes'});
  expect((await read()).rules.map(({ID}) => ID)).toEqual(['team']);
});

const single =
  '<Rule><ID>tidy</ID><Filter><Prefix>tmp/</Prefix></Filter><Status>Enabled</Status><Expiration><Days>7</Days></Expiration></Rule>';
const gone = {name: 'NoSuchLifecycleConfiguration'};

test('the last rule goes with its configuration, which the journal keeps, and the undo puts it back', async () => {
  const {plan, run, read, journal} = await bench({lifecycle: single});
  const {plan: shown} = await plan({id: 'tidy', remove: 'yes'});
  expect(shown).toMatchObject({
    title: 'Remove lifecycle rule tidy of exports',
    risk: 'destructive',
    blocked: [],
    changes: [
      '- tidy: tmp/: expires after 7 days',
      'It is the only rule: the bucket is left without a lifecycle configuration.',
    ],
    steps: [
      {
        operation: 's3:DeleteBucketLifecycle',
        cli: 'aws s3api delete-bucket-lifecycle --bucket exports --expected-bucket-owner 730112094417 --region us-east-1',
      },
    ],
  });
  expect(shown.undo).toMatch(
    /^hotshard act buckets\.lifecycle exports --region us-east-1 --id tidy --prefix tmp\/ --expire 7 --yes\.$/,
  );
  const before = await read();
  expect(await run({id: 'tidy', remove: 'yes'})).toMatchObject({
    result: 'done',
    says: 'Done. Rule tidy is gone.',
  });
  await expect(read()).rejects.toMatchObject(gone);
  const [done] = (await journal.read()).done;
  expect(done?.previous?.configuration).toContain('<ID>tidy</ID>');
  expect(done?.requests[1]).toMatchObject({operation: 's3:DeleteBucketLifecycle', outcome: 'accepted'});
  await run({id: 'tidy', prefix: 'tmp/', expire: '7'});
  expect(await read()).toEqual(before);
});

test('a size that goes with the last rule is named, and the undo puts it back too', async () => {
  const size = 'varies_by_storage_class';
  const {plan} = await bench({lifecycle: single, transitionDefaultMinimumObjectSize: size});
  const {plan: shown} = await plan({id: 'tidy', remove: 'yes'});
  expect(shown.changes).toContain(`TransitionDefaultMinimumObjectSize ${size} goes with it.`);
  expect(shown.undo).toMatch(/^aws s3api put-bucket-lifecycle-configuration .*varies_by_storage_class.*tidy/);
});

test('a rule that comes before the last one is taken out saves them all; one inside of it is reported', async () => {
  const {run, write, read, meanwhile} = await bench({lifecycle: single});
  meanwhile('before', 'GetBucketLifecycleConfiguration', () => write([expiring('theirs', 4)]));
  expect(await run({id: 'tidy', remove: 'yes'})).toMatchObject({
    result: 'cancelled',
    says: expect.stringMatching(/^Somebody changed the lifecycle of exports meanwhile: nothing was changed/),
  });
  expect((await read()).rules).toMatchObject([{ID: 'theirs'}]);
  meanwhile('after', 'DeleteBucketLifecycle', () => write([expiring('again', 3)]));
  const finished = await run({id: 'theirs', remove: 'yes'});
  expect(finished.result).toBe('failed');
  expect(finished.says).toMatch(/^Somebody else changed .* in the same moment: rule again is not as written/);
});

test('beside rules of the old form, a new one takes their form, or is refused with a tag', async () => {
  const {plan, run, read} = await bench({lifecycle: oldRules});
  const before = await read();
  expect(await run({id: 'tidy', prefix: 'tmp/', expire: '7'})).toMatchObject({result: 'done'});
  const after = await read();
  expect(after.rules.slice(0, 2)).toEqual(before.rules);
  expect(after.rules[2]).toMatchObject({ID: 'tidy', Prefix: 'tmp/'});
  const {plan: shown} = await plan({id: 'tagged', tag: 'a=b', expire: '7'});
  expect(shown.blocked[0]?.because).toMatch(/AWS takes no tag, size or keep-versions beside them/);
  expect((await plan({id: 'dated', prefix: '2021/', expire: '7'})).plan.undo).toMatch(
    /^The old rule cannot be said in options: .* which the journal keeps whole/,
  );
});

test('where there is no configuration yet, the first rule makes one', async () => {
  const {plan, run, read} = await bench();
  const asked = {id: 'uploads', 'abort-uploads': '7'};
  const {plan: shown} = await plan(asked);
  expect(shown.risk).toBe('destructive');
  expect(shown.changes).toContain('There is no other rule.');
  expect(shown.undo).toMatch(/--id uploads --remove --yes/);
  expect(await run(asked)).toMatchObject({result: 'done'});
  expect((await read()).rules).toMatchObject([
    {ID: 'uploads', Status: 'Enabled', AbortIncompleteMultipartUpload: {DaysAfterInitiation: 7}},
  ]);
  expect((await plan(asked)).plan.blocked[0]?.because).toBe('Rule uploads is like that already.');
});

test('what the SDK does not know is not lost: it is refused, by the name of its rule', async () => {
  const unknown = rules.replace('<Prefix>data/</Prefix>', '<Prefix>data/</Prefix><Owner>us</Owner>');
  const {plan, start, read} = await bench({lifecycle: unknown});
  const ready = await plan({id: 'tidy', expire: '7'});
  expect(ready.plan.blocked[0]?.because).toMatch(/\(rule team\) says something that hotshard does not know/);
  expect(await start(ready)).toMatchObject({refused: expect.stringMatching(/would lose\. Change it with/)});
  expect((await read()).rules).toHaveLength(2);
});

test('a change between plan and yes is planned anew; one right before the put is refused', async () => {
  const {plan, start, write, read, meanwhile} = await bench({lifecycle: rules});
  const ready = await plan({id: 'tidy', expire: '7'});
  await write([expiring('theirs', 3)]);
  const started = await start(ready);
  if (!('replanned' in started)) throw new Error('not planned anew');
  meanwhile('before', 'GetBucketLifecycleConfiguration', () => write([expiring('theirs', 4)]));
  const again = await start(started.replanned);
  if (!('finished' in again)) throw new Error('not started');
  expect(await again.finished).toMatchObject({
    result: 'cancelled',
    says: expect.stringMatching(/^Somebody changed the lifecycle of exports meanwhile: nothing was changed/),
  });
  expect((await read()).rules).toMatchObject([{ID: 'theirs', Expiration: {Days: 4}}]);
});

test('a change inside of the put is seen when it is read back, and reported', async () => {
  const {run, write, meanwhile, journal} = await bench({lifecycle: rules});
  meanwhile('after', 'PutBucketLifecycleConfiguration', () => write([expiring('theirs', 3)]));
  const finished = await run({id: 'tidy', expire: '7'});
  expect(finished.result).toBe('failed');
  expect(finished.says).toMatch(
    /^Somebody else changed the lifecycle of exports in the same moment: rules team, large, tidy, theirs are not as written/,
  );
  const [done] = (await journal.read()).done;
  expect(done?.previous?.configuration).toContain('<ID>large</ID>');
});

test('who may not is told what to ask for, reading and writing', async () => {
  const {account, run, wrong} = await bench({lifecycle: rules});
  const refuse = (operation: string) =>
    account.faults.set([{kind: 'error', operation, code: 'AccessDenied', status: 403}]);
  refuse('s3:PutBucketLifecycleConfiguration');
  const finished = await run({id: 'tidy', expire: '7'});
  expect(finished).toMatchObject({result: 'failed'});
  expect(finished.says).toMatch(/ask for s3:PutLifecycleConfiguration on it\. It is as it was before\./);
  refuse('s3:GetBucketLifecycleConfiguration');
  expect(await wrong({id: 'tidy', expire: '7'})).toBe(
    'Not allowed to read the lifecycle of exports: ask for s3:GetLifecycleConfiguration on it.',
  );
});

test('a bucket of that name in another account is not touched', async () => {
  const {session} = await bench({lifecycle: rules});
  const elsewhere = {...targetOf(), account: '999999999999'};
  const {signal} = new AbortController();
  const prepared = await lifecycle.prepare(session, elsewhere, {id: 'tidy', expire: '7'}, signal);
  expect(prepared).toMatchObject({wrong: expect.stringMatching(/^Not allowed to read the lifecycle/)});
});

test('an answer that never came is called unknown, and read back', async () => {
  const {account, run, read} = await bench({lifecycle: rules});
  account.faults.set([
    {kind: 'error', operation: 's3:PutBucketLifecycleConfiguration', code: 'InternalError', status: 500},
  ]);
  const finished = await run({id: 'tidy', expire: '7'});
  expect(finished.result).toBe('unknown');
  expect(finished.says).toMatch(/^Nobody can say whether it was carried out/);
  expect((await read()).rules).toHaveLength(2);
});

test('a bucket in another region is written there, with its account named', async () => {
  const {run, read} = await bench({lifecycle: rules, region: 'eu-west-1'});
  expect(await run({id: 'tidy', expire: '7'})).toMatchObject({result: 'done'});
  expect((await read()).rules).toHaveLength(3);
});

test('a thousand rules stay as they are while one is changed; the thousand and first is refused', async () => {
  const {plan, run, read, write} = await bench();
  await write(Array.from({length: 1000}, (_, index) => expiring(`rule-${index}`, index + 1)));
  const before = await read();
  const {plan: shown} = await plan({id: 'one-more', expire: '7'});
  expect(shown.blocked[0]?.because).toBe('The bucket has 1,000 rules already, the most that AWS takes.');
  expect(await run({id: 'rule-500', prefix: 'rule-500/', expire: '9'})).toMatchObject({result: 'done'});
  const after = await read();
  expect(after.rules[500]?.Expiration).toEqual({Days: 9});
  expect(after.rules.with(500, expiring('rule-500', 501))).toEqual(before.rules);
});

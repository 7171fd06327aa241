import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {wait} from '../../../../source/clock.ts';
import {purge} from '../../../../source/services/queues/purge/action.ts';
import {type Bench, bench, pair} from '../pick/bench.ts';

const letters = (count: number) =>
  Array.from({length: count}, (_, index) => ({MessageBody: `letter ${index}`}));
const inTheWay = async (at: Bench, queue: string, values: Record<string, string>) =>
  (await at.plan(purge, queue, values)).blocked.map(({because, unblock}) => `${because} ${unblock}`);
const yes = {'without-saving': 'yes'};

test('nothing is purged before somebody has said whether it is saved', async () => {
  const at = await bench(pair());
  await at.send('payments-dlq', letters(12));
  expect(await inTheWay(at, 'payments-dlq', {})).toEqual([
    'Purged messages do not come back. Save them first (--save FILE), or say that they may go (--without-saving).',
  ]);
  const plan = await at.plan(purge, 'payments-dlq', yes);
  expect(plan).toMatchObject({risk: 'destructive', blocked: []});
  expect(plan.changes[0]).toBe(
    'payments-dlq loses about 12 messages, those in flight and delayed among them.',
  );
  expect(plan.warnings[0]).toMatch(
    /^What is sent to payments-dlq before it is through, 60 s at most, may go too/,
  );
});

test('saved first, every message whole, then purged and counted', async () => {
  const at = await bench(pair());
  await at.send('payments-dlq', letters(37));
  const save = join(at.folder, 'all.jsonl');
  const {result, says, proof} = await at.run(purge, 'payments-dlq', {save});
  expect(says).toContain('Saved 37 messages. Purged. Nothing is left.');
  expect(result).toBe('done');
  expect(proof).toMatchObject({before: {messages: '37'}, after: {messages: '0'}, helped: true});
  const saved = (await readFile(save, 'utf8')).trim().split('\n');
  expect(saved.map(line => JSON.parse(line).Body).sort()).toEqual(
    letters(37)
      .map(({MessageBody}) => MessageBody)
      .sort(),
  );
  const journal = await at.journal();
  expect(journal).toContain('sqs:PurgeQueue');
  expect(journal).not.toContain('letter');
});

test('where somebody else holds a message, not all can be saved, and nothing is purged', async () => {
  const at = await bench(pair());
  await at.send('payments-dlq', letters(20));
  await at.hold('payments-dlq', 1);
  const save = join(at.folder, 'most.jsonl');
  const {result, says} = await at.run(purge, 'payments-dlq', {save});
  expect(result).toBe('failed');
  expect(says).toContain(
    `Not every message could be saved: there are about 20. 19 messages are in ${save}. Nothing was purged; everything is given back. Try again, or say --without-saving too.`,
  );
  expect(await at.depth('payments-dlq')).toEqual({visible: 19, inFlight: 1});
  const both = {save: join(at.folder, 'rest.jsonl'), ...yes};
  expect((await at.run(purge, 'payments-dlq', both)).says).toContain('Saved 19 messages. Purged.');
  expect(await at.depth('payments-dlq')).toEqual({visible: 0, inFlight: 0});
});

test('AWS purges once a minute: the seconds left are told where they are known', async () => {
  const at = await bench(pair());
  await at.send('payments-dlq', letters(3));
  await at.run(purge, 'payments-dlq', yes);
  await at.send('payments-dlq', letters(3));
  at.clock.advance(18_000);
  const [why] = await inTheWay(at, 'payments-dlq', yes);
  expect(why).toMatch(/^payments-dlq was purged \d+s ago, and AWS takes one purge in 60 s\. Wait 4\d s\.$/);
  at.clock.advance(60_000);
  expect(await inTheWay(at, 'payments-dlq', yes)).toEqual([]);

  // Somebody else did it: AWS does not say when.
  at.simulation.faults.set([
    {operation: 'sqs:PurgeQueue', kind: 'error', code: 'PurgeQueueInProgress', status: 403},
  ]);
  const {result, says} = await at.run(purge, 'payments-dlq', yes);
  expect(result).toBe('failed');
  expect(says).toContain('AWS refused: payments-dlq was purged less than 60 s ago; wait so long');
  expect(await at.depth('payments-dlq')).toEqual({visible: 3, inFlight: 0});
});

test('whoever stops it while it saves has lost nothing', async () => {
  const at = await bench(pair());
  await at.send('payments-dlq', letters(60));
  const save = join(at.folder, 'some.jsonl');
  const {result, says} = await at.run(purge, 'payments-dlq', {save}, (_, stop) => stop());
  expect(result).toBe('cancelled');
  expect(says).toMatch(/^Stopped\. \d+ messages are in .* Nothing was purged; everything is given back\.$/);
  expect(await at.depth('payments-dlq')).toEqual({visible: 60, inFlight: 0});
});

test('what it could not give back is not said to be given back', async () => {
  const at = await bench(pair());
  await at.send('payments-dlq', letters(60));
  const save = join(at.folder, 'some.jsonl');
  const {result, says} = await at.run(purge, 'payments-dlq', {save}, (_, stop) => {
    const refused = {kind: 'error', code: 'AccessDeniedException', status: 403} as const;
    at.simulation.faults.set([{operation: 'sqs:ChangeMessageVisibilityBatch', ...refused}]);
    stop();
  });
  expect(result).toBe('cancelled');
  expect(says).toMatch(
    /^Stopped\. (\d+) messages are in .*\. Nothing was purged\. \1 messages could not be given back: they come back by themselves within 7m\.$/,
  );
});

test('whoever stops it while AWS brings nothing more is told that a request has no answer', async () => {
  const at = await bench(pair());
  await at.send('payments-dlq', letters(60));
  const save = join(at.folder, 'some.jsonl');
  const {result, says} = await at.run(purge, 'payments-dlq', {save}, (_, stop) => {
    at.simulation.faults.set([{operation: 'sqs:ReceiveMessage', kind: 'hang'}]);
    wait(30).then(stop);
  });
  expect(result).toBe('cancelled');
  expect(says).toMatch(
    /Nothing was purged\. A request was left without its answer: what it brings is hidden for 7m at most\.$/,
  );
});

test('a receive without an answer leaves no doubt about the purge: it was not sent', async () => {
  const at = await bench(pair());
  await at.send('payments-dlq', letters(25));
  at.simulation.faults.set([{operation: 'sqs:ReceiveMessage', kind: 'cut', times: 1}]);
  const save = join(at.folder, 'none.jsonl');
  const {result, says} = await at.run(purge, 'payments-dlq', {save});
  expect(result).toBe('failed');
  expect(says).toContain('Nothing was purged. A request was left without its answer');
});

test('a FIFO queue shows only the front of its groups: it is not saved like this', async () => {
  const at = await bench(pair({}, true));
  const [why] = await inTheWay(at, 'payments-dlq.fifo', {save: join(at.folder, 'fifo.jsonl')});
  expect(why).toContain(
    'Pick them into a file, which deletes as it goes (queues.pick payments-dlq.fifo --pattern . --save FILE)',
  );
});

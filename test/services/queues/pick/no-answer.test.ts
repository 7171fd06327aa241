import {SetQueueAttributesCommand} from '@aws-sdk/client-sqs';
import {expect, test} from 'vitest';
import {pick} from '../../../../source/services/queues/pick/action.ts';
import {type Bench, bench, pair} from './bench.ts';

const poison = (count: number) =>
  Array.from({length: count}, (_, index) => ({MessageBody: `poison ${index}`}));
const bodiesOf = async (at: Bench, queue: string) => (await at.drain(queue)).map(({Body}) => Body);
const fault = (at: Bench, operation: string, kind: 'cut' | 'error', more: object = {}) =>
  at.simulation.faults.set([{operation: `sqs:${operation}`, kind, ...more}]);

test('no answer to a send: nothing is lost, nothing is sent blindly again, and the next pick counts what it doubles', async () => {
  const at = await bench(pair());
  await at.send('payments-dlq', poison(30));
  fault(at, 'SendMessageBatch', 'cut', {times: 1});
  const first = await at.run(pick, 'payments-dlq', {pattern: 'poison'});
  expect(first.result).toBe('unknown');
  expect(first.says).toContain('10 messages may be in both queues: no answer came to the send.');
  expect(first.says).toContain('Possible duplicates: 10.');
  expect(await at.depth('payments-dlq')).toEqual({visible: 30, inFlight: 0});
  expect(await at.intentFiles()).toHaveLength(1);

  const plan = await at.plan(pick, 'payments-dlq', {pattern: 'poison'});
  expect(plan.warnings.join(' ')).toContain(
    'An earlier pick got no answer when it sent 10 messages: sent again where they match, and counted as possible duplicates.',
  );
  const second = await at.run(pick, 'payments-dlq', {pattern: 'poison'});
  expect(second.result).toBe('done');
  expect(second.says).toContain('Moved 30 messages into payments.');
  expect(second.says).toContain('Possible duplicates: 10.');
  expect(second.proof?.after['possible duplicates']).toBe('10');
  const bodies = await bodiesOf(at, 'payments');
  expect(bodies).toHaveLength(40);
  expect(new Set(bodies).size).toBe(30);

  // It was told, and is told once more before the next pick; then it is forgotten.
  const told = await at.plan(pick, 'payments-dlq', {pattern: 'poison'});
  expect(told.warnings.join(' ')).toContain('The last pick may have left 10 messages there twice.');
  await at.run(pick, 'payments-dlq', {pattern: 'poison'});
  expect(await at.intentFiles()).toEqual([]);
});

test('of a FIFO queue what is sent again within five minutes is there once', async () => {
  const at = await bench(pair({contentBasedDeduplication: true}, true));
  await at.send(
    'payments-dlq.fifo',
    poison(12).map((entry, index) => ({...entry, MessageGroupId: `group-${index % 4}`})),
  );
  fault(at, 'SendMessageBatch', 'cut', {times: 1});
  const first = await at.run(pick, 'payments-dlq.fifo', {pattern: 'poison'});
  expect(first.result).toBe('unknown');
  const second = await at.run(pick, 'payments-dlq.fifo', {pattern: 'poison'});
  expect(second.says).toContain('Nothing is there twice as far as can be told.');
  const found = await at.drain('payments.fifo');
  expect(found).toHaveLength(12);
  for (let group = 0; group < 4; group += 1) {
    const own = found.filter(({Attributes: said}) => said?.MessageGroupId === `group-${group}`);
    expect(own.map(({Body}) => Body)).toEqual([0, 4, 8].map(index => `poison ${index + group}`));
  }
  expect(await at.intentFiles()).toEqual([]);
});

test('who may not delete copies ten and no more; the next pick deletes them and sends nothing twice', async () => {
  const at = await bench(pair());
  await at.send('payments-dlq', poison(40));
  fault(at, 'DeleteMessageBatch', 'error', {code: 'AccessDeniedException'});
  const first = await at.run(pick, 'payments-dlq', {pattern: 'poison'});
  expect(first.result).toBe('failed');
  expect(first.says).toContain('Not allowed: sqs:DeleteMessageBatch in us-east-1.');
  expect(first.says).toContain('10 messages copied and not seen deleted: the next pick deletes them');
  expect(await at.depth('payments')).toEqual({visible: 10, inFlight: 0});

  at.simulation.faults.clear();
  at.clock.advance(200_000);
  const second = await at.run(pick, 'payments-dlq', {pattern: 'poison'});
  expect(second.says).toContain(
    'Moved 30 messages into payments. Deleted 10 messages that an earlier pick had copied.',
  );
  expect(second.says).toContain('Nothing is there twice');
  expect((await bodiesOf(at, 'payments')).sort()).toEqual(
    poison(40)
      .map(({MessageBody}) => MessageBody)
      .sort(),
  );
  expect(await at.depth('payments-dlq')).toEqual({visible: 0, inFlight: 0});
  expect(await at.intentFiles()).toEqual([]);
});

test('no answer to a deletion is no harm: deleting again is', async () => {
  const at = await bench(pair());
  await at.send('payments-dlq', poison(20));
  fault(at, 'DeleteMessageBatch', 'cut', {times: 1});
  const {result, says} = await at.run(pick, 'payments-dlq', {pattern: 'poison'});
  expect(says).toContain('Moved 20 messages into payments.');
  expect(result).toBe('done');
  expect(await at.depth('payments-dlq')).toEqual({visible: 0, inFlight: 0});
  expect(await at.intentFiles()).toEqual([]);
});

test('one message that AWS does not take stays, and the others of its request go', async () => {
  const at = await bench(pair());
  await at.send('payments-dlq', [...poison(55), {MessageBody: `poison ${'x'.repeat(3000)}`}, ...poison(4)]);
  const Attributes = {MaximumMessageSize: '1024'};
  let lowered: Promise<unknown> | undefined;
  // Somebody lowers the limit of the queue when the first ten are there.
  const {result, says} = await at.run(pick, 'payments-dlq', {pattern: 'poison'}, () => {
    lowered ??= at.sqs.send(new SetQueueAttributesCommand({QueueUrl: at.url('payments'), Attributes}));
  });
  await lowered;
  expect(result).toBe('done');
  expect(says).toMatch(
    /Moved 59 messages .* Given back 1 message: 1 that were not taken \(AWS refused a message: /,
  );
  expect(await at.depth('payments-dlq')).toEqual({visible: 1, inFlight: 0});
  expect(await at.intentFiles()).toEqual([]);
});

test('a key that may not be used is said in a sentence, and nothing is hidden', async () => {
  const at = await bench(pair());
  await at.send('payments-dlq', poison(5));
  fault(at, 'SendMessageBatch', 'error', {code: 'KmsAccessDenied', status: 400});
  const {result, says} = await at.run(pick, 'payments-dlq', {pattern: 'poison'});
  expect(result).toBe('failed');
  expect(says).toMatch(/^AWS refused: the KMS key of .* may not be used; ask for kms:Decrypt/);
  expect(await at.depth('payments-dlq')).toEqual({visible: 5, inFlight: 0});
  expect(await at.intentFiles()).toEqual([]);
});

import {readFile, stat} from 'node:fs/promises';
import {join} from 'node:path';
import {ReceiveMessageCommand} from '@aws-sdk/client-sqs';
import {expect, test} from 'vitest';
import {look} from '../../../../source/services/queues/look/action.ts';
import {looksOf} from '../../../../source/services/queues/look/memory.ts';
import {type Bench, bench} from '../pick/bench.ts';

const looked = (at: Bench, queue: string) => looksOf(at.session).all(at.clock.now()).get(at.arn(queue));

const failures = (count: number) =>
  Array.from({length: count}, (_, index) => ({
    MessageBody: JSON.stringify({orderId: `order-${index}`, customer: `customer${index}@example.com`}),
    MessageAttributes: {
      ErrorMessage: {
        DataType: 'String',
        StringValue: index % 4 === 0 ? `Timeout after ${index}00 ms` : `No stock for order-${index}`,
      },
    },
  }));

/** How often each message has been received, this time included. */
async function receiveCounts(at: Bench, queue: string): Promise<ReadonlySet<string | undefined>> {
  const counts = await at.drain(queue);
  return new Set(counts.map(({Attributes: said}) => said?.ApproximateReceiveCount));
}

test('black-friday: two shapes, as often as they are in the world, and everything is there again', async () => {
  const at = await bench('black-friday');
  const before = await at.depth('payments-dlq');
  const {result, says, proof} = await at.run(look, 'payments-dlq', {});
  expect(result).toBe('done');
  expect(says).toMatch(/^200 looked at, all given back\. 2 shapes of failure, the commonest has \d\d%\.$/);
  expect(proof?.verdict).toContain('2 shapes of failure');
  const found = looked(at, 'payments-dlq');
  expect(found?.groups.map(({shape, source}) => [shape, source])).toEqual([
    ["TypeError: cannot read 'iban' of undefined (payment …)", at.arn('payments')],
    ['Error: Timeout after … ms', at.arn('payments')],
  ]);
  expect(found).toMatchObject({messages: 200, whole: false, otherShapes: 0});
  const [top, other] = found?.groups ?? [];
  expect((top?.count ?? 0) / 200).toBeCloseTo(0.8, 1);
  expect((top?.count ?? 0) + (other?.count ?? 0)).toBe(200);
  expect(Date.parse(top?.firstSentAt ?? '')).toBeLessThan(Date.parse(top?.lastSentAt ?? ''));
  expect(await at.depth('payments-dlq')).toEqual({visible: before.visible, inFlight: 0});
});

test('whoever put names and ids into error texts gets one group, and no name on the screen', async () => {
  const at = await bench('black-friday');
  await at.run(look, 'orders-dlq', {most: '100'});
  const found = looked(at, 'orders-dlq');
  expect(found?.groups.map(({shape, count}) => [shape, count])).toEqual([
    ['OrderSchemaError: field … of order … is not known', 100],
  ]);
});

test('each message is received once, and only counts are journaled', async () => {
  const at = await bench([{name: 'failed'}]);
  await at.send('failed', failures(47));
  const shown: string[] = [];
  const {says} = await at.run(look, 'failed', {}, text => shown.push(text));
  expect(says).toBe(
    '47 looked at, all given back. 2 shapes of failure, the commonest has 74%, and nothing else is there as far as can be told.',
  );
  expect(shown.slice(0, 2)).toEqual(['10 messages looked at', '30 messages looked at']);
  expect(await at.depth('failed')).toEqual({visible: 47, inFlight: 0});
  const journal = await at.journal();
  expect(journal).toContain('47 looked at, all given back.');
  expect(journal).not.toMatch(/customer|Timeout after|stock|order-/);
  expect(await receiveCounts(at, 'failed')).toEqual(new Set(['2']));
});

test('groups of a FIFO queue are free again when it ends', async () => {
  const at = await bench([{name: 'failed.fifo', contentBasedDeduplication: true}]);
  await at.send(
    'failed.fifo',
    failures(30).map((entry, index) => ({...entry, MessageGroupId: `group-${index % 3}`})),
  );
  const plan = await at.plan(look, 'failed.fifo', {});
  expect(plan.risk).toBe('disruptive');
  expect(plan.warnings.join(' ')).toMatch(/Only the heads of message groups can be seen.*stands still/);
  await at.run(look, 'failed.fifo', {});
  expect(await at.depth('failed.fifo')).toEqual({visible: 30, inFlight: 0});
  expect(looked(at, 'failed.fifo')?.whole).toBe(false);
  expect(await at.drain('failed.fifo')).toHaveLength(30);
});

test('whoever stops it in the middle finds nothing hidden, and sees what was found so far', async () => {
  const at = await bench([{name: 'failed'}]);
  await at.send('failed', failures(60));
  const {result, says} = await at.run(look, 'failed', {}, (text, stop) => {
    if (text.startsWith('30 ')) stop();
  });
  expect(result).toBe('cancelled');
  expect(says).toMatch(/^[34]0 looked at, all given back\./);
  expect(await at.depth('failed')).toEqual({visible: 60, inFlight: 0});
  expect(looked(at, 'failed')?.groups).toHaveLength(2);
});

test('stopped while a request has no answer yet, it gives back at once what it has', async () => {
  const at = await bench([{name: 'failed'}]);
  await at.send('failed', failures(5));
  const {result, says} = await at.run(look, 'failed', {}, (text, stop) => {
    if (!text.startsWith('5 ')) return;
    at.simulation.faults.set([{operation: 'sqs:ReceiveMessage', kind: 'hang'}]);
    setImmediate(stop);
  });
  expect(result).toBe('cancelled');
  expect(says).toBe(
    '5 looked at, all given back. A request was left without its answer: what it brings is hidden for 30 s at most.',
  );
  expect(await at.depth('failed')).toEqual({visible: 5, inFlight: 0});
});

test('stopped while AWS does not take them back, it does not wait for that either', async () => {
  const at = await bench([{name: 'failed'}]);
  await at.send('failed', failures(5));
  let stoppedAt = 0;
  const {result, says} = await at.run(look, 'failed', {}, (text, stop) => {
    if (!text.startsWith('5 ')) return;
    at.simulation.faults.set([{operation: 'sqs:ChangeMessageVisibilityBatch', kind: 'hang'}]);
    stoppedAt = performance.now();
    stop();
  });
  expect(performance.now() - stoppedAt).toBeLessThan(2000);
  expect(result).toBe('cancelled');
  expect(says).toBe(
    '5 looked at, 0 given back. 5 could not be given back: they come back by themselves within 30 s.',
  );
});

test('what cannot be given back is said, and comes back by itself', async () => {
  const at = await bench([{name: 'failed'}]);
  await at.send('failed', failures(12));
  at.simulation.faults.set([
    {
      operation: 'sqs:ChangeMessageVisibilityBatch',
      kind: 'error',
      code: 'AccessDeniedException',
      status: 403,
    },
  ]);
  const {result, says} = await at.run(look, 'failed', {});
  expect(result).toBe('failed');
  expect(says).toContain('Not allowed: sqs:ChangeMessageVisibilityBatch in us-east-1.');
  expect(says).toContain('12 could not be given back: they come back by themselves within 30 s.');
  expect(await at.depth('failed')).toEqual({visible: 0, inFlight: 12});
  at.clock.advance(31_000);
  expect(await at.depth('failed')).toEqual({visible: 12, inFlight: 0});
});

test('an answer that never came may have hidden messages: that is said too', async () => {
  const at = await bench([{name: 'failed'}]);
  await at.send('failed', failures(25));
  at.simulation.faults.set([{operation: 'sqs:ReceiveMessage', kind: 'cut', times: 1}]);
  const {result, says} = await at.run(look, 'failed', {});
  expect(result).toBe('unknown');
  expect(says).toContain('A request was left without its answer: what it brings is hidden for 30 s at most.');
  at.clock.advance(31_000);
  expect(await at.depth('failed')).toEqual({visible: 25, inFlight: 0});
});

test('into a file: whole messages for their owner alone, each once, and never over another file', async () => {
  const at = await bench([{name: 'failed'}]);
  await at.send('failed', failures(23));
  const save = join(at.folder, 'messages.jsonl');
  const plan = await at.plan(look, 'failed', {save});
  expect(plan.warnings.join(' ')).toContain(`Whole messages are written to ${save}, readable by you alone`);
  const {says} = await at.run(look, 'failed', {save});
  expect(says).toContain(`Written to ${save}.`);
  const lines = (await readFile(save, 'utf8'))
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line));
  expect(new Set(lines.map(({Body}) => Body))).toEqual(new Set(failures(23).map(entry => entry.MessageBody)));
  expect(lines).toHaveLength(23);
  expect((await stat(save)).mode & 0o777).toBe(0o600);

  const again = await at.plan(look, 'failed', {save});
  expect(again.blocked).toEqual([
    {
      because: `${save} is there already, and nothing is written over.`,
      unblock: 'Name a new file with --save.',
    },
  ]);
  const nowhere = await at.plan(look, 'failed', {save: join(at.folder, 'no', 'file')});
  expect(nowhere.blocked[0]?.because).toBe(`There is no folder ${join(at.folder, 'no')}.`);
});

test('where messages could be passed on by it, that has to be said first', async () => {
  const at = await bench([
    {name: 'orders', deadLetter: {queue: 'orders-dlq', maxReceiveCount: 3}},
    {name: 'orders-dlq', deadLetter: {queue: 'graveyard', maxReceiveCount: 20}},
    {name: 'graveyard'},
  ]);
  const live = await at.plan(look, 'orders', {});
  expect(live.risk).toBe('disruptive');
  expect(live.warnings[0]).toMatch(/^orders is no other queue's dead-letter queue/);
  expect(live.blocked).toEqual([
    {
      because: 'A message of orders is passed on to orders-dlq after 3 receives, and a look spends one.',
      unblock: 'Look with --spend-receives if that is worth it.',
    },
  ]);
  expect((await at.plan(look, 'orders', {'spend-receives': 'yes'})).blocked).toEqual([]);

  const chained = await at.plan(look, 'orders-dlq', {});
  expect(chained.blocked).toEqual([]);
  expect(chained.risk).toBe('disruptive');
  expect(chained.warnings[0]).toContain('Each message has 20 receives, and one of them is spent here');
  expect((await at.plan(look, 'graveyard', {})).risk).toBe('reversible');
});

test('a message on its last receive is passed on, not looked at: nothing is lost', async () => {
  const at = await bench([
    {name: 'orders', deadLetter: {queue: 'orders-dlq', maxReceiveCount: 1}},
    {name: 'orders-dlq'},
  ]);
  await at.send('orders', failures(20));
  await at.run(look, 'orders', {'spend-receives': 'yes'});
  await at.run(look, 'orders', {'spend-receives': 'yes'});
  expect(await at.depth('orders')).toEqual({visible: 0, inFlight: 0});
  expect(await at.depth('orders-dlq')).toEqual({visible: 20, inFlight: 0});
});

test('it looks at as many as were asked for, and is told again that it looked', async () => {
  const at = await bench([{name: 'failed'}]);
  await at.send('failed', failures(60));
  await at.run(look, 'failed', {most: '25'});
  expect(looked(at, 'failed')).toMatchObject({messages: 25, whole: false});
  at.clock.advance(5 * 60_000);
  expect((await at.plan(look, 'failed', {})).warnings.join(' ')).toMatch(/It was looked at 5m\S* ago/);
  at.clock.advance(60 * 60_000);
  expect(looked(at, 'failed')).toBeUndefined();

  for (const most of ['0', '1001', '1.5', 'all']) {
    const answer = await look.prepare(at.session, at.target('failed'), {most}, new AbortController().signal);
    expect(answer).toEqual({wrong: `--most is a whole number from 1 to 1,000, not "${most}".`});
  }
});

test('of an empty queue it says so, and what was found before is forgotten', async () => {
  const at = await bench([{name: 'failed'}]);
  await at.send('failed', failures(3));
  await at.run(look, 'failed', {});
  await at.drain('failed');
  const {result, says} = await at.run(look, 'failed', {});
  expect([result, says]).toEqual(['done', 'No message could be received. There is nothing to group.']);
  expect(looked(at, 'failed')).toMatchObject({messages: 0, groups: []});
});

test('while somebody else holds a message, it is not all that is there', async () => {
  const at = await bench([{name: 'failed'}]);
  await at.send('failed', failures(8));
  await at.sqs.send(new ReceiveMessageCommand({QueueUrl: at.url('failed'), VisibilityTimeout: 600}));
  const {says} = await at.run(look, 'failed', {});
  expect(says).toMatch(/^7 looked at, all given back\. 2 shapes of failure, the commonest has \d\d%\.$/);
});

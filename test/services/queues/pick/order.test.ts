import {expect, test} from 'vitest';
import {pick} from '../../../../source/services/queues/pick/action.ts';
import {bench, pair} from './bench.ts';

const inGroup = (group: string, ...bodies: readonly string[]) =>
  bodies.map(body => ({MessageBody: body, MessageGroupId: group}));

test('what was sent with the same content just now is no reason to lose a message', async () => {
  const at = await bench(pair({contentBasedDeduplication: true}, true));
  // Its producer sent it a minute ago, it was consumed, and the same content failed before.
  await at.send('payments.fifo', inGroup('a', 'poison of a'));
  await at.drain('payments.fifo');
  await at.send('payments-dlq.fifo', inGroup('a', 'poison of a'));
  const {says} = await at.run(pick, 'payments-dlq.fifo', {pattern: 'poison'});
  expect(says).toContain('Moved 1 message into payments.fifo.');
  expect((await at.drain('payments.fifo')).map(({Body}) => Body)).toEqual(['poison of a']);
  expect(await at.depth('payments-dlq.fifo')).toEqual({visible: 0, inFlight: 0});
});

const fourteen = Array.from({length: 14}, (_, index) => `poison c${index}`);

test('of a FIFO queue only the front of each group goes, in its order, and the plan says so', async () => {
  const at = await bench(pair({}, true));
  await at.send('payments-dlq.fifo', [
    ...inGroup('a', 'poison a1', 'poison a2', 'slow a3', 'poison a4'),
    ...inGroup('b', 'slow b1', 'poison b2'),
    ...inGroup('c', ...fourteen),
  ]);
  const plan = await at.plan(pick, 'payments-dlq.fifo', {pattern: 'poison'});
  expect(plan.warnings.join(' ')).toMatch(/Only from the front of each message group.*The order changes/);
  const {says} = await at.run(pick, 'payments-dlq.fifo', {pattern: 'poison'});
  expect(says).toContain('Moved 16 messages into payments.fifo.');
  const moved = await at.drain('payments.fifo');
  const of = (group: string) =>
    moved.filter(({Attributes: said}) => said?.MessageGroupId === group).map(({Body}) => Body);
  expect(of('a')).toEqual(['poison a1', 'poison a2']);
  expect(of('b')).toEqual([]);
  expect(of('c')).toEqual(fourteen);
  const left = await at.drain('payments-dlq.fifo');
  expect(left.map(({Body}) => Body).sort()).toEqual(['poison a4', 'poison b2', 'slow a3', 'slow b1']);
});

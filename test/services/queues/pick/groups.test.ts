import {expect, test} from 'vitest';
import {look} from '../../../../source/services/queues/look/action.ts';
import {looksOf} from '../../../../source/services/queues/look/memory.ts';
import {pick} from '../../../../source/services/queues/pick/action.ts';
import {bench} from './bench.ts';

test('black-friday: of the two failures only one goes back', async () => {
  const at = await bench('black-friday');
  await at.run(look, 'payments-dlq', {most: '100'});
  const seen = looksOf(at.session).all(at.clock.now()).get(at.arn('payments-dlq'));
  const timeouts = seen?.groups.find(({shape}) => /timeout/i.test(shape));
  if (!seen || !timeouts) throw new Error('the look found no timeouts');

  const plan = await at.plan(pick, 'payments-dlq', {group: timeouts.id});
  expect(plan.blocked).toEqual([]);
  expect(plan.risk).toBe('disruptive');
  expect(plan.title).toBe(`Pick from payments-dlq into payments, only group ${timeouts.id}`);
  expect(plan.changes[0]).toMatch(/^About \d+ messages of payments-dlq go into payments \(.*last look\)\.$/);
  expect(plan.warnings.join(' ')).toMatch(/At least once.*receive count.*kms:Decrypt.*kms:GenerateDataKey/);

  const before = await at.depth('payments-dlq');
  const {result, says} = await at.run(pick, 'payments-dlq', {group: timeouts.id, most: '40'});
  expect(result).toBe('done');
  expect(says).toMatch(/^Moved 40 messages into payments\. Given back \d+ messages/);
  const after = await at.depth('payments-dlq');
  expect(after.inFlight).toBe(0);
  expect(after.visible).toBe(before.visible - 40);
});

test('messages of two queues go back to the one that each failed in', async () => {
  const held = (source: string) => ({
    messages: 6,
    fromSecond: -600,
    untilSecond: -60,
    reason: `poison of ${source}`,
    source,
  });
  const deadLetter = {queue: 'failed', maxReceiveCount: 3};
  const at = await bench([
    {name: 'orders', deadLetter},
    {name: 'payments', deadLetter},
    {name: 'failed', held: [held('orders'), held('payments')]},
  ]);
  await at.run(pick, 'failed', {pattern: '.'});
  for (const queue of ['orders', 'payments']) {
    expect(await at.drain(queue)).toHaveLength(6);
  }
  expect(await at.depth('failed')).toEqual({visible: 0, inFlight: 0});
});

import {expect, test} from 'vitest';
import {wait} from '../../../../source/clock.ts';
import {pick} from '../../../../source/services/queues/pick/action.ts';
import {type Bench, bench, pair} from './bench.ts';

const mixed = (count: number) =>
  Array.from({length: count}, (_, index) => ({
    MessageBody: `${index % 2 === 0 ? 'poison' : 'slow'} ${index}`,
  }));

/** Picks until the first progress; from then on AWS does not answer this any more, and somebody leaves. */
async function leaveWhile(at: Bench, operation: string) {
  let leftAt = 0;
  const finished = await at.run(pick, 'payments-dlq', {pattern: 'poison'}, (_, stop) => {
    if (leftAt > 0) return;
    leftAt = performance.now();
    at.simulation.faults.set([{kind: 'hang', operation: `sqs:${operation}`}]);
    wait(30).then(stop);
  });
  return {...finished, tookMs: performance.now() - leftAt};
}

test('whoever leaves while AWS brings nothing more does not wait for it, and all is given back', async () => {
  const at = await bench(pair());
  await at.send('payments-dlq', mixed(60));
  const {result, says, tookMs} = await leaveWhile(at, 'ReceiveMessage');
  expect(result).toBe('cancelled');
  expect(tookMs).toBeLessThan(5000);
  expect(says).toContain('Stopped. Moved 5 messages into payments. Given back 5 messages');
  expect(says).toContain('A request was left without its answer: what it brings is hidden for 3m at most.');
  expect(await at.depth('payments-dlq')).toEqual({visible: 55, inFlight: 0});
  expect(await at.intentFiles()).toEqual([]);
});

test('a send that AWS does not answer while somebody leaves is remembered as what it is: unknown', async () => {
  const at = await bench(pair());
  await at.send('payments-dlq', mixed(60));
  const {result, says, tookMs} = await leaveWhile(at, 'SendMessageBatch');
  expect(result).toBe('cancelled');
  expect(tookMs).toBeLessThan(5000);
  expect(says).toContain('5 messages may be in both queues: no answer came to the send.');
  expect(await at.intentFiles()).toHaveLength(1);
  at.simulation.faults.clear();
  at.clock.advance(200_000);
  const next = await at.run(pick, 'payments-dlq', {pattern: 'poison'});
  // It hung, and was not carried out: nobody here can know.
  expect(next.says).toContain('Possible duplicates: 5.');
  expect(await at.drain('payments')).toHaveLength(30);
});

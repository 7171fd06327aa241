import {expect, test} from 'vitest';
import {simulated} from '../simulated.ts';

test('who stops in the middle of the first reading leaves nothing behind that fails later', async () => {
  const {monitor, account, session} = await simulated('calm');
  account.faults.set([
    {kind: 'hang', operation: 'cloudwatch:*'},
    {kind: 'hang', operation: 'kinesis:DescribeStreamSummary'},
  ]);
  const unhandled: unknown[] = [];
  const onUnhandled = (error: unknown) => unhandled.push(error);
  process.on('unhandledRejection', onUnhandled);
  const stop = new AbortController();
  const watching = monitor([session({signal: stop.signal})]);
  const running = watching.run(stop.signal);
  await new Promise<void>(resolve => {
    const unsubscribe = watching.subscribe(() => {
      if (!watching.get().started) return;
      unsubscribe();
      resolve();
    });
  });
  stop.abort();
  await running;
  await new Promise(setImmediate);
  process.off('unhandledRejection', onUnhandled);
  expect(unhandled).toEqual([]);
});

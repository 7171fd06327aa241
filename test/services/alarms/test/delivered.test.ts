import {expect, test} from 'vitest';
import {readDelivered} from '../../../../source/services/alarms/test/proof/delivered.ts';
import {bench, quiet} from './bench.ts';

const topic = 'arn:aws:sns:us-east-1:730112094417:pager';

test('a count is settled once the minute after the last message is in, however long ago the state was set', async () => {
  const {session, clock, run} = await bench({alarms: [quiet('latency', {onAlarm: ['topic:pager']})]});
  await run('latency');
  const now = clock.now();
  const setAt = now - 600_000;
  const settled = async (last: number) =>
    (await readDelivered(session, [topic], setAt, last)).get(topic)?.isSettled;
  expect(await settled(setAt)).toBe(true);
  expect(await settled(now)).toBe(false);
  clock.advance(60_000 - (clock.now() % 60_000) + 1000);
  expect(await settled(now)).toBe(false);
  clock.advance(240_000);
  expect(await settled(now)).toBe(true);
});

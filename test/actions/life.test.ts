import {mkdtemp} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {Journal} from '../../source/actions/journal.ts';
import {startAction} from '../../source/actions/life.ts';
import {Runner} from '../../source/actions/runner.ts';
import {Arming} from '../../source/aws/arming.ts';
import type {Session} from '../../source/aws/session.ts';
import {metrics} from '../../source/services/kinesis/actions/metrics.ts';
import {retain} from '../../source/services/kinesis/actions/retain.ts';
import {split} from '../../source/services/kinesis/actions/split.ts';
import {describeSummary} from '../../source/services/kinesis/requests.ts';
import {leapingClock} from '../../source/simulator/clock.ts';
import {scenarioStart} from '../../source/simulator/scenarios/start.ts';
import {blackFridayOf} from '../black-friday.ts';
import {type Simulated, scenarioFile, simulated} from '../simulated.ts';

const account = '730112094417';
const arn = `arn:aws:kinesis:us-east-1:${account}:stream/orders`;
const target = {service: 'kinesis', account, region: 'us-east-1', arn, resource: 'orders'};

/** An account where whoever waits moves the clock. */
const leaping = async () =>
  simulated(await scenarioFile(blackFridayOf('orders')), {clock: leapingClock(scenarioStart)});

async function bench(opened: Simulated, readOnly = false) {
  const arming = new Arming({clock: opened.clock, readOnly});
  const session = opened.session({arming});
  await session.identify();
  const journal = new Journal(join(await mkdtemp(join(tmpdir(), 'hotshard-life-')), 'journal.jsonl'));
  const {signal} = new AbortController();
  const prepare = async (action: typeof retain, values: Record<string, string>, part?: string) => {
    const prepared = await action.prepare(
      session,
      part === undefined ? target : {...target, part},
      values,
      signal,
    );
    if ('wrong' in prepared) throw new Error(prepared.wrong);
    return prepared;
  };
  return {arming, session, journal, prepare, options: {session, journal, signal, onProgress: () => {}}};
}

const hours = async (session: Session) => (await describeSummary(session, arn)).retentionHours;

test('locked, an action shows its plan and stops there', async () => {
  const {session, prepare, options} = await bench(await leaping());
  const ready = await prepare(retain, {hours: '48'});
  const started = await startAction(ready, {action: retain, ...options});
  expect(started).toEqual({refused: 'Locked: arm account ··4417 first (A).'});
  expect(await hours(session)).toBe(24);
});

test('armed, it is done, proved, and in the journal with the id of its request', async () => {
  const {arming, session, journal, prepare, options} = await bench(await leaping());
  expect(arming.arm(account, '4417')).toBeUndefined();
  const started = await startAction(await prepare(retain, {hours: '48'}), {action: retain, ...options});
  if (!('finished' in started)) throw new Error('it did not start');
  expect(await started.finished).toMatchObject({result: 'done'});
  expect(await hours(session)).toBe(48);
  const [done] = (await journal.read()).done;
  expect(done).toMatchObject({
    action: 'kinesis.retain',
    result: 'done',
    callerArn: `arn:aws:iam::${account}:user/on-call`,
    requests: [
      {
        operation: 'kinesis:IncreaseStreamRetentionPeriod',
        outcome: 'accepted',
        requestId: expect.any(String),
      },
    ],
  });
});

test('arming is for one account, for fifteen minutes, and wants the right digits', async () => {
  const opened = await leaping();
  const {arming} = await bench(opened);
  expect(arming.arm(account, '4418')).toMatch(/not those of this account/);
  expect(arming.armedUntil(account)).toBeUndefined();
  arming.arm(account, '4417');
  expect(arming.armedUntil('111122223333')).toBeUndefined();
  opened.clock.advance(15 * 60_000 - 1);
  expect(arming.armedUntil(account)).toBeDefined();
  opened.clock.advance(1);
  expect(arming.armedUntil(account)).toBeUndefined();
});

test('an action that began armed still finishes when the arming has run out', async () => {
  const opened = await leaping();
  const {arming, session, prepare, options} = await bench(opened);
  arming.arm(account, '4417');
  const ready = await prepare(split, {}, 'shardId-000000000007');
  const onProgress = () => {
    opened.clock.advance(16 * 60_000);
  };
  const started = await startAction(ready, {action: split, ...options, onProgress});
  if (!('finished' in started)) throw new Error('it did not start');
  expect(await started.finished).toMatchObject({result: 'done'});
  expect(arming.armedUntil(account)).toBeUndefined();
  expect((await describeSummary(session, arn)).openShards).toBe(17);
});

test('read only, nothing can be armed, and no flag undoes it', async () => {
  const {arming, prepare, options} = await bench(await leaping(), true);
  expect(arming.arm(account, '4417')).toMatch(/read only/);
  const started = await startAction(await prepare(retain, {hours: '48'}), {action: retain, ...options});
  expect(started).toEqual({refused: expect.stringMatching(/read only/)});
});

test('when the facts have changed since the plan was shown, it is planned anew and asked again', async () => {
  const {arming, session, prepare, options} = await bench(await leaping());
  arming.arm(account, '4417');
  const shown = await prepare(retain, {hours: '72'});
  const other = await startAction(await prepare(retain, {hours: '48'}), {action: retain, ...options});
  if ('finished' in other) await other.finished;
  const started = await startAction(shown, {action: retain, ...options});
  expect(started).toMatchObject({replanned: {plan: {action: 'kinesis.retain'}}});
  expect(await hours(session)).toBe(48);
});

test('a write whose answer is lost is sent once, called unknown, and read back', async () => {
  const opened = await leaping();
  const {arming, session, journal, prepare, options} = await bench(opened);
  arming.arm(account, '4417');
  const ready = await prepare(retain, {hours: '48'});
  opened.account.faults.set([{kind: 'cut', operation: 'kinesis:IncreaseStreamRetentionPeriod'}]);
  const started = await startAction(ready, {action: retain, ...options});
  if (!('finished' in started)) throw new Error('it did not start');
  const finished = await started.finished;
  expect(finished.result).toBe('unknown');
  expect(finished.proof).toBeDefined();
  expect(await hours(session)).toBe(48);
  expect(session.gate.meter.reading.byOperation['kinesis:IncreaseStreamRetentionPeriod']).toBe(1);
  expect((await journal.read()).done[0]?.requests).toMatchObject([{outcome: 'unknown'}]);
});

test('a lease is for its own operations and its own target', async () => {
  const {arming, session} = await bench(await leaping());
  arming.arm(account, '4417');
  const lease = session.gate.lease(
    {operations: ['kinesis:IncreaseStreamRetentionPeriod'], names: [arn, 'orders']},
    account,
  );
  if ('refused' in lease) throw new Error(lease.refused);
  const {IncreaseStreamRetentionPeriodCommand, SplitShardCommand} = await import('@aws-sdk/client-kinesis');
  const client = await session.once.clients.kinesis();
  const raise = (StreamName: string) =>
    client.send(new IncreaseStreamRetentionPeriodCommand({StreamName, RetentionPeriodHours: 30}));
  const denied = /no confirmed action may send it/;
  await expect(raise('orders')).rejects.toThrow(denied);
  await expect(lease.run(() => raise('clicks'))).rejects.toThrow(denied);
  const other = new SplitShardCommand({StreamName: 'orders', ShardToSplit: 'x', NewStartingHashKey: '1'});
  await expect(lease.run(() => client.send(other))).rejects.toThrow(denied);
  await lease.run(() => raise('orders'));
  lease.end();
  await expect(lease.run(() => raise('orders'))).rejects.toThrow(denied);
});

test('what cannot be planned says why, and what is in the way says what unblocks it', async () => {
  const {arming, session, options} = await bench(await leaping());
  arming.arm(account, '4417');
  const {signal} = options;
  const gone = {...target, arn: arn.replace('orders', 'nowhere'), resource: 'nowhere'};
  expect(await metrics.prepare(session, gone, {to: 'on'}, signal)).toMatchObject({wrong: expect.any(String)});
  const closed = await split.prepare(session, {...target, part: 'shardId-000000000999'}, {}, signal);
  if ('wrong' in closed) return;
  expect(closed.plan.blocked.length).toBeGreaterThan(0);
  expect(await startAction(closed, {action: split, ...options})).toMatchObject({refused: expect.any(String)});
});

test('where the journal cannot be written, nothing is sent', async () => {
  const {arming, session, prepare, options} = await bench(await leaping());
  arming.arm(account, '4417');
  const journal = new Journal('/dev/null/journal.jsonl');
  const started = await startAction(await prepare(retain, {hours: '48'}), {
    action: retain,
    ...options,
    journal,
  });
  expect(started).toEqual({refused: expect.stringMatching(/The journal .* cannot be written/)});
  expect(await hours(session)).toBe(24);
});

test('whoever leaves the plan before it began has not run it', async () => {
  const {arming, session, prepare, options} = await bench(await leaping());
  arming.arm(account, '4417');
  const started = await startAction(await prepare(retain, {hours: '48'}), {
    action: retain,
    ...options,
    isWanted: () => false,
  });
  expect(started).toEqual({refused: expect.stringMatching(/nothing was done/)});
  expect(await hours(session)).toBe(24);
});

test('a change that is on its way keeps a second one of the same stream from beginning', async () => {
  const opened = await leaping();
  const {arming, session, journal, prepare} = await bench(opened);
  arming.arm(account, '4417');
  const runner = new Runner({journal, now: opened.clock.now, onEnd: () => {}, onBug: () => {}});
  const always = () => true;
  const [first, second] = await Promise.all([
    runner.start(retain, session, await prepare(retain, {hours: '48'}), always),
    runner.start(retain, session, await prepare(retain, {hours: '72'}), always),
  ]);
  expect(first).toHaveProperty('started');
  expect(second).toEqual({refused: expect.stringMatching(/An action runs on orders already/)});
  await runner.end();
});

import {toJsonSchema} from '@valibot/to-json-schema';
import {Ajv} from 'ajv';
import * as v from 'valibot';
import {expect, test} from 'vitest';
import {type Snapshot, snapshotSchema} from '../../source/monitor/schema.ts';
import {stillClock} from '../../source/simulator/clock.ts';
import {scenarioFile, simulated} from '../simulated.ts';

/** The first document of a black Friday, taken once: nothing can change it. */
const blackFriday = (() => {
  let taken: Promise<Snapshot> | undefined;
  return () => {
    taken ??= simulated('black-friday').then(({monitor}) => monitor().once());
    return taken;
  };
})();

const metered = ['IncomingBytes', 'IncomingRecords', 'WriteProvisionedThroughputExceeded'] as const;

const streamOf = (name: string, shards: number) => ({
  name,
  shards,
  shardMetrics: [...metered],
  producers: [{recordsPerSecond: shards * 300, recordBytes: 700}],
  consumers: [{name: 'reader'}],
});

const account = (...streams: ReturnType<typeof streamOf>[]) =>
  scenarioFile({name: 'test', regions: ['us-east-1'], shardLimit: 20_000, streams});

const callsOf = (
  {usage}: {usage: {byOperation: Record<string, number>}},
  operation = 'cloudwatch:GetMetricData',
) => usage.byOperation[operation] ?? 0;

test('a thousand shards with three metrics each take seven requests a refresh, and none before the next minute', async () => {
  const {monitor, clock} = await simulated(await account(streamOf('wide', 1000)));
  const watching = monitor();
  const first = await watching.once();
  expect(first.kinesis?.streams[0]?.openShards).toBe(1000);
  expect(callsOf(first)).toBe(7);

  const arn = first.kinesis?.streams[0]?.arn ?? '';
  watching.look({visible: [arn], open: undefined});
  const opened = await watching.once();
  const before = callsOf(opened);
  clock.advance(20_000);
  expect(callsOf(await watching.once())).toBe(before);
  clock.advance(40_000);
  expect(callsOf(await watching.once()) - before).toBe(7);
}, 60_000);

test('shards that nobody looks at are asked for every five minutes, and their streams every minute', async () => {
  const {monitor, clock} = await simulated(await account(streamOf('wide', 100)));
  const watching = monitor();
  let metrics = (await watching.once()).usage.metricsRequested;
  const asked: number[] = [];
  for (let minute = 0; minute < 10; minute += 1) {
    clock.advance(60_000);
    const now = (await watching.once()).usage.metricsRequested;
    asked.push(now - metrics);
    metrics = now;
  }
  expect(asked.filter(count => count > 250)).toHaveLength(2);
  expect(asked.filter(count => count === 6)).toHaveLength(8);
}, 60_000);

test('shards that refuse writes are watched minute by minute, whoever looks', async () => {
  const hot = streamOf('hot', 2);
  const {monitor, clock} = await simulated(
    await account({...hot, producers: [{recordsPerSecond: 4000, recordBytes: 700}]}),
  );
  const watching = monitor();
  await watching.once();
  await watching.once();
  for (let minute = 0; minute < 3; minute += 1) {
    clock.advance(60_000);
    const [stream] = (await watching.once()).kinesis?.streams ?? [];
    const ages = stream?.shards.map(shard => shard.history?.utilization.at(-1));
    expect(ages).toEqual([expect.closeTo(1, 1), expect.closeTo(1, 1)]);
  }
});

test('a budget that is smaller than the bill slows the polling down', async () => {
  const {clock, session, monitor} = await simulated(await account(streamOf('wide', 60)));
  const watching = monitor([session()], 0.01);
  watching.look({visible: [], open: `arn:aws:kinesis:us-east-1:730112094417:stream/wide`});
  const first = await watching.once();
  expect(first.usage.estimatedUsdPerHour).toBeCloseTo(0.01);
  const hourBefore = first.usage.estimatedUsd;
  let last = first;
  for (let minute = 0; minute < 60; minute += 1) {
    clock.advance(60_000);
    last = await watching.once();
  }
  expect(last.usage.estimatedUsd - hourBefore).toBeLessThanOrEqual(0.011);
}, 60_000);

test('where the budget is small, shards are asked for less often, and streams every minute as before', async () => {
  const {clock, session, monitor} = await simulated(await account(streamOf('wide', 100)));
  const watching = monitor([session()], 0.05);
  watching.look({visible: [], open: 'arn:aws:kinesis:us-east-1:730112094417:stream/wide'});
  await watching.once();
  await watching.once();
  for (let minute = 0; minute < 5; minute += 1) {
    clock.advance(60_000);
    const {kinesis} = await watching.once();
    expect(kinesis?.streams[0]?.metricsAsOf).toBe(new Date(clock.now() - 120_000).toISOString());
  }
});

test.each([
  {of: 'calm', take: async () => (await simulated('calm')).monitor().once()},
  {of: 'black-friday', take: blackFriday},
])('the document of $of is what its schema says', async ({take}) => {
  const snapshot = await take();
  expect(v.parse(v.strictObject(snapshotSchema.entries), snapshot)).toEqual(snapshot);
  const ajv = new Ajv({formats: {'date-time': true}, strict: false});
  const validate = ajv.compile(JSON.parse(JSON.stringify(toJsonSchema(snapshotSchema))));
  expect(validate(JSON.parse(JSON.stringify(snapshot))), JSON.stringify(validate.errors)).toBe(true);
});

test('the same seed gives the same document, another seed another', async () => {
  const lasting = ({usage: _, tookMs: __, takenAt: ___, ...rest}: Snapshot) => JSON.stringify(rest);
  const take = async (scenario: string, seed: number) => {
    const {monitor} = await simulated(scenario, {seed});
    return lasting(await monitor().once());
  };
  expect(await take('black-friday', 1)).toBe(lasting(await blackFriday()));
  expect(await take('calm', 8)).not.toBe(await take('calm', 1));
});

test('a calm account has nothing wrong, all day long', async () => {
  const {monitor, clock} = await simulated('calm');
  const watching = monitor();
  for (let hour = 0; hour < 24; hour += 1) {
    const {findings, status} = await watching.once();
    expect(findings).toEqual([]);
    expect(status).toBe('ok');
    clock.advance(3_600_000);
  }
}, 60_000);

test('on a black Friday the worst comes first: what is lost soon, then what is refused', async () => {
  const {findings, kinesis, status} = await blackFriday();
  expect(status).toBe('critical');
  const critical = findings.filter(({severity}) => severity === 'critical');
  const told = critical.filter(({service}) => service !== 'alarms');
  expect(told.map(({resource, kind}) => [resource, kind])).toEqual([
    ['clicks-enriched', 'kinesis.records-lost-soon'],
    ['clicks', 'kinesis.writes-refused'],
    ['orders', 'kinesis.writes-refused'],
    ['payments-dlq', 'queues.dlq-growing'],
  ]);
  expect(findings[0]).toBe(told[0]);
  expect(findings.slice(0, critical.length)).toEqual(critical);
  const [enriched] = kinesis?.streams ?? [];
  expect(enriched?.loss.inSeconds).toBeGreaterThan(1.7 * 3600);
  expect(enriched?.loss.inSeconds).toBeLessThan(2.3 * 3600);
  const orders = kinesis?.streams.find(({name}) => name === 'orders');
  expect(orders?.shards[0]).toMatchObject({
    id: 'shardId-000000000007',
    heat: 'hot',
    utilization: expect.closeTo(1, 1),
  });
});

test('an idle stream has no numbers, and says that there is no data', async () => {
  const idle = (await blackFriday()).kinesis?.streams.find(({name}) => name === 'legacy-import');
  expect(idle).toMatchObject({inBytesPerSecond: null, missing: {inBytesPerSecond: 'no-data'}});
});

test.each([-6, 6])('a machine whose clock is %i days off reads the same as any other', async days => {
  const {monitor, session, clock} = await simulated('calm');
  const wrong = stillClock(clock.now() + days * 86_400_000);
  const watching = monitor([session({clock: wrong})]);
  for (let minute = 0; minute < 3; minute += 1) {
    const snapshot = await watching.once();
    expect(snapshot.kinesis?.state).toBe('fresh');
    expect(snapshot.takenAt).toBe(new Date(clock.now()).toISOString());
    expect(snapshot.kinesis?.streams[0]?.metricsAsOf).toBe(new Date(clock.now() - 120_000).toISOString());
    clock.advance(60_000);
    wrong.advance(60_000);
  }
});

test('the budget is one for all regions together', async () => {
  const wide = streamOf('wide', 200);
  const path = await scenarioFile({
    name: 'test',
    regions: ['us-east-1', 'eu-west-1'],
    streams: [wide, {...wide, region: 'eu-west-1'}],
  });
  const {monitor, session} = await simulated(path);
  const snapshot = await monitor([session(), session({region: 'eu-west-1'})], 0.01).once();
  expect(snapshot.usage.estimatedUsdPerHour).toBeLessThanOrEqual(0.0101);
});

test('where STS never answers, the rest is read, and the account is known from the resources', async () => {
  const {monitor, account} = await simulated('calm');
  account.faults.set([{kind: 'error', operation: 'sts:*', code: 'AccessDenied', status: 403}]);
  const snapshot = await monitor().once();
  expect(snapshot.status).toBe('ok');
  expect(snapshot.sources[0]).toMatchObject({account: '730112094417', callerArn: null});
  expect(snapshot.kinesis?.streams[0]?.account).toBe('730112094417');
});

test('after a login as somebody else, it is somebody else', async () => {
  const {session} = await simulated('calm');
  const watched = session();
  await watched.identify();
  watched.renew();
  expect(watched.identity).toBeUndefined();
});

test('asked to read now while paused, it reads once and stays paused', async () => {
  const {monitor, session} = await simulated('calm');
  const stop = new AbortController();
  const watching = monitor([session({signal: stop.signal})]);
  const until = (holds: () => boolean) =>
    new Promise<void>(resolve => {
      const look = () => {
        if (!holds()) return;
        unsubscribe();
        resolve();
      };
      const unsubscribe = watching.subscribe(look);
      look();
    });
  watching.pause(true);
  const running = watching.run(stop.signal);
  watching.refresh();
  await until(() => watching.get().started && !watching.get().reading);
  expect(watching.get().paused).toBe(true);
  stop.abort();
  await running;
});

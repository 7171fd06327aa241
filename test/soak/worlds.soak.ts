import {SplitShardCommand} from '@aws-sdk/client-kinesis';
import fc from 'fast-check';
import * as v from 'valibot';
import {expect, test} from 'vitest';
import {snapshotSchema} from '../../source/monitor/schema.ts';
import {midpointOf, parseHashKey, tilesKeySpace} from '../../source/services/kinesis/hash-range.ts';
import type {Stream} from '../../source/services/kinesis/model.ts';
import type {ScenarioSource, StreamSource} from '../../source/simulator/scenarios/schema.ts';
import type {Fault} from '../../source/simulator/wire/faults.ts';
import {scenarioFile, simulated, unguarded} from '../simulated.ts';
import {counts, tell} from './counts.ts';

const share = (max: number) => fc.double({min: 0, max, noNaN: true});

const streamArbitrary = fc.record({
  shards: fc.integer({min: 1, max: 12}),
  load: share(1.6),
  heavy: fc.option(share(0.9)),
  metered: fc.boolean(),
  reader: fc.constantFrom('none', 'fast', 'slow', 'dies'),
  bursts: fc.boolean(),
});

const faultArbitrary: fc.Arbitrary<Fault> = fc.record({
  kind: fc.constantFrom('error', 'throttle', 'cut'),
  operation: fc.constantFrom('kinesis:ListStreams', 'kinesis:*', 'cloudwatch:*', 'sts:*'),
  code: fc.constantFrom(undefined, 'AccessDeniedException', 'ExpiredTokenException'),
  fromSecond: fc.integer({min: 0, max: 3600}),
  untilSecond: fc.integer({min: 600, max: 5400}),
});

const worldArbitrary = fc.record({
  seed: fc.nat(1_000_000),
  streams: fc.array(streamArbitrary, {maxLength: 5}),
  faults: fc.array(faultArbitrary, {maxLength: 2}),
  splitAtMinute: fc.integer({min: 5, max: 50}),
});

type RandomStream = typeof streamArbitrary extends fc.Arbitrary<infer Drawn> ? Drawn : never;

const readers: Record<RandomStream['reader'], NonNullable<StreamSource['consumers']>> = {
  none: [],
  fast: [{name: 'reader'}],
  slow: [{name: 'reader', recordsPerSecond: 150}],
  dies: [{name: 'reader', changes: [{atSecond: 900, times: 0}]}],
};

function scenarioOf(streams: readonly RandomStream[]): ScenarioSource {
  return {
    name: 'soak',
    regions: ['us-east-1'],
    streams: streams.map(({shards, load, heavy, metered, reader, bursts}, index) => ({
      name: `stream-${index}`,
      shards,
      shardMetrics: metered ? ('ALL' as const) : [],
      producers: [
        {
          recordsPerSecond: Math.round(shards * 800 * load),
          recordBytes: 900,
          keys: {count: 500, zipf: 0.5, heavy: heavy === null ? [] : [{key: 'heavy', share: heavy}]},
          ...(bursts ? {bursts: {everySeconds: 60, lastsSeconds: 5, times: 4}} : {}),
        },
      ],
      consumers: [...readers[reader]],
    })),
  };
}

test('random accounts, two hours each: every document is whole, and says what went wrong', async () => {
  const worlds = counts(200, 4);
  const minutes = counts(120, 30);
  let [documents, disturbed, splits, critical] = [0, 0, 0, 0];
  await fc.assert(
    fc.asyncProperty(worldArbitrary, async ({seed, streams, faults, splitAtMinute}) => {
      const {monitor, account, clock, session, end} = await unguarded(
        await scenarioFile(scenarioOf(streams)),
        {seed},
      );
      try {
        const watching = monitor([session()]);
        account.faults.set(faults);
        for (let minute = 0; minute < minutes; minute += 1) {
          const snapshot = await watching.once();
          documents += 1;
          v.parse(snapshotSchema, snapshot);
          const struck = faults.some(
            ({fromSecond = 0, untilSecond = 0}) => minute * 60 >= fromSecond && minute * 60 < untilSecond,
          );
          const state = snapshot.kinesis?.state;
          if (!struck) expect(state).toBe('fresh');
          if (state !== 'fresh') {
            disturbed += 1;
            expect(snapshot.kinesis?.problem).toMatch(/\.$/);
            expect(snapshot.status).not.toBe('ok');
          }
          for (const stream of snapshot.kinesis?.streams ?? []) checkStream(stream);
          critical += snapshot.findings.filter(({severity}) => severity === 'critical').length;
          if (minute === splitAtMinute && streams.length > 0) {
            account.faults.clear();
            splits += (await splitWidest(account, 'stream-0')) ? 1 : 0;
            account.faults.set([]);
          }
          clock.advance(60_000);
        }
      } finally {
        await end();
      }
    }),
    {numRuns: worlds},
  );
  tell(
    `worlds ${worlds} · documents ${documents} · with a part that could not be read ${disturbed} · splits ${splits} · critical findings ${critical}`,
  );
});

function checkStream(stream: Stream): void {
  const open = stream.shards.filter(shard => shard.open);
  if (open.length > 0) expect(tilesKeySpace(open.map(rangeOf))).toBe(true);
  for (const [name, value] of Object.entries(stream)) {
    if (typeof value === 'number') expect(value, name).toBeGreaterThanOrEqual(0);
    if (value === null && name in stream.missing) expect(stream.missing[name], name).toBeDefined();
  }
  for (const shard of open) {
    if (shard.utilization !== null) expect(shard.utilization).toBeLessThanOrEqual(1.001);
  }
}

const rangeOf = ({startingHashKey, endingHashKey}: {startingHashKey: string; endingHashKey: string}) => ({
  start: parseHashKey(startingHashKey) ?? -1n,
  end: parseHashKey(endingHashKey) ?? -1n,
});

/** Somebody else reshards while we look. */
async function splitWidest(
  {endpoint, region, accessKeyId, secretAccessKey}: Account,
  name: string,
): Promise<boolean> {
  const {KinesisClient, ListShardsCommand} = await import('@aws-sdk/client-kinesis');
  const {requestHandler} = await import('../../source/aws/clients.ts');
  const client = new KinesisClient({
    endpoint,
    region,
    credentials: {accessKeyId, secretAccessKey},
    requestHandler: await requestHandler(5_000),
  });
  const {Shards: shards = []} = await client.send(
    new ListShardsCommand({StreamName: name, ShardFilter: {Type: 'AT_LATEST'}}),
  );
  const [shard] = shards;
  const range = rangeOf({
    startingHashKey: shard?.HashKeyRange?.StartingHashKey ?? '',
    endingHashKey: shard?.HashKeyRange?.EndingHashKey ?? '',
  });
  await client.send(
    new SplitShardCommand({
      StreamName: name,
      ShardToSplit: shard?.ShardId,
      NewStartingHashKey: midpointOf(range).toString(),
    }),
  );
  client.destroy();
  return true;
}

type Account = {
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
};

test('a calm account, a thousand stream-hours: nothing is ever wrong', async () => {
  const hours = counts(200, 6);
  const {monitor, clock} = await simulated('calm');
  const watching = monitor();
  let streamHours = 0;
  let findings = 0;
  for (let hour = 0; hour < hours; hour += 1) {
    const snapshot = await watching.once();
    findings += snapshot.findings.length;
    streamHours += snapshot.kinesis?.streams.length ?? 0;
    clock.advance(3_600_000);
  }
  tell(`stream-hours ${streamHours} · findings ${findings}`);
  expect(findings).toBe(0);
});

import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import type {Json} from '../../../source/simulator/operation.ts';
import {loadScenario, scenarioNames} from '../../../source/simulator/scenarios/index.ts';
import {openAccount} from './harness.ts';

const mebibyte = 1_048_576;

describe('the scenarios', () => {
  it.each(scenarioNames)('%s fits the schema and has streams with history', async name => {
    const scenario = await loadScenario(name);
    expect(scenario.name).toBe(name);
    const {call, metric} = openAccount(scenario);
    const streams = call('ListStreams').StreamNames as string[];
    expect(streams.length).toBeGreaterThan(3);
    const withTraffic = streams.filter(stream => (metric(stream, 'IncomingBytes')?.sum ?? 0) > 0);
    expect(withTraffic.length).toBeGreaterThan(3);
    for (const stream of withTraffic)
      expect(metric(stream, 'IncomingBytes', {}, 1430)?.sum).toBeGreaterThan(0);
  });

  it('calm is calm: nothing refused, everything read in seconds, no shard above 60 %', async () => {
    const world = openAccount(await loadScenario('calm'));
    for (const stream of world.call('ListStreams').StreamNames as string[]) {
      world.call('EnableEnhancedMonitoring', {StreamName: stream, ShardLevelMetrics: ['ALL']});
    }
    for (let hour = 0; hour < 24; hour++) {
      world.minutes(60);
      for (const stream of world.call('ListStreams').StreamNames as string[]) {
        expect(world.metric(stream, 'WriteProvisionedThroughputExceeded')?.sum).toBe(0);
        expect(world.metric(stream, 'GetRecords.IteratorAgeMilliseconds')?.max ?? 0).toBeLessThan(5000);
        for (const {ShardId} of world.openShards(stream)) {
          expect(world.metric(stream, 'IncomingBytes', {ShardId})?.sum).toBeLessThan(0.6 * 60 * mebibyte);
          expect(world.metric(stream, 'IncomingRecords', {ShardId})?.sum).toBeLessThan(0.6 * 60_000);
        }
      }
    }
  });

  it('black Friday has one idle stream, one closed shard, one stream with a reader far behind', async () => {
    const world = openAccount(await loadScenario('black-friday'));
    expect(world.metric('legacy-import', 'IncomingBytes')).toBeUndefined();
    expect(world.shards('sessions').length - world.openShards('sessions').length).toBe(1);
    expect(
      world.metric('audit-trail', 'SubscribeToShardEvent.MillisBehindLatest', {ConsumerName: 'compliance'})
        ?.max,
    ).toBeLessThan(5000);
    const streams = world.call('ListStreams').StreamNames as string[];
    const behind = streams.filter(
      stream => (world.metric(stream, 'GetRecords.IteratorAgeMilliseconds')?.max ?? 0) > 3_600_000,
    );
    expect(behind).toEqual(['clicks-enriched']);
  });

  it('huge has ten thousand open shards, some of them hot, and answers without delay', async () => {
    const scenario = await loadScenario('huge');
    const before = performance.now();
    const world = openAccount(scenario);
    const {OpenShardCount} = world.call('DescribeLimits');
    expect(OpenShardCount).toBe(10_000);
    expect(world.openShards('firehose')).toHaveLength(3000);
    expect(world.metric('firehose', 'IncomingBytes')?.sum).toBeGreaterThan(1000 * 60 * mebibyte);
    const streams = world.call('ListStreams').StreamNames as string[];
    expect(streams).toHaveLength(40);
    const hot = streams.filter(
      stream => (world.metric(stream, 'WriteProvisionedThroughputExceeded')?.sum ?? 0) > 0,
    );
    expect(hot.length).toBeGreaterThan(2);
    expect(hot.length).toBeLessThan(10);
    // About 150 ms on a quiet machine; a full second would be felt in the console.
    expect(performance.now() - before).toBeLessThan(1000);
  });
});

describe('a scenario of one’s own', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'scenario-'));
  });
  afterEach(() => rm(folder, {recursive: true}));

  const load = async (text: string) => {
    const path = join(folder, 'mine.toml');
    await writeFile(path, text);
    return loadScenario(path);
  };
  const complaint = (text: string) =>
    load(text).then(
      () => 'none',
      (error: Error) => error.message,
    );

  const head = 'name = "mine"\nregions = ["us-east-1"]\n';

  it('is read from a .toml file', async () => {
    const scenario = await load(
      `${head}\n[[streams]]\nname = "s"\nshards = 2\n\n[[streams.producers]]\nrecordsPerSecond = 10\nrecordBytes = 500\n`,
    );
    const {call, metric} = openAccount(scenario);
    expect(
      (call('DescribeStreamSummary', {StreamName: 's'}).StreamDescriptionSummary as Json).OpenShardCount,
    ).toBe(2);
    expect(metric('s', 'IncomingRecords')?.sum).toBeGreaterThan(500);
  });

  it('is refused with the key and the line that are wrong', async () => {
    expect(
      await complaint(
        `${head}\n[[streams]]\nname = "a"\nshards = 1\n\n[[streams]]\nname = "b"\nshards = "many"\n`,
      ),
    ).toMatch(/mine\.toml is wrong at streams\.1\.shards \(line 10\): /);
    expect(await complaint(`${head}\n[[streams]]\nname = "a"\nshards = 1\nshardz = 1\n`)).toMatch(
      /streams\.0\.shardz \(line 7\)/,
    );
    expect(await complaint(`${head}\n[[streams]]\nname = "a"\n`)).toMatch(/streams\.0\.shards \(line 4\)/);
    expect(await complaint(`${head}streams = [\n`)).toMatch(/is not TOML: line \d+, column \d+/);
  });

  it('is refused in one sentence when it is not there, and a name is guessed', async () => {
    await expect(loadScenario(join(folder, 'none.toml'))).rejects.toThrow(
      /cannot be read: there is no such file\.$/,
    );
    await expect(loadScenario('black-fryday')).rejects.toThrow(
      /named black-fryday\. Did you mean "black-friday"\?/,
    );
    await expect(loadScenario('zzz')).rejects.toThrow(
      'There is no scenario named zzz. Give one of black-friday, calm, cold-archive, expired-credentials, huge, lagging-consumer, no-permissions, poison-pill, throttled-account, or the path of a .toml file.',
    );
  });
});

import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {stringify} from 'smol-toml';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {ScenarioSource} from '../../source/simulator/scenarios/schema.ts';
import {blackFridayOf} from '../black-friday.ts';
import {hotshard} from './run.ts';

const part = blackFridayOf('orders', 'clicks', 'clicks-enriched', 'page-views', 'raw-events');

/** What is acted on here, in an account that is soon read. */
const shop: ScenarioSource = {
  ...part,
  name: 'shop',
  streams: (part.streams ?? []).map(stream => ({...stream, shardMetrics: []})),
};

/** The hot key and the hot range, with the numbers of their shards. */
const hot: ScenarioSource = {...blackFridayOf('orders', 'clicks'), name: 'hot'};

let folder = '';
const inScenario = ({name}: ScenarioSource) => ['--scenario', join(folder, `${name}.toml`)];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hotshard-act-'));
  for (const each of [shop, hot]) await writeFile(join(folder, `${each.name}.toml`), stringify(each));
});
afterAll(() => rm(folder, {recursive: true}));

const state = async () => ({XDG_STATE_HOME: await mkdtemp(join(tmpdir(), 'hotshard-state-'))});

describe.concurrent('act', () => {
  test('without --yes it prints the plan with its CLI command, and changes nothing', async () => {
    const env = await state();
    const {code, stdout} = await hotshard(
      ['demo', 'act', 'kinesis.split', 'orders', '7', '--dry-run', '--yes', ...inScenario(shop)],
      env,
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Split shardId-000000000007 of orders \(disruptive\)/);
    expect(stdout).toContain('aws kinesis split-shard --stream-name orders');
    expect(stdout).toMatch(/Undo: /);
    expect((await hotshard(['demo', 'journal'], env)).stdout).toBe('Nothing was done.\n');
  });

  test('with --yes it does it, proves it, and the journal says who, what and the id of the request', async () => {
    const env = await state();
    const done = await hotshard(
      ['demo', 'act', 'kinesis.retain', 'clicks-enriched', '48', '--yes', ...inScenario(shop)],
      env,
    );
    expect(done).toMatchObject({code: 0, stdout: expect.stringMatching(/^done: /m)});
    const {stdout} = await hotshard(['demo', 'journal', '--json'], env);
    expect(JSON.parse(stdout)).toMatchObject([
      {
        action: 'kinesis.retain',
        result: 'done',
        callerArn: expect.stringContaining('user/on-call'),
        requests: [{operation: 'kinesis:IncreaseStreamRetentionPeriod', requestId: expect.any(String)}],
      },
    ]);
  });

  test('as JSON the plan is a document', async () => {
    const args = ['demo', 'act', 'kinesis.split', 'orders', '7', '--json', ...inScenario(shop)];
    const {stdout} = await hotshard(args, await state());
    expect(JSON.parse(stdout)).toMatchObject({
      schema: 'hotshard.plan/1',
      action: 'kinesis.split',
      risk: 'disruptive',
      target: {resource: 'orders', part: 'shardId-000000000007'},
    });
  });

  test('read only, it plans and does nothing, whatever else is said', async () => {
    const args = ['demo', 'act', 'kinesis.retain', 'clicks-enriched', '48', '--yes', '--read-only'];
    const {code, stderr} = await hotshard([...args, ...inScenario(shop)], await state());
    expect(code).toBe(1);
    expect(stderr).toContain('read only');
  });

  test('a sample tells its shares to a script, and its keys to a terminal alone', async () => {
    const env = await state();
    const args = ['demo', 'act', 'kinesis.sample', 'clicks', '1', '--yes', ...inScenario(shop)];
    const {stdout} = await hotshard(args, env);
    expect(stdout).toMatch(/the heaviest key takes 9\d%/);
    expect(stdout).not.toContain('tenant-');
    expect((await hotshard(['demo', 'journal', '--json'], env)).stdout).not.toContain('tenant-');
  });

  test.each([
    [['act', 'kinesis.spilt', 'orders', '7'], 64, 'kinesis.split'],
    [['act', 'kinesis.split', 'orders'], 64, 'part'],
    [['act', 'kinesis.split', 'ordres', '7'], 3, 'Did you mean "orders"?'],
    [['act', 'kinesis.split', 'orders', '7', '--at', 'x'], 64, 'hash key'],
    [['act', 'kinesis.split', 'orders', '999', '--yes'], 1, '0999'],
    [['act', 'kinesis.split', 'page-views', '0', '--yes'], 1, 'n-demand'],
    [['act', 'kinesis.scale', 'orders', '100', '--yes'], 1, '32'],
    [['act', 'buckets.lifecycle', 'raw-events', '--id', 'x', '--remove'], 1, 'no rule x'],
    [
      ['act', 'buckets.lifecycle', 'raw-events', '--id', 'x', '--remove', 'yes'],
      64,
      '"yes" is one word too many',
    ],
  ])('%j exits %i and says why', async (args, code, hint) => {
    const finished = await hotshard(['demo', ...inScenario(shop), ...args], await state());
    expect(finished.code).toBe(code);
    expect(finished.stdout + finished.stderr).toContain(hint);
  });
});

test('snapshot --sample tells a hot key from a hot range', async () => {
  const {stdout} = await hotshard(['demo', 'snapshot', '--sample', ...inScenario(hot)], await state());
  const streams: {name: string; verdict: string}[] = JSON.parse(stdout).kinesis.streams;
  const verdicts = Object.fromEntries(streams.map(({name, verdict}) => [name, verdict]));
  expect(verdicts).toMatchObject({clicks: 'hot-key', orders: 'hot-range'});
  expect(stdout).not.toContain('tenant-');
});

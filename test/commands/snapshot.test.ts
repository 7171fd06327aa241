import {mkdtemp, readdir, readFile, rm, writeFile} from 'node:fs/promises';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {Ajv} from 'ajv';
import {stringify} from 'smol-toml';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {ScenarioSource} from '../../source/simulator/scenarios/schema.ts';
import {hotshard} from './run.ts';

/** An account of one stream whose reader died: small, and critical. */
const dead: ScenarioSource = {
  name: 'dead-reader',
  regions: ['us-east-1'],
  streams: [
    {
      name: 'clicks-enriched',
      shards: 2,
      producers: [{recordsPerSecond: 200, recordBytes: 700}],
      consumers: [{name: 'reader', changes: [{atSecond: -22 * 3600, times: 0}]}],
    },
  ],
};

/** One whose stream is read as it is written. */
const quiet: ScenarioSource = {
  name: 'quiet',
  regions: ['us-east-1'],
  streams: [
    {
      name: 'clicks-enriched',
      shards: 2,
      producers: [{recordsPerSecond: 200, recordBytes: 700}],
      consumers: [{name: 'reader', kind: 'enhanced'}],
    },
  ],
};

let folder = '';
const small = () => ['--scenario', join(folder, 'dead-reader.toml')];
const well = () => ['--scenario', join(folder, 'quiet.toml')];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hotshard-snapshot-'));
  for (const each of [dead, quiet]) await writeFile(join(folder, `${each.name}.toml`), stringify(each));
});
afterAll(() => rm(folder, {recursive: true}));

describe.concurrent('snapshot', () => {
  test('the same seed twice gives the same document but for time and usage, and it is what its schema says', async () => {
    const [first, second, schema] = await Promise.all([
      hotshard(['demo', 'snapshot', '--format', 'json', '--seed', '7', ...small()]),
      hotshard(['demo', '--seed', '7', 'snapshot', '--format', 'json', ...small()]),
      hotshard(['snapshot', '--schema']),
    ]);
    expect(first).toMatchObject({code: 2, stderr: '', stdout: expect.stringMatching(/\n$/)});
    const {takenAt: _, tookMs: __, usage: ___, ...one} = JSON.parse(first.stdout);
    const {takenAt: ____, tookMs: _____, usage: ______, ...other} = JSON.parse(second.stdout);
    expect(JSON.stringify(other)).toBe(JSON.stringify(one));
    const ajv = new Ajv({formats: {'date-time': true}, strict: false});
    const validate = ajv.compile(JSON.parse(schema.stdout));
    expect(validate(JSON.parse(first.stdout)), JSON.stringify(validate.errors)).toBe(true);
  });

  test('a monitoring plugin hears 2 where records are about to be lost, and 0 where all is well', async () => {
    const [bad, calm] = await Promise.all([
      hotshard(['demo', 'snapshot', '--format', 'nagios', ...small()]),
      hotshard(['demo', 'snapshot', '--format', 'nagios', ...well()]),
    ]);
    expect(bad).toMatchObject({
      code: 2,
      stderr: '',
      stdout: expect.stringMatching(/^HOTSHARD CRITICAL - 1 critical/),
    });
    expect(calm).toMatchObject({code: 0, stderr: '', stdout: expect.stringMatching(/^HOTSHARD OK/)});
  });

  // What else there is, is proven of one document in process: test/report.
  test.each([
    {args: ['--format', 'table'], code: 2},
    {args: ['--format', 'prometheus', '--fail-on', 'never'], code: 0},
  ])('with $args it is data on standard output, and nothing on standard error', async ({args, code}) => {
    const {stdout, ...rest} = await hotshard(['demo', 'snapshot', ...args, ...small()]);
    expect(rest).toEqual({code, stderr: ''});
    expect(stdout).toContain('clicks-enriched');
    expect(stdout.endsWith('\n')).toBe(true);
  });

  test('--watch prints one document a line, a minute of the account apart', async () => {
    const {stdout} = await hotshard([
      ...['demo', '--speed', '600', 'snapshot', '--watch', '60', '--count', '3', ...well()],
    ]);
    const documents = stdout
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line));
    expect(documents.map(({takenAt}) => takenAt)).toEqual([
      '2026-11-27T12:04:00.000Z',
      '2026-11-27T12:05:00.000Z',
      '2026-11-27T12:06:00.000Z',
    ]);
  });

  test('--output leaves one whole file and nothing else', async () => {
    const target = await mkdtemp(join(tmpdir(), 'hotshard-output-'));
    const {stdout} = await hotshard(['demo', 'snapshot', '--output', join(target, 'now.json'), ...small()]);
    expect(stdout).toBe('');
    expect(await readdir(target)).toEqual(['now.json']);
    expect(JSON.parse(await readFile(join(target, 'now.json'), 'utf8')).status).toBe('critical');
  });

  test('with no terminal on standard output the console prints its table instead', async () => {
    const {code, stdout} = await hotshard(['demo', ...well()]);
    expect(code).toBe(0);
    expect(stdout).toContain('STREAM');
  });

  test('without credentials it exits 3, prints the document, and says on standard error what to do', async () => {
    const {code, stdout, stderr} = await hotshard(['snapshot', '--region', 'us-east-1']);
    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({status: 'unknown', kinesis: {state: 'failed'}});
    expect(stderr).toMatch(
      /^hotshard: kinesis, queues, alarms, buckets in us-east-1: No AWS credentials were found: .*\n$/,
    );
  });

  test('a profile brings its endpoint, not only its credentials', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'hotshard-profile-'));
    const config = join(folder, 'config');
    const keys = 'aws_access_key_id=a\naws_secret_access_key=b';
    await writeFile(config, `[profile prod]\nregion=us-east-1\nendpoint_url=http://127.0.0.1:1\n${keys}\n`);
    const {stderr} = await hotshard(['snapshot', '--profile', 'prod'], {AWS_CONFIG_FILE: config});
    expect(stderr).toBe(
      'hotshard: kinesis in us-east-1: Cannot reach kinesis in us-east-1: nothing answers there.\n' +
        'hotshard: queues in us-east-1: Cannot reach sqs in us-east-1: nothing answers there.\n' +
        'hotshard: alarms in us-east-1: Cannot reach cloudwatch in us-east-1: nothing answers there.\n' +
        'hotshard: buckets in us-east-1: Cannot reach s3 in us-east-1: nothing answers there.\n',
    );
  });

  test('what the SDK has to say about credentials from two places stays off standard error', async () => {
    const {stderr} = await hotshard(['snapshot', '--region', 'us-east-1', '--profile', 'prod'], {
      AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
      AWS_PROFILE: 'prod',
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'secret',
    });
    expect(stderr.split('\n').filter(line => !line.startsWith('hotshard: '))).toEqual(['']);
  });

  test('an endpoint that is down is named, and the exit code is 3', async () => {
    const {code, stderr} = await hotshard(['snapshot', '--region', 'us-east-1'], {
      AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'secret',
    });
    expect({code, stderr}).toEqual({
      code: 3,
      stderr:
        'hotshard: kinesis, queues, alarms, buckets in us-east-1: Cannot reach http://127.0.0.1:1: nothing answers there.\n',
    });
  });
});

describe.concurrent('what is written wrongly', () => {
  test.each([
    [['snapshto'], 'Did you mean "snapshot"?'],
    [['snapshot', '--formt', 'json'], '--format'],
    [['snapshot', '--format', 'xml'], 'json, table, screen'],
    [['snapshot', '--panel', 'kinesys'], 'Did you mean "kinesis"?'],
    [['snapshot', '--watch', '0'], 'above 0'],
    [['snapshot', '--count', '0'], 'at least 1'],
    [['simulate', '--port', '99999'], '65535'],
    [['snapshot', '--interval', '0'], 'above 0'],
    [['snapshot', '--region', 'US EAST'], 'us-east-1'],
    [['demo', '--scenario', 'blackfriday'], 'black-friday'],
    [['snapshot', '--config', '/nowhere.toml'], 'there is no such file'],
    [['demo', 'snapshot', '--scenario', 'calm', '--output', '/nowhere/now.json'], 'there is no such folder'],
    [['demo', 'snapshot', '--log', '/nowhere/log'], 'there is no such folder'],
  ])('%j exits 64 with the nearest right word', async (args, hint) => {
    const {code, stdout, stderr} = await hotshard(args);
    expect({code, stdout}).toEqual({code: 64, stdout: ''});
    expect(stderr).toContain(hint);
  });

  test('a port that is taken is named', async () => {
    const taken = createServer();
    await new Promise<void>(resolve => {
      taken.listen(0, '127.0.0.1', resolve);
    });
    const {port} = taken.address() as AddressInfo;
    const {code, stderr} = await hotshard(['simulate', '--port', String(port)]);
    taken.close();
    expect({code, stderr}).toEqual({
      code: 64,
      stderr: `hotshard: Port ${port} cannot be listened on: something else listens there.\n`,
    });
  });

  test('no region anywhere is said before anything is asked', async () => {
    const {code, stderr} = await hotshard(['snapshot']);
    expect({code, stderr}).toEqual({
      code: 64,
      stderr:
        'hotshard: No region is set: name one with --region, set AWS_REGION, or put it in the profile.\n',
    });
  });
});

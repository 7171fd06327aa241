import {
  CreateMultipartUploadCommand,
  GetBucketLifecycleConfigurationCommand,
  ListMultipartUploadsCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import {describe, expect, test} from 'vitest';
import type {Plan} from '../../../source/actions/plan.ts';
import {planText} from '../../../source/actions/plan-text.ts';
import type {RequestLog} from '../../../source/aws/request-log.ts';
import {Monitor} from '../../../source/monitor/monitor.ts';
import {buckets} from '../../../source/services/buckets/index.ts';
import {lifecycle} from '../../../source/services/buckets/lifecycle/action.ts';
import {locate} from '../../../source/services/buckets/locate.ts';
import {restore} from '../../../source/services/buckets/restore/action.ts';
import {abortUploads} from '../../../source/services/buckets/uploads/action.ts';
import {scenarioFile, simulated} from '../../simulated.ts';
import {acting, because, kept} from './acting.ts';

const Bucket = 'exports';
const oddKeys = ['new\nline', 'escape\u001b[31mred', 'bell\u0007', '🦔/ + %41&amp;<>"', 'x/'];

const shown = (plan: Plan): readonly string[] => planText(plan, 80, {ascii: false}).trimEnd().split('\n');

/** Nothing that a terminal would take for a command. */
const isPrintable = (text: string): boolean => !/\p{Cc}/u.test(text);

describe('a directory bucket', () => {
  const name = 'fast--use1-az4--x-s3';

  test.each([name, `arn:aws:s3express:us-east-1:730112094417:bucket/${name}`])(
    'is refused as %s in a sentence, and nothing is sent to anybody',
    async typed => {
      const asked: string[] = [];
      const log: RequestLog = ({operation}) => asked.push(String(operation));
      const {session} = await simulated(await scenarioFile({name: 'test', regions: ['us-east-1']}));
      expect(await locate(session({log}), typed, undefined)).toMatchObject({
        ok: false,
        problem: {
          sentence: `${name} is a directory bucket, and hotshard works on general purpose buckets only: use the AWS CLI for it.`,
        },
      });
      expect(asked).toEqual([]);
    },
  );
});

describe('keys with line breaks, escape codes and emoji', () => {
  test('of unfinished uploads are shown as they can be, kept in no journal, and aborted', async () => {
    const at = await acting(abortUploads, {});
    for (const Key of oddKeys) {
      const {UploadId} = await at.s3.send(new CreateMultipartUploadCommand({Bucket, Key}));
      await at.s3.send(new UploadPartCommand({Bucket, Key, UploadId, PartNumber: 1, Body: 'part'}));
    }
    at.clock.advance(8 * 86_400_000);
    const plan = await at.plan();
    expect(plan.title).toBe('Abort 5 unfinished uploads of exports');
    expect(shown(plan).filter(line => !isPrintable(line))).toEqual([]);
    expect(kept(plan)).not.toMatch(/red|🦔/u);
    expect((await at.run()).says).toMatch(/^Aborted 5 unfinished uploads, 20 B in parts\. None of them/);
    expect((await at.s3.send(new ListMultipartUploadsCommand({Bucket}))).Uploads).toBeUndefined();
    expect(await at.journal()).not.toMatch(/red|🦔/u);
  });

  test('stand in the prefix of a rule as they are; what no XML can hold is refused', async () => {
    const at = await acting(lifecycle, {});
    const prefix = 'new\nline/🦔 &<>/';
    const plan = await at.plan({id: 'odd', prefix, expire: '7'});
    expect(shown(plan).filter(line => !isPrintable(line))).toEqual([]);
    expect(plan.undo).toContain('--id odd --remove --yes');
    expect(await at.run({id: 'odd', prefix, expire: '7'})).toMatchObject({result: 'done'});
    const {Rules: rules} = await at.s3.send(new GetBucketLifecycleConfigurationCommand({Bucket}));
    expect(rules).toMatchObject([{ID: 'odd', Filter: {Prefix: prefix}}]);
    const back = await at.plan({id: 'odd', remove: 'yes'});
    expect(shown(back).filter(line => !isPrintable(line))).toEqual([]);
    expect(back.undo).toContain(String.raw`--prefix $'new\u000aline/🦔 &<>/' --expire 7`);
    expect(await at.wrong({id: 'none', prefix: 'escape\u001b[31m/', expire: '7'})).toBe(
      'prefix has a character that XML cannot hold, so no rule can name it: say what comes before it.',
    );
  });
});

describe('in another region', () => {
  test('unfinished uploads are aborted where the bucket is', async () => {
    const at = await acting(abortUploads, {
      region: 'eu-west-1',
      uploads: [{count: 6, oldestDaysAgo: 60, newestDaysAgo: 20}],
    });
    expect((await at.run()).says).toMatch(/^Aborted 6 unfinished uploads/);
  });
});

describe('a bucket whose policy refuses', () => {
  test.each([
    ['abort', abortUploads, {}],
    ['restore', restore, {prefix: 'logs/'}],
    ['lifecycle', lifecycle, {id: 'tidy', expire: '7'}],
  ] as const)('%s has no plan, and says what is not allowed', async (_name, action, values) => {
    const at = await acting(action, {denied: true, objects: [{prefix: 'logs/', count: 10}]});
    expect(await at.wrong(values)).toMatch(/^Not allowed/);
  });
});

describe('an empty bucket', () => {
  test('has nothing to restore, and is told so', async () => {
    const at = await acting(restore, {});
    expect(because(await at.plan({prefix: ''}))).toEqual([expect.stringMatching(/exports/)]);
    expect(await at.wrong({key: 'never'})).toMatch(/no object of that key/);
  });

  test('takes a rule, and lists no key for it', async () => {
    const at = await acting(lifecycle, {});
    expect(await at.run({id: 'tidy', expire: '7'})).toMatchObject({result: 'done'});
  });
});

test('a bucket with a thousand rules shows every one of them', async () => {
  const rule = (_: unknown, index: number) =>
    `<Rule><ID>rule ${index}</ID><Filter><Prefix>p${index}/</Prefix></Filter><Status>Enabled</Status><Expiration><Days>${index + 1}</Days></Expiration></Rule>`;
  const rules = Array.from({length: 1000}, rule).join('');
  const file = await scenarioFile({
    name: 'test',
    regions: ['us-east-1'],
    buckets: [{name: Bucket, lifecycle: rules}],
  });
  const {session, clock} = await simulated(file);
  const connect = async () => [session()];
  const monitor = new Monitor({
    connect,
    services: [buckets],
    clock,
    intervalSeconds: 60,
    budgetUsdPerHour: 10,
  });
  const [bucket] = (await monitor.once()).buckets?.buckets ?? [];
  expect(bucket?.lifecycle).toHaveLength(1000);
  expect(bucket?.lifecycle?.at(-1)).toEqual({
    id: 'rule 999',
    enabled: true,
    scope: 'p999/',
    steps: ['expires after 1000 days'],
  });
});

import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {
  GetBucketLifecycleConfigurationCommand,
  type LifecycleRule,
  PutBucketLifecycleConfigurationCommand,
} from '@aws-sdk/client-s3';
import {onTestFinished} from 'vitest';
import type {OptionValues} from '../../../../source/actions/action.ts';
import {Journal} from '../../../../source/actions/journal.ts';
import {type Finished, type ReadyPlan, startAction} from '../../../../source/actions/life.ts';
import type {ActionTarget} from '../../../../source/actions/plan.ts';
import {Arming} from '../../../../source/aws/arming.ts';
import type {Session} from '../../../../source/aws/session.ts';
import {lifecycle} from '../../../../source/services/buckets/lifecycle/action.ts';
import {leapingClock} from '../../../../source/simulator/clock.ts';
import type {ScenarioSource} from '../../../../source/simulator/scenarios/schema.ts';
import {scenarioStart} from '../../../../source/simulator/scenarios/start.ts';
import type {Simulation} from '../../../../source/simulator/start.ts';
import {scenarioFile, simulated} from '../../../simulated.ts';

const account = '730112094417';
const region = 'us-east-1';

type BucketSource = NonNullable<ScenarioSource['buckets']>[number];

export type Bench = {
  readonly account: Simulation;
  readonly session: Session;
  readonly journal: Journal;
  /** What pressing the key shows, or why it shows nothing. */
  readonly plan: (values: OptionValues) => Promise<ReadyPlan>;
  readonly wrong: (values: OptionValues) => Promise<string>;
  /** Says yes to a plan. */
  readonly start: (ready: ReadyPlan) => ReturnType<typeof startAction>;
  /** Shows the plan, says yes, and waits for the end. */
  readonly run: (values: OptionValues) => Promise<Finished>;
  /** As somebody else reads and writes it. */
  readonly read: () => Promise<{rules: readonly LifecycleRule[]; size: string | undefined}>;
  readonly write: (rules: readonly LifecycleRule[]) => Promise<void>;
  /** Runs right after the next request of that operation was answered, or before it leaves. */
  readonly meanwhile: (when: 'before' | 'after', operation: string, run: () => Promise<void>) => void;
};

export const targetOf = (bucket: Partial<BucketSource> = {}): ActionTarget => ({
  service: 'buckets',
  account,
  region: bucket.region ?? region,
  arn: `arn:aws:s3:::${bucket.name ?? 'exports'}`,
  resource: bucket.name ?? 'exports',
});

/** An armed console on an account with one bucket, `exports`. */
export async function bench(bucket: Partial<BucketSource> = {}): Promise<Bench> {
  const clock = leapingClock(scenarioStart);
  const regions = [...new Set([region, bucket.region ?? region])];
  const file = await scenarioFile({name: 'test', regions, buckets: [{name: 'exports', ...bucket}]});
  const opened = await simulated(file, {clock});
  const arming = new Arming({clock, readOnly: false});
  const session = opened.session({arming});
  await session.identify();
  const folder = await mkdtemp(join(tmpdir(), 'hotshard-lifecycle-'));
  onTestFinished(() => rm(folder, {recursive: true}));
  const journal = new Journal(join(folder, 'journal.jsonl'));
  const {signal} = new AbortController();
  const target = targetOf(bucket);
  const {resource: Bucket} = target;
  const prepare = (values: OptionValues) => lifecycle.prepare(session, target, values, signal);
  const plan: Bench['plan'] = async values => {
    const prepared = await prepare(values);
    if ('wrong' in prepared) throw new Error(prepared.wrong);
    return prepared;
  };
  const start: Bench['start'] = ready => {
    arming.arm(account, account.slice(-4));
    return startAction(ready, {action: lifecycle, session, journal, signal, onProgress: () => {}});
  };
  // Somebody else has a client of their own, and no gate.
  const other = opened.session();
  const others = async () => other.clients.s3(target.region);
  return {
    account: opened.account,
    session,
    journal,
    plan,
    wrong: async values => {
      const prepared = await prepare(values);
      return 'wrong' in prepared ? prepared.wrong : 'nothing is wrong';
    },
    start,
    run: async values => {
      const started = await start(await plan(values));
      if ('finished' in started) return started.finished;
      throw new Error('refused' in started ? started.refused : 'planned anew');
    },
    read: async () => {
      const answer = await (await others()).send(new GetBucketLifecycleConfigurationCommand({Bucket}));
      return {rules: answer.Rules ?? [], size: answer.TransitionDefaultMinimumObjectSize};
    },
    write: async rules => {
      const {S3Client} = await import('@aws-sdk/client-s3');
      const {endpoint, accessKeyId, secretAccessKey} = opened.account;
      const client = new S3Client({
        endpoint,
        region: target.region,
        forcePathStyle: true,
        credentials: {accessKeyId, secretAccessKey},
      });
      const LifecycleConfiguration = {Rules: [...rules]};
      await client.send(new PutBucketLifecycleConfigurationCommand({Bucket, LifecycleConfiguration}));
      client.destroy();
    },
    meanwhile: (when, operation, run) => {
      const {once} = session;
      let isDone = false;
      const s3 = once.clients.s3(target.region);
      s3.then(client =>
        client.middlewareStack.add(
          (next, context) => async args => {
            const isIt = !isDone && context.commandName === `${operation}Command`;
            if (isIt) isDone = true;
            if (isIt && when === 'before') await run();
            const answer = await next(args);
            if (isIt && when === 'after') await run();
            return answer;
          },
          {step: 'initialize', name: `meanwhile ${when} ${operation}`},
        ),
      );
    },
  };
}

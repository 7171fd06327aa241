import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {S3Client} from '@aws-sdk/client-s3';
import {onTestFinished} from 'vitest';
import type {Action, OptionValues, Progress} from '../../../source/actions/action.ts';
import {Journal} from '../../../source/actions/journal.ts';
import {type Finished, type ReadyPlan, startAction} from '../../../source/actions/life.ts';
import type {ActionTarget, Plan} from '../../../source/actions/plan.ts';
import {Arming} from '../../../source/aws/arming.ts';
import type {Session} from '../../../source/aws/session.ts';
import {leapingClock, type MovedClock} from '../../../source/simulator/clock.ts';
import type {ScenarioSource} from '../../../source/simulator/scenarios/schema.ts';
import {scenarioStart} from '../../../source/simulator/scenarios/start.ts';
import type {Simulation} from '../../../source/simulator/start.ts';
import {lineText} from '../../../source/text/line.ts';
import {scenarioFile, simulated} from '../../simulated.ts';

const account = '730112094417';
const region = 'us-east-1';

/** An action on the bucket `exports` from an armed console, and somebody else's client beside it. */
export type Acting = {
  readonly simulation: Simulation;
  readonly session: Session;
  readonly clock: MovedClock;
  readonly s3: S3Client;
  readonly plan: (values?: OptionValues) => Promise<Plan>;
  /** Why there is no plan. */
  readonly wrong: (values: OptionValues) => Promise<string>;
  /** Shows the plan, says yes, and waits for the end. */
  readonly run: (
    values?: OptionValues,
    onProgress?: (progress: Progress, stop: () => void) => void,
  ) => Promise<Finished>;
  readonly journal: () => Promise<string>;
};

type BucketSource = NonNullable<ScenarioSource['buckets']>[number];

export const exportsTarget: ActionTarget = {
  service: 'buckets',
  account,
  region,
  arn: 'arn:aws:s3:::exports',
  resource: 'exports',
};

export async function acting(
  action: Action,
  bucket: Partial<BucketSource>,
  {
    readOnly = false,
    beside = [],
  }: {readonly readOnly?: boolean; readonly beside?: readonly BucketSource[]} = {},
): Promise<Acting> {
  const folder = await mkdtemp(join(tmpdir(), 'hotshard-buckets-'));
  onTestFinished(() => rm(folder, {recursive: true}));
  const clock = leapingClock(scenarioStart);
  const regions = [...new Set([region, bucket.region ?? region])];
  const file = await scenarioFile({
    name: 'test',
    regions,
    buckets: [{name: 'exports', ...bucket}, ...beside],
  });
  const opened = await simulated(file, {clock});
  const {endpoint, accessKeyId, secretAccessKey} = opened.account;
  const target = {...exportsTarget, region: bucket.region ?? region};
  const credentials = {accessKeyId, secretAccessKey};
  const s3 = new S3Client({endpoint, region: target.region, credentials, forcePathStyle: true});
  onTestFinished(() => s3.destroy());
  const arming = new Arming({clock, readOnly});
  const session = opened.session({arming});
  const journal = new Journal(join(folder, 'journal.jsonl'));
  const prepare = (values: OptionValues) =>
    action.prepare(session, target, values, new AbortController().signal);
  const ready = async (values: OptionValues): Promise<ReadyPlan> => {
    const prepared = await prepare(values);
    if ('wrong' in prepared) throw new Error(prepared.wrong);
    return prepared;
  };
  return {
    simulation: opened.account,
    session,
    clock,
    s3,
    plan: async (values = {}) => (await ready(values)).plan,
    wrong: async values => {
      const prepared = await prepare(values);
      return 'wrong' in prepared ? prepared.wrong : '';
    },
    run: async (values = {}, onProgress) => {
      const stop = new AbortController();
      const confirmed = await ready(values);
      arming.arm(account, account.slice(-4));
      const started = await startAction(confirmed, {
        action,
        session,
        journal,
        signal: stop.signal,
        onProgress: progress => onProgress?.(progress, () => stop.abort()),
      });
      if ('finished' in started) return started.finished;
      throw new Error('refused' in started ? started.refused : 'planned anew');
    },
    journal: () => readFile(journal.path, 'utf8'),
  };
}

export const because = ({blocked}: Plan): readonly string[] =>
  blocked.map(({because: why, unblock}) => `${why} ${unblock}`);

export const picture = (plan: Plan): readonly string[] =>
  (plan.picture?.(80, {ascii: false}) ?? []).map(lineText);

/** All of a plan that the journal keeps. */
export const kept = ({title, risk, steps, changes, warnings, undo, cost}: Plan): string =>
  JSON.stringify({title, risk, steps, changes, warnings, undo, cost});

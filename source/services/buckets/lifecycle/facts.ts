import type {ActionTarget} from '../../../actions/plan.ts';
import type {Outcome} from '../../../aws/problem.ts';
import type {Session} from '../../../aws/session.ts';
import type {Histogram} from '../scan/histogram.ts';
import {countsOf} from '../scan/memory.ts';
import {type Merged, merge} from './merge.ts';
import type {LifecycleOptions} from './options.ts';
import {type Configuration, readConfiguration} from './read-configuration.ts';
import {refusalOf} from './refusal.ts';
import {scopeOf} from './scope.ts';
import {serialise} from './serialise.ts';
import {childrenOf} from './xml.ts';

type Versioning = 'enabled' | 'suspended' | 'never';

export type LifecycleFacts = {
  readonly configuration: Configuration;
  /** What the XML says, as it came: its root and its rules; undefined when it is no XML. */
  readonly meaning: readonly string[] | undefined;
  /** What the same would say, had the SDK written what it understood of it. */
  readonly rewritten: readonly string[] | undefined;
  readonly merged: Merged;
  /** What it says when the change is made. */
  readonly wanted: readonly string[] | undefined;
  /** Good to know, and nothing depends on it. */
  readonly versioning: Outcome<Versioning>;
  /** The newest count of its objects, where one was made. */
  readonly count: Histogram | undefined;
};

export async function gatherLifecycle(
  session: Session,
  {resource: bucket, account: owner, region}: ActionTarget,
  options: LifecycleOptions,
  signal: AbortSignal,
): Promise<Outcome<LifecycleFacts>> {
  const [read, versioning] = await Promise.all([
    session.attempt('s3:GetBucketLifecycleConfiguration', async clients =>
      readConfiguration(await clients.s3(region), {bucket, owner, signal}),
    ),
    readVersioning(session, {bucket, owner, region, signal}),
  ]);
  if (!read.ok) return {ok: false, problem: refusalOf(read.problem, 'read', bucket)};
  const configuration = read.value;
  const merged = merge(configuration.rules, options);
  const [rewritten, wanted] = await Promise.all([
    meaningOf(configuration.rules),
    'rules' in merged ? meaningOf(merged.rules) : undefined,
  ]);
  const count = countFor(session, bucket, merged);
  const meaning = meaningOfRaw(configuration);
  return {ok: true, value: {configuration, meaning, rewritten, merged, wanted, versioning, count}};
}

/** The newest of just what the rule is for, or else of all that was counted. */
function countFor(session: Session, bucket: string, merged: Merged): Histogram | undefined {
  const counts = countsOf(session);
  const last = counts.last(bucket)?.histogram;
  const rule = 'rules' in merged ? merged.after : undefined;
  const isOfRule = rule && last?.whole && last.prefix === scopeOf(rule).prefix;
  return isOfRule ? last : counts.all(session.clock.now()).get(bucket)?.histogram;
}

const meaningOf = async (rules: Configuration['rules']) => childrenOf(await serialise(rules));

/** No configuration says what one without rules says. */
export const meaningOfRaw = ({raw}: Configuration): readonly string[] | undefined =>
  raw === undefined ? childrenOf('<LifecycleConfiguration/>') : childrenOf(raw);

type Asked = Parameters<typeof readConfiguration>[1] & {readonly region: string};

const readVersioning = (
  session: Session,
  {bucket, owner, region, signal}: Asked,
): Promise<Outcome<Versioning>> =>
  session.attempt('s3:GetBucketVersioning', async clients => {
    const {GetBucketVersioningCommand} = await import('@aws-sdk/client-s3');
    const client = await clients.s3(region);
    const command = new GetBucketVersioningCommand({Bucket: bucket, ExpectedBucketOwner: owner});
    const {Status: status} = await client.send(command, {abortSignal: signal});
    if (status === 'Enabled') return 'enabled';
    return status === 'Suspended' ? 'suspended' : 'never';
  });

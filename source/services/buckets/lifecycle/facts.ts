import type {LifecycleRule as AwsRule} from '@aws-sdk/client-s3';
import type {ActionTarget} from '../../../actions/plan.ts';
import type {Outcome} from '../../../aws/problem.ts';
import type {Session} from '../../../aws/session.ts';
import {bucketAndOwner} from '../objects/owner.ts';
import {readVersioning, type Versioning} from '../read-versioning.ts';
import type {Histogram} from '../scan/histogram.ts';
import {countsOf} from '../scan/memory.ts';
import {affectedBy} from './affected.ts';
import {type Held, readHeld} from './held.ts';
import {type Merged, merge} from './merge.ts';
import type {LifecycleOptions} from './options.ts';
import {type Configuration, readConfiguration} from './read-configuration.ts';
import {refusalOf} from './refusal.ts';
import {scopeOf} from './scope.ts';
import {serialise} from './serialise.ts';
import {readUploadsEnded, type UploadsEnded} from './uploads-ended.ts';
import {touchesCurrent} from './wording.ts';
import {childrenOf} from './xml.ts';

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
  /** What all of it holds, where no count tells what the rule would do. */
  readonly held: Held | undefined;
  /** What the rule would abort; undefined where it aborts nothing. */
  readonly uploads: Outcome<UploadsEnded> | undefined;
};

export async function gatherLifecycle(
  session: Session,
  target: ActionTarget,
  options: LifecycleOptions,
  signal: AbortSignal,
): Promise<Outcome<LifecycleFacts>> {
  const {resource: bucket, region} = target;
  const asked = bucketAndOwner(target);
  const [read, versioning] = await Promise.all([
    session.attempt('s3:GetBucketLifecycleConfiguration', async clients =>
      readConfiguration(await clients.s3(region), asked, signal),
    ),
    session.attempt('s3:GetBucketVersioning', async clients =>
      readVersioning(await clients.s3(region), asked, signal),
    ),
  ]);
  if (!read.ok) return {ok: false, problem: refusalOf(read.problem, 'read', bucket)};
  const configuration = read.value;
  const merged = merge(configuration.rules, options);
  const after = 'rules' in merged ? merged.after : undefined;
  const count = countFor(session, bucket, after);
  const [rewritten, wanted, uploads, held] = await Promise.all([
    meaningOf(configuration.rules),
    'rules' in merged ? meaningOf(merged.rules) : undefined,
    readUploadsEnded(session, target, after, signal),
    isUncounted(after, count) ? readHeld(session, target) : undefined,
  ]);
  const meaning = meaningOfRaw(configuration);
  const facts = {configuration, meaning, rewritten, merged, wanted, versioning, count, held, uploads};
  return {ok: true, value: facts};
}

/** The newest of just what the rule is for, or else of all that was counted. */
function countFor(session: Session, bucket: string, rule: AwsRule | undefined): Histogram | undefined {
  const counts = countsOf(session);
  const last = counts.last(bucket)?.histogram;
  const kept = counts.all(session.clock.now()).get(bucket)?.histogram;
  const isOfRule = rule && last?.whole && last.prefix === scopeOf(rule).prefix;
  // A report that was read last can be of earlier than what is kept.
  const isOlder = kept?.whole && kept.prefix === last?.prefix && kept.startedAt > last.startedAt;
  return isOfRule && !isOlder ? last : kept;
}

/** Nobody knows what the rule would do, and the metrics at least tell what there is. */
const isUncounted = (rule: AwsRule | undefined, count: Histogram | undefined): boolean =>
  rule?.Status === 'Enabled' &&
  touchesCurrent(rule) &&
  (!count || affectedBy(rule, count, {minimumObjectSize: undefined, now: 0}) === undefined);

const meaningOf = async (rules: Configuration['rules']) => childrenOf(await serialise(rules));

/** No configuration says what one without rules says. */
export const meaningOfRaw = ({raw}: Configuration): readonly string[] | undefined =>
  raw === undefined ? childrenOf('<LifecycleConfiguration/>') : childrenOf(raw);

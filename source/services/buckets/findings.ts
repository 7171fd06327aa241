import type {LifecycleRule as AwsLifecycleRule} from '@aws-sdk/client-s3';
import type {Finding} from '../../monitor/schema.ts';
import {formatBytes} from '../../text/bytes.ts';
import {formatCount, formatUsd} from '../../text/number.ts';
import {finding} from '../finding.ts';
import {tebibyte} from './advice/advised.ts';
import {actsOnObjects} from './advice/missing-rules.ts';
import type {PassedOver} from './facts.ts';
import type {Bucket} from './model.ts';
import {priceRegion} from './prices/list.ts';
import {bucketArn} from './requests.ts';
import {passedOverText} from './standing.ts';
import {suggestAbort, suggestAdvice, suggestScan} from './suggest.ts';
import type {BucketThresholds} from './thresholds.ts';
import {enabledRules} from './wording.ts';

export type FindingContext = {
  readonly thresholds: BucketThresholds;
  /** As AWS gave them; undefined where nobody could read them. */
  readonly rules: readonly AwsLifecycleRule[] | undefined;
};
/** One for all of them: a snapshot says of how many buckets it does not know the settings. */
export function passedOverFinding(
  passedOver: PassedOver,
  {account, region}: Pick<Finding, 'account' | 'region'>,
): Finding {
  const {buckets, of, large} = passedOver;
  const rest =
    large === 0
      ? 'the others are too small for a warning, but for uploads that nobody finished.'
      : `${formatCount(large)} of the others are large too.`;
  return finding({
    service: 'buckets',
    account,
    region,
    arn: bucketArn('*', region),
    resource: `${formatCount(buckets)} ${buckets === 1 ? 'bucket' : 'buckets'}`,
    kind: 'buckets.settings-unread',
    severity: 'info',
    title: `settings of ${formatCount(of - buckets)} of ${formatCount(of)} were read`,
    detail: `${passedOverText(passedOver)}; ${rest}`,
    evidence: {buckets, of},
  });
}

type About = Pick<Finding, 'service' | 'account' | 'region' | 'arn' | 'resource'>;

/** What is wrong with one bucket: money that is spent on nothing, or who may see it. Nothing is lost of it. */
export function findingsOf(bucket: Bucket, context: FindingContext): Finding[] {
  const {account, region, arn, name: resource} = bucket;
  const about: About = {service: 'buckets', account, region, arn, resource};
  return [
    noLifecycleFinding(about, bucket, context),
    uploadsFinding(about, bucket, context),
    noncurrentFinding(about, bucket, context),
    publicFinding(about, bucket),
  ].filter(found => found !== undefined);
}

/** It grows for ever, or costs what a rule would save. */
function noLifecycleFinding(about: About, bucket: Bucket, context: FindingContext): Finding | undefined {
  const {lifecycle, bytes, growthBytesPerDay: growth, advice, verdictText} = bucket;
  const {thresholds, rules} = context;
  if (lifecycle === null || bytes === null || rules === undefined) return undefined;
  if (rules.some(rule => isOn(rule) && actsOnObjects(rule))) return undefined;
  // Other advice can save more, and no rule carries it out.
  const move = advice.find(({kind}) => kind === 'transition');
  const saves = move?.savesUsdPerMonth ?? null;
  const isWorthIt = saves !== null && saves >= thresholds.savesUsdPerMonth;
  const isAdvised = move !== undefined || advice.some(({kind}) => kind === 'no-lifecycle');
  const isLarge = isAdvised && bytes >= thresholds.largeTebibytes * tebibyte;
  const grows = growth !== null && growth > 0;
  if (!isWorthIt && !(isLarge && grows)) return undefined;
  const {storageClass} = bucket.classes[0] ?? {};
  const what = storageClass === undefined || storageClass.length > 11 ? '' : ` ${storageClass}`;
  const none = enabledRules(lifecycle).length === 0 ? 'no lifecycle' : 'no rule moves it';
  const saving = isWorthIt && move ? ` ${move.text}` : '';
  return finding({
    ...about,
    kind: 'buckets.no-lifecycle',
    severity: 'warning',
    title: `${formatBytes(bytes)}${what}, ${none}`,
    detail: `${verdictText}${saving}`,
    evidence: {
      ...costOf(bucket),
      bytes,
      ...(growth === null ? {} : {growthBytesPerDay: growth}),
      ...(saves === null ? {} : {savesUsdPerMonth: saves}),
    },
    suggest: (isWorthIt ? suggestAdvice(bucket, move) : null) ?? suggestScan(bucket),
  });
}

/** Parts of uploads that nobody finished, and that nothing takes away: where the advice says so. */
function uploadsFinding(about: About, bucket: Bucket, {thresholds}: FindingContext): Finding | undefined {
  const {count, more, oldestDays} = bucket.unfinishedUploads;
  if (!bucket.advice.some(({kind}) => kind === 'uploads') || count === null || oldestDays === null) {
    return undefined;
  }
  const uploads = `${formatCount(count)}${more ? ' and more' : ''} unfinished ${count === 1 ? 'upload' : 'uploads'}`;
  const atLeast = more ? 'at least ' : '';
  return finding({
    ...about,
    kind: 'buckets.uploads-unfinished',
    severity: 'warning',
    title: `${formatCount(count)}${more ? '+' : ''} unfinished uploads, oldest ${Math.floor(oldestDays)}d`,
    detail: `${uploads}, the oldest begun ${atLeast}${Math.floor(oldestDays)} days ago: what came of them is stored and billed, no listing shows it, and no lifecycle rule for all of the bucket ends them.`,
    evidence: {...costOf(bucket), count, oldestDays},
    suggest: suggestAbort(bucket, thresholds.uploadDays),
  });
}

const isOn = ({Status: status}: AwsLifecycleRule): boolean => status === 'Enabled';

/** Every version that was ever overwritten or deleted is kept for ever: where the advice says so, and it may be much. */
function noncurrentFinding(about: About, bucket: Bucket, {thresholds}: FindingContext): Finding | undefined {
  const {versioning, bytes, advice} = bucket;
  const noncurrent = advice.find(({kind}) => kind === 'noncurrent');
  if (!noncurrent || bytes === null || bytes < thresholds.noncurrentTebibytes * tebibyte) return undefined;
  const [since, what] =
    versioning === 'suspended'
      ? ['Versioning was on once', 'what was overwritten or deleted then']
      : ['Versioning is on', 'what was overwritten or deleted'];
  return finding({
    ...about,
    kind: 'buckets.noncurrent-kept',
    severity: 'warning',
    title: 'older versions are kept for ever',
    detail: `${since}, and no lifecycle rule for all of the bucket removes ${what}: older versions are among its ${formatBytes(bytes)}${priceText(bucket)}, how many the metrics do not say.`,
    evidence: {...costOf(bucket), bytes},
    suggest: suggestAdvice(bucket, noncurrent),
  });
}

/** How much it touches: of two that are equally bad, the dearer bucket stands first. */
const costOf = ({monthlyUsd}: Bucket): Readonly<Record<string, number>> =>
  monthlyUsd === null ? {} : {monthlyUsd};

const priceText = ({monthlyUsd}: Bucket): string =>
  monthlyUsd === null ? '' : ` (${formatUsd(monthlyUsd)} a month by the list price of ${priceRegion})`;

/** The bucket's own settings only: the account's and the organization's may be stricter. */
function publicFinding(about: About, bucket: Bucket): Finding | undefined {
  if (bucket.publicAccessBlocked !== false) return undefined;
  return finding({
    ...about,
    kind: 'buckets.public',
    severity: 'info',
    title: 'public access is not blocked here',
    detail:
      "Not all four of the bucket's own settings block public access: a policy or an ACL could open it, unless the account or the organization forbids it.",
    evidence: costOf(bucket),
  });
}

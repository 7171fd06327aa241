import type {LifecycleRule as AwsLifecycleRule} from '@aws-sdk/client-s3';
import type {Finding} from '../../monitor/schema.ts';
import {formatBytes} from '../../text/bytes.ts';
import {formatCount, formatUsd} from '../../text/number.ts';
import {finding} from '../finding.ts';
import type {Bucket} from './model.ts';
import {suggestAbort, suggestAdvice, suggestScan} from './suggest.ts';
import type {BucketThresholds} from './thresholds.ts';
import {enabledRules} from './wording.ts';

const tebibyte = 2 ** 40;

export type FindingContext = {
  readonly thresholds: BucketThresholds;
  /** As AWS gave them; undefined where nobody could read them. */
  readonly rules: readonly AwsLifecycleRule[] | undefined;
};
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
function noLifecycleFinding(about: About, bucket: Bucket, {thresholds}: FindingContext): Finding | undefined {
  const {lifecycle, bytes, growthBytesPerDay: growth, advice, verdictText} = bucket;
  if (lifecycle === null || enabledRules(lifecycle).length > 0 || bytes === null) return undefined;
  const isLarge = bytes > thresholds.largeTebibytes * tebibyte;
  const best = advice.toSorted((a, b) => (b.savesUsdPerMonth ?? 0) - (a.savesUsdPerMonth ?? 0))[0];
  const saves = best?.savesUsdPerMonth ?? null;
  const isWorthIt = saves !== null && saves >= thresholds.savesUsdPerMonth;
  const grows = growth !== null && growth > 0;
  if (!isWorthIt && !(isLarge && grows)) return undefined;
  const {storageClass} = bucket.classes[0] ?? {};
  const what = storageClass === undefined || storageClass.length > 11 ? '' : ` ${storageClass}`;
  const saving = isWorthIt && best ? ` ${best.text}` : '';
  return finding({
    ...about,
    kind: 'buckets.no-lifecycle',
    severity: 'warning',
    title: `${formatBytes(bytes)}${what}, no lifecycle`,
    detail: `${verdictText}${saving}`,
    evidence: {
      bytes,
      ...(growth === null ? {} : {growthBytesPerDay: growth}),
      ...(saves === null ? {} : {savesUsdPerMonth: saves}),
    },
    suggest: (isWorthIt ? suggestAdvice(bucket, best) : null) ?? suggestScan(bucket),
  });
}

/** Parts of uploads that nobody finished, and that nothing takes away. */
function uploadsFinding(
  about: About,
  bucket: Bucket,
  {thresholds, rules}: FindingContext,
): Finding | undefined {
  const {count, more, oldestDays} = bucket.unfinishedUploads;
  if (count === null || oldestDays === null || oldestDays < thresholds.uploadDays) return undefined;
  if (rules === undefined || rules.some(endsUploads)) return undefined;
  const uploads = `${formatCount(count)}${more ? ' and more' : ''} unfinished ${count === 1 ? 'upload' : 'uploads'}`;
  return finding({
    ...about,
    kind: 'buckets.uploads-unfinished',
    severity: 'warning',
    title: `${formatCount(count)}${more ? '+' : ''} unfinished uploads, oldest ${Math.floor(oldestDays)}d`,
    detail: `${uploads}, the oldest begun ${Math.floor(oldestDays)} days ago: what came of them is stored and billed, no listing shows it, and no lifecycle rule ends them.`,
    evidence: {count, oldestDays},
    suggest: suggestAbort(bucket, thresholds.uploadDays),
  });
}

const isOn = ({Status: status}: AwsLifecycleRule): boolean => status === 'Enabled';

const endsUploads = (rule: AwsLifecycleRule): boolean =>
  isOn(rule) && rule.AbortIncompleteMultipartUpload !== undefined;

/** Every version that was ever overwritten or deleted is kept for ever. */
function noncurrentFinding(
  about: About,
  bucket: Bucket,
  {thresholds, rules}: FindingContext,
): Finding | undefined {
  const {versioning, bytes, advice} = bucket;
  if (versioning !== 'enabled' || bytes === null || rules === undefined) return undefined;
  if (bytes <= thresholds.noncurrentTebibytes * tebibyte) return undefined;
  if (rules.some(rule => isOn(rule) && rule.NoncurrentVersionExpiration !== undefined)) return undefined;
  return finding({
    ...about,
    kind: 'buckets.noncurrent-kept',
    severity: 'warning',
    title: 'older versions are kept for ever',
    detail: `Versioning is on, and no lifecycle rule removes what was overwritten or deleted: older versions are among its ${formatBytes(bytes)}${priceText(bucket)}, how many the metrics do not say.`,
    evidence: {bytes},
    suggest: suggestAdvice(
      bucket,
      advice.find(({kind}) => kind === 'noncurrent'),
    ),
  });
}

const priceText = ({monthlyUsd}: Bucket): string =>
  monthlyUsd === null ? '' : ` (${formatUsd(monthlyUsd)} a month by list price)`;

/** The bucket's own settings only: the account's and the organization's may be stricter. */
function publicFinding(about: About, {publicAccessBlocked}: Bucket): Finding | undefined {
  if (publicAccessBlocked !== false) return undefined;
  return finding({
    ...about,
    kind: 'buckets.public',
    severity: 'info',
    title: 'public access is not blocked here',
    detail:
      "Not all four of the bucket's own settings block public access: a policy or an ACL could open it, unless the account or the organization forbids it.",
  });
}

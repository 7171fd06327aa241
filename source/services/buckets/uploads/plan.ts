import {createHash} from 'node:crypto';
import {awsCommand} from '../../../actions/aws-command.ts';
import type {ActionTarget, Blocked, Plan} from '../../../actions/plan.ts';
import {formatBytes} from '../../../text/bytes.ts';
import {plain} from '../../../text/cell.ts';
import {formatAge} from '../../../text/duration.ts';
import {type Line, piece} from '../../../text/line.ts';
import {formatCount, formatUsd} from '../../../text/number.ts';
import {keyMark} from '../objects/key.ts';
import {listPrices, priceListOf} from '../prices/list.ts';
import {type MeasuredUpload, mostMeasured, oldBefore, type UploadsFacts} from './facts.ts';
import type {AbortOptions} from './options.ts';
import {monthlyUsdOf} from './price.ts';

/** So many are named on the screen, the largest. */
const mostShown = 12;

/** An old upload is not an abandoned one: what got a part within the time is left alone. */
export const isAbandoned = ({parts}: MeasuredUpload, before: number): boolean =>
  parts.lastAt === undefined || parts.lastAt < before;

export function abandonedOf(facts: UploadsFacts, options: AbortOptions): readonly MeasuredUpload[] {
  const before = oldBefore(facts.asOf, options);
  return facts.old.filter(upload => isAbandoned(upload, before));
}

export const bytesOf = (uploads: readonly MeasuredUpload[]): number =>
  uploads.reduce((sum, {parts}) => sum + parts.bytes, 0);

export const uploadsText = (count: number): string =>
  `${formatCount(count)} unfinished upload${count === 1 ? '' : 's'}`;

const unclearText = (count: number): string =>
  `${uploadsText(count)} as old: what AWS answered about their parts breaks off, so whether one came lately is unknown; left alone.`;

const daysText = (days: number): string => `${days} day${days === 1 ? '' : 's'}`;

/** Pure: which uploads would be given up. Keys stand among the names alone: the rest of a plan is journaled. */
export function planAbort(facts: UploadsFacts, options: AbortOptions, target: ActionTarget): Plan {
  const {resource, region} = target;
  const abandoned = abandonedOf(facts, options);
  const blocked = blockedOf(facts, abandoned, options, target);
  const bytes = bytesOf(abandoned);
  return {
    action: 'buckets.abort-uploads',
    title: `Abort ${uploadsText(abandoned.length)} of ${resource}`,
    target,
    risk: 'destructive',
    steps: [
      {
        operation: 's3:AbortMultipartUpload',
        says: `for each of ${formatCount(abandoned.length)}: ListParts once more, then AbortMultipartUpload unless a part came meanwhile`,
        cli: awsCommand('s3api', 'abort-multipart-upload', region, {
          bucket: resource,
          key: 'KEY',
          'upload-id': 'ID',
        }),
      },
    ],
    changes: [
      `${uploadsText(abandoned.length)} begun more than ${daysText(options.olderThanDays)} ago, with no part since, lose their parts: ${formatBytes(bytes)}.`,
      'Finished objects are not touched.',
    ],
    names: () => namesOf(abandoned, facts, options),
    warnings: warningsOf(facts, abandoned, options),
    blocked,
    undo: 'Cannot be undone: whoever was uploading has to begin again.',
    cost: costOf(abandoned, facts),
    basis: JSON.stringify([identityOf(abandoned), blocked.map(({because}) => because)]),
  };
}

/** Which uploads they are, and that none has got a part: short enough to be compared. */
function identityOf(uploads: readonly MeasuredUpload[]): string {
  const hash = createHash('sha256');
  for (const {uploadId, parts} of uploads) hash.update(`${uploadId} ${parts.count} ${parts.lastAt}\n`);
  return hash.digest('hex');
}

function namesOf(
  abandoned: readonly MeasuredUpload[],
  {asOf}: UploadsFacts,
  {prefix}: AbortOptions,
): readonly Line[] {
  const largest = [...abandoned].sort((one, other) => other.parts.bytes - one.parts.bytes);
  const lines = largest.slice(0, mostShown).map(({key, initiatedAt, parts, storageClass}) => {
    const size = formatBytes(parts.bytes).padStart(8);
    const age = formatAge(asOf - initiatedAt).padStart(5);
    const count = `${formatCount(parts.count)} part${parts.count === 1 ? '' : 's'}`.padEnd(12);
    return [
      piece(`${size} ${age}  ${count} `),
      piece(storageClass.padEnd(12), 'quiet'),
      piece(` ${plain(key)}`),
    ];
  });
  const rest = abandoned.length - lines.length;
  return [
    ...(prefix === '' ? [] : [[piece(`keys that begin with ${plain(prefix)}`, 'quiet')]]),
    ...lines,
    ...(rest > 0 ? [[piece(`and ${formatCount(rest)} smaller ones`, 'quiet')]] : []),
  ];
}

function warningsOf(
  {old, more, listed, unmeasured, unclear}: UploadsFacts,
  abandoned: readonly MeasuredUpload[],
  {olderThanDays, prefix}: AbortOptions,
): readonly string[] {
  const said: string[] = [];
  const alive = old.length - abandoned.length;
  if (alive > 0) {
    said.push(
      `${uploadsText(alive)} as old got a part within ${daysText(olderThanDays)}: still being written, left alone.`,
    );
  }
  if (unmeasured > 0) {
    said.push(
      `${uploadsText(unmeasured)} more are as old: parts were read of the oldest ${formatCount(mostMeasured)} only, so do it again for the next.`,
    );
  }
  if (unclear.length > 0) said.push(unclearText(unclear.length));
  if (more) said.push(`There are more than the ${formatCount(listed)} uploads that were listed.`);
  if (prefix !== '') said.push(`Only keys under a prefix were looked at (${keyMark(prefix)}).`);
  said.push('A part that is being sent at that moment can stay: AWS then wants the abort a second time.');
  return said;
}

function blockedOf(
  {listed, old, asOf, unclear}: UploadsFacts,
  abandoned: readonly MeasuredUpload[],
  {olderThanDays}: AbortOptions,
  {resource}: ActionTarget,
): readonly Blocked[] {
  if (abandoned.length > 0) return [];
  if (listed === 0) {
    return [
      {
        because: `${resource} has no unfinished uploads there.`,
        unblock: 'There is nothing to abort: look under another prefix.',
      },
    ];
  }
  const newest = old.reduce(
    (latest, {parts, initiatedAt}) => Math.max(latest, parts.lastAt ?? initiatedAt),
    0,
  );
  const alive = old.length > 0 ? `, the newest part came ${formatAge(asOf - newest)} ago` : '';
  if (unclear.length > 0) {
    return [
      {
        because: unclearText(unclear.length),
        unblock: 'Plan again later: AWS may tell all of their parts then.',
      },
    ];
  }
  return [
    {
      because: `None of ${uploadsText(listed)} has been still for ${daysText(olderThanDays)}${alive}.`,
      unblock: 'Wait, or name fewer days with --older-than.',
    },
  ];
}

function costOf(abandoned: readonly MeasuredUpload[], {prices = listPrices}: UploadsFacts): string {
  const usd = monthlyUsdOf(abandoned, prices);
  const saves =
    usd === undefined
      ? 'what their storage costs is not known for all of their classes'
      : `about ${formatUsd(usd)} a month of storage is no longer paid (list price, ${priceListOf(prices)})`;
  return `Aborting is free; ${saves}.`;
}

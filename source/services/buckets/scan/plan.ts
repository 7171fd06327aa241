import {awsCommand} from '../../../actions/aws-command.ts';
import type {ActionTarget, Blocked, Plan} from '../../../actions/plan.ts';
import {ruleOf, shareOfLimit} from '../../../aws/operations.ts';
import {formatDuration} from '../../../text/duration.ts';
import {formatCount, formatUsd} from '../../../text/number.ts';
import {mostOfPage} from '../limits.ts';
import {listUsd} from '../prices/requests.ts';
import {manyObjects, type ScanFacts} from './facts.ts';
import type {ScanOptions} from './options.ts';

const listing = ruleOf('s3:ListObjectsV2');

export function planScan(facts: ScanFacts, options: ScanOptions, target: ActionTarget): Plan {
  const {objects, position} = facts;
  const {prefix, maxCalls, resume} = options;
  const {resource: bucket, region} = target;
  const calls = callsLeft(facts, options);
  return {
    action: 'buckets.scan',
    title: `Count the objects of ${bucket}`,
    target,
    risk: 'intrusive-read',
    steps: [
      {
        operation: 's3:ListObjectsV2',
        says: `list ${prefix === '' ? 'every key' : 'every key under the prefix'}, a thousand a call${maxCalls === undefined ? '' : `, ${formatCount(maxCalls)} calls at most`}`,
        cli: awsCommand('s3api', 'list-objects-v2', region, {bucket, ...(prefix === '' ? {} : {prefix})}),
      },
    ],
    changes: [
      position === undefined
        ? 'Counts objects by class, age and size. Nothing is changed, and no object is read.'
        : `Goes on where it was stopped after ${formatCount(position.calls)} calls. Nothing is changed.`,
      timeOf(calls),
    ],
    warnings: [
      'The calls are among the 5,500 reads a second of a prefix that others share: it asks for a quarter of them at most.',
      ...(prefix !== '' && objects !== undefined
        ? [
            `How many of the bucket's ${formatCount(objects)} objects are under the prefix is not known: it may be fewer calls.`,
          ]
        : []),
      ...(objects !== undefined && objects > manyObjects ? [manyText(objects, facts)] : []),
      ...(resume === undefined ? [] : [`${resume} holds some keys while the count is not finished.`]),
    ],
    blocked: blocked(facts, options, target),
    undo: 'Nothing to undo: it only reads.',
    cost: costOf(calls, objects),
    basis: JSON.stringify({
      calls: position?.calls,
      blocked: blocked(facts, options, target).map(({because}) => because),
    }),
  };
}

function manyText(objects: number, {inventories: [inventory]}: ScanFacts): string {
  const many = `${formatCount(objects)} objects are many to list:`;
  if (inventory === undefined) return `${many} an S3 Inventory of the bucket would say the same for less.`;
  const {id, destinationBucket, destinationPrefix} = inventory;
  return `${many} its inventory ${id} has them too, in s3://${destinationBucket}/${destinationPrefix}.`;
}

/** Undefined where nobody can say how many objects there are. */
function callsLeft({objects, position}: ScanFacts, {maxCalls}: ScanOptions): number | undefined {
  const all = objects === undefined ? undefined : Math.max(1, Math.ceil(objects / mostOfPage));
  const done = position?.calls ?? 0;
  const most = maxCalls === undefined ? undefined : Math.max(0, maxCalls - done);
  if (all === undefined) return most;
  return Math.min(Math.max(1, all - done), most ?? Number.POSITIVE_INFINITY);
}

function timeOf(calls: number | undefined): string {
  const perSecond = listing.perSecond * shareOfLimit;
  if (calls === undefined) return 'How long it takes is not known: the bucket has no object count yet.';
  const least = Math.max(1, calls / perSecond) * 1000;
  return `About ${formatCount(calls)} calls: ${formatDuration(least)} at the pace that is allowed, longer where answers take long.`;
}

function costOf(calls: number | undefined, objects: number | undefined): string {
  if (calls === undefined) return 'Not known before: $0.005 for a thousand calls, which is a million keys.';
  const known = objects === undefined ? 'at most' : 'about';
  return `${known} ${formatUsd(listUsd(calls))} by list price: ${formatCount(calls)} calls, $0.005 for a thousand.`;
}

function blocked(
  {position, resumeRefused}: ScanFacts,
  {maxCalls}: ScanOptions,
  {resource}: ActionTarget,
): readonly Blocked[] {
  const found: Blocked[] = [];
  if (resumeRefused !== undefined)
    found.push({because: resumeRefused, unblock: 'Name another one with --resume.'});
  if (resource.endsWith('--x-s3')) {
    found.push({
      because: `${resource} is a directory bucket: it lists its keys in no order, so it cannot be counted in parts.`,
      unblock: 'See its storage metrics instead.',
    });
  }
  if (position !== undefined && maxCalls !== undefined && position.calls >= maxCalls) {
    found.push({
      because: `It was stopped after ${formatCount(position.calls)} calls, and --max-calls counts those too.`,
      unblock: 'Allow more calls.',
    });
  }
  return found;
}

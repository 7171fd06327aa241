import {awsCommand} from '../../../actions/aws-command.ts';
import type {ActionTarget, Blocked, Plan} from '../../../actions/plan.ts';
import {ruleOf, shareOfLimit} from '../../../aws/operations.ts';
import {formatDuration} from '../../../text/duration.ts';
import {formatCount, formatUsd} from '../../../text/number.ts';
import {lookText, planReport} from '../inventory/plan.ts';
import {callsText} from '../inventory/run.ts';
import {mostOfPage} from '../limits.ts';
import {listUsd} from '../prices/requests.ts';
import {mostAtOnce} from './engine.ts';
import {manyObjects, type ScanFacts} from './facts.ts';
import type {ScanOptions} from './options.ts';
import {prefixPicture} from './picture.ts';

const listing = ruleOf('s3:ListObjectsV2');
/** A page of a thousand keys is seldom there sooner. */
const answerMs = 100;

export function planScan(facts: ScanFacts, options: ScanOptions, target: ActionTarget, now: number): Plan {
  const {objects, objectsMissing, position, sought, expected} = facts;
  const {prefix, maxCalls, resume} = options;
  if (sought?.report)
    return planReport({prefix, report: sought.report, expected, calls: sought.calls}, target, now);
  const {resource: bucket, region} = target;
  const calls = callsLeft(facts, options);
  const inTheWay = blocked(facts, options);
  return {
    action: 'buckets.scan',
    title: `Count the objects of ${bucket}`,
    target,
    risk: 'intrusive-read',
    steps: [
      {
        operation: 's3:ListObjectsV2',
        says: `list ${prefix === '' ? 'every key' : 'every key under the prefix'}, a thousand a call${maxCalls === undefined ? '' : `, ${formatCount(maxCalls)} calls at most`}`,
        cli: awsCommand('s3api', 'list-objects-v2', region, {
          bucket,
          ...(prefix === '' ? {} : {prefix: 'PREFIX'}),
        }),
      },
    ],
    changes: [
      position === undefined
        ? 'Counts objects by class, age and size. Nothing is changed, and no object is read.'
        : `Goes on where the count of ${formatDuration(now - position.startedAt)} ago was stopped after ${callsText(position.calls)}; --anew begins at the first key. Nothing is changed.`,
      timeOf(calls, objectsMissing),
      ...(resume === undefined
        ? [
            'Stopped before its end, it can go on while hotshard stays open; --resume FILE keeps its place longer.',
          ]
        : []),
    ],
    picture: () => prefixPicture(prefix),
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
    blocked: inTheWay,
    undo: 'Nothing to undo: it only reads.',
    cost: `${costOf(calls, objects)}${sought && sought.calls > 0 ? ` ${lookText(sought.calls)}` : ''}`,
    basis: JSON.stringify({
      calls: position?.calls,
      blocked: inTheWay.map(({because}) => because),
    }),
  };
}

function manyText(objects: number, {inventories: [inventory], sought}: ScanFacts): string {
  const many = `${formatCount(objects)} objects are many to list`;
  if (sought) return `${many}. ${sought.because.join(' ')}`;
  if (inventory === undefined) return `${many}: an S3 Inventory of the bucket would say the same for less.`;
  const {id, destinationBucket, destinationPrefix} = inventory;
  return `${many}: its inventory ${id} has them too, in s3://${destinationBucket}/${destinationPrefix}: read it with --from inventory.`;
}

/** Undefined where nobody can say how many objects there are. */
function callsLeft({objects, position}: ScanFacts, {maxCalls}: ScanOptions): number | undefined {
  const all = objects === undefined ? undefined : Math.max(1, Math.ceil(objects / mostOfPage));
  const done = position?.calls ?? 0;
  const most = maxCalls === undefined ? undefined : Math.max(0, maxCalls - done);
  if (all === undefined) return most;
  return Math.min(Math.max(1, all - done), most ?? Number.POSITIVE_INFINITY);
}

function timeOf(calls: number | undefined, missing: ScanFacts['objectsMissing']): string {
  if (calls === undefined) return `How long it takes is not known: ${whyUnknown(missing)}.`;
  const atThePace = (calls / (listing.perSecond * shareOfLimit)) * 1000;
  const least = Math.max(1000, atThePace, (calls / mostAtOnce) * answerMs);
  const beside = calls > 1 ? `, ${mostAtOnce} at a time` : '';
  return `About ${callsText(calls)}${beside}: ${formatDuration(least)} or more.`;
}

function whyUnknown(missing: ScanFacts['objectsMissing']): string {
  if (missing === 'no-data') return 'the bucket has no object count yet';
  const count = "the bucket's object count";
  if (missing === 'denied') return `not allowed to read ${count} (cloudwatch:GetMetricData)`;
  return `${count} could not be read`;
}

function costOf(calls: number | undefined, objects: number | undefined): string {
  if (calls === undefined) return 'Not known before: $0.005 for a thousand calls, which is a million keys.';
  const usd = formatUsd(listUsd(calls));
  const known = objects === undefined ? 'at most' : 'about';
  const price = usd.startsWith('<') ? `under ${usd.slice(1)}` : `${known} ${usd}`;
  return `${price} by list price: ${callsText(calls)}, $0.005 for a thousand.`;
}

function blocked(
  {position, resumeRefused, sought}: ScanFacts,
  {maxCalls, from}: ScanOptions,
): readonly Blocked[] {
  const found: Blocked[] = [];
  if (resumeRefused !== undefined)
    found.push({because: resumeRefused, unblock: 'Name another file with --resume.'});
  if (from === 'inventory') {
    found.push({
      because: sought?.because.join(' ') ?? '',
      unblock: 'Or count it with --from listing.',
    });
  }
  if (position !== undefined && maxCalls !== undefined && position.calls >= maxCalls) {
    found.push({
      because: `It was stopped after ${callsText(position.calls)}, and --max-calls counts those too.`,
      unblock: 'Allow more calls.',
    });
  }
  return found;
}

import {createHash} from 'node:crypto';
import {awsCommand} from '../../../actions/aws-command.ts';
import type {ActionTarget, Blocked, Plan} from '../../../actions/plan.ts';
import {formatBytes} from '../../../text/bytes.ts';
import {plain} from '../../../text/cell.ts';
import {formatDuration} from '../../../text/duration.ts';
import {type Line, piece} from '../../../text/line.ts';
import {formatCount, formatUsd} from '../../../text/number.ts';
import {mostRestoresPerSecond} from '../limits.ts';
import {keyMark} from '../objects/key.ts';
import {listPrices, priceListOf} from '../prices/list.ts';
import type {RestoreFacts} from './facts.ts';
import type {RestoreOptions} from './options.ts';
import {type Archive, archiveOf, type StoredObject} from './stored-object.ts';
import {bytesOf, findingUsd, isListedAgain, mostLookedAt, priceOf, timeOf, totalOf} from './terms.ts';

/** Above this, the bucket's name has to be typed. */
const dearUsd = 50;
/** Expedited is for objects up to so many bytes, except the largest. API reference of RestoreObject: 250 MB. */
const mostQuickBytes = 250_000_000;
/** hotshard takes a quarter of what the account may send. */
const restoresPerSecond = mostRestoresPerSecond / 4;
const archives: readonly Archive[] = ['GLACIER', 'DEEP_ARCHIVE'];
const archiveNames: Readonly<Record<Archive, string>> = {
  GLACIER: 'Glacier Flexible Retrieval',
  DEEP_ARCHIVE: 'Glacier Deep Archive',
};

export const objectsText = (count: number): string => `${formatCount(count)} object${count === 1 ? '' : 's'}`;
const daysText = (days: number): string => `${days} day${days === 1 ? '' : 's'}`;

/** Pure: what would be thawed, when it is there, and for how much. The key stands in the picture alone. */
export function planRestore(facts: RestoreFacts, options: RestoreOptions, target: ActionTarget): Plan {
  const {resource, region} = target;
  const {archived, prices} = facts;
  const {tier, days} = options;
  const blocked = blockedOf(facts, options, target);
  const price = priceOf(archived, tier, days, prices);
  const bytes = bytesOf(archived);
  return {
    action: 'buckets.restore',
    title: `Restore ${objectsText(archived.length)} of ${resource}`,
    target,
    // Where nobody knows the price, it may be above.
    risk: price === undefined || totalOf(price) > dearUsd ? 'destructive' : 'disruptive',
    steps: [
      {
        operation: 's3:RestoreObject',
        says: `RestoreObject of ${objectsText(archived.length)}, ${formatBytes(bytes)}, tier ${tier}, at most ${restoresPerSecond} a second: ${formatDuration(Math.ceil(archived.length / restoresPerSecond) * 1000)} or more to ask for all`,
        cli: awsCommand('s3api', 'restore-object', region, {
          bucket: resource,
          key: 'KEY',
          'restore-request': restoreRequest(archived, options),
        }),
      },
    ],
    changes: changesOf(archived, options),
    picture: () => pictureOf(options, bytes, archived.length),
    warnings: warningsOf(facts, options),
    blocked,
    undo: undoOf(archived, options),
    cost: [costOf(facts, options), ...findingText(facts)].join(' '),
    basis: JSON.stringify([identityOf(archived), blocked.map(({because}) => because)]),
  };
}

const restoreRequest = (archived: readonly StoredObject[], {tier, days}: RestoreOptions): string =>
  archived[0]?.archiveTier === undefined
    ? `Days=${days},GlacierJobParameters={Tier=${tier}}`
    : `GlacierJobParameters={Tier=${tier}}`;

function identityOf(objects: readonly StoredObject[]): string {
  const hash = createHash('sha256');
  for (const {key, bytes} of objects) hash.update(`${bytes} ${key}\0`);
  return hash.digest('hex');
}

function changesOf(archived: readonly StoredObject[], {tier, days}: RestoreOptions): readonly string[] {
  if (archived.length === 0) return ['Nothing would be asked for.'];
  const said = archives.flatMap(archive => {
    const those = archived.filter(object => archiveOf(object) === archive);
    const time = timeOf(archive, tier);
    if (those.length === 0 || time === undefined) return [];
    return [
      `${objectsText(those.length)} of ${archiveNames[archive]}, ${formatBytes(bytesOf(those))}, can be read after ${time}.`,
    ];
  });
  const copied = archived.some(({archiveTier}) => archiveTier === undefined);
  return [
    ...said,
    copied
      ? `The copies stay ${daysText(days)} from then on and go by themselves; the archived objects stay as they are.`
      : 'It moves to the frequent access tier of INTELLIGENT_TIERING and stays there until nobody has read it for long.',
  ];
}

function warningsOf(
  {listed, cut, archived, onTheirWay, there, firstGoesAt, asOf, tiered}: RestoreFacts,
  {what, tier}: RestoreOptions,
): readonly string[] {
  const said: string[] = [
    'key' in what ? `One object: ${keyMark(what.key)}.` : prefixText(what.prefix, listed),
  ];
  if (cut === 'enough-found') {
    said.push(
      `There can be more: this restores the first ${formatCount(archived.length)}. Do it again for the next; what has begun is left out then.`,
    );
  }
  if (cut === 'enough-listed') {
    said.push(
      `There can be more: only the first ${formatCount(listed)} objects were listed. Name longer prefixes.`,
    );
  }
  if (cut === 'broken-off') {
    said.push(
      `There are more: the listing broke off after ${formatCount(listed)} objects and does not say where it goes on. Name longer prefixes.`,
    );
  }
  if (onTheirWay > 0) said.push(`${objectsText(onTheirWay)} more: being restored already, left alone.`);
  if (there > 0) {
    const first =
      firstGoesAt === undefined ? '' : `, the first of them goes in ${formatDuration(firstGoesAt - asOf)}`;
    said.push(`${objectsText(there)} more: restored already, left alone${first}.`);
  }
  if (tiered > 0 && 'prefix' in what) {
    said.push(
      `${objectsText(tiered)} of INTELLIGENT_TIERING: no listing tells whether they are in an archive tier; restore one by its --key.`,
    );
  }
  if (tier === 'Expedited') {
    said.push('AWS refuses Expedited when it has no room for it, unless capacity was bought.');
    const large = archived.filter(({bytes}) => bytes > mostQuickBytes).length;
    if (large > 0) {
      said.push(
        `${objectsText(large)} above ${formatBytes(mostQuickBytes)}: 1 to 5 minutes are not promised for those.`,
      );
    }
  }
  return said;
}

const prefixText = (prefix: string, listed: number): string =>
  prefix === ''
    ? `All of the bucket: ${objectsText(listed)} listed.`
    : `Under one prefix (${keyMark(prefix)}): ${objectsText(listed)} listed.`;

function blockedOf(
  {archived, onTheirWay, there, listed, cut}: RestoreFacts,
  {tier, what}: RestoreOptions,
  {resource}: ActionTarget,
): readonly Blocked[] {
  const deep = archived.filter(object => isWithout(object, tier));
  if (deep.length > 0) {
    return [
      {
        because: `${objectsText(deep.length)} of ${archiveNames.DEEP_ARCHIVE} cannot be restored with ${tier}.`,
        unblock: 'Take --tier Standard (12 hours) or Bulk (48 hours).',
      },
    ];
  }
  if (archived.length > 0) return [];
  if (onTheirWay > 0 || there > 0) {
    return [
      {
        because: `Nothing is left to ask for: ${objectsText(there)} restored, ${formatCount(onTheirWay)} on the way.`,
        unblock: 'Wait for those on the way, then read them.',
      },
    ];
  }
  return [
    {
      because:
        'key' in what
          ? 'That object is not archived.'
          : `None of ${objectsText(listed)} of ${resource} there is archived.`,
      unblock: unblockOf(what, cut),
    },
  ];
}

function unblockOf(what: RestoreOptions['what'], cut: RestoreFacts['cut']): string {
  if ('key' in what) return 'Read it as it is.';
  return cut
    ? 'Name longer prefixes: not all were listed.'
    : 'Read them as they are, or name another prefix.';
}

const isWithout = (object: StoredObject, tier: RestoreOptions['tier']): boolean => {
  const archive = archiveOf(object);
  return archive !== undefined && timeOf(archive, tier) === undefined;
};

function costOf({archived, prices = listPrices}: RestoreFacts, {tier, days}: RestoreOptions): string {
  const price = priceOf(archived, tier, days, prices);
  if (!price) return 'What it costs is not known: the price table has no such retrieval.';
  return `About ${formatUsd(totalOf(price))}: ${formatUsd(price.retrieval)} for retrieval and its requests, ${formatUsd(price.copies)} for ${daysText(days)} of copies in STANDARD (list price, ${priceListOf(prices)}).`;
}

/** Listing is paid for, too. */
function findingText(facts: RestoreFacts): readonly string[] {
  const {pages, archived} = facts;
  if (pages === 0) return [];
  const after = isListedAgain(facts)
    ? 'and once more to prove it'
    : `and ${Math.min(archived.length, mostLookedAt)} HEAD requests to prove it`;
  const each = `${formatCount(pages)} LIST ${pages === 1 ? 'request' : 'requests'}`;
  const usd = formatUsd(findingUsd(facts, archived.length));
  return [`Finding them takes ${each} for this plan, as many right before it begins, ${after}: ${usd}.`];
}

const undoOf = (archived: readonly StoredObject[], {days}: RestoreOptions): string =>
  archived.length > 0 && archived.every(({archiveTier}) => archiveTier !== undefined)
    ? 'Cannot be undone: it goes back to the archive tier by itself when nobody reads it for long.'
    : `Retrieval cannot be taken back, and is paid; the copies go by themselves after ${daysText(days)}.`;

function pictureOf({what}: RestoreOptions, bytes: number, count: number): readonly Line[] {
  const [word, value] = 'key' in what ? ['key', what.key] : ['prefix', what.prefix];
  return [
    [
      piece(`${word} `, 'quiet'),
      piece(value === '' ? '(all of the bucket)' : plain(value), 'strong'),
      piece(`  ${objectsText(count)}, ${formatBytes(bytes)}`),
    ],
  ];
}

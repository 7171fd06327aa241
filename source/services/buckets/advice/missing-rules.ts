import type {LifecycleRule} from '@aws-sdk/client-s3';
import {formatBytes} from '../../../text/bytes.ts';
import {formatCount} from '../../../text/number.ts';
import {dayMs} from '../limits.ts';
import type {Advice} from '../model.ts';
import {listPrices} from '../prices/list.ts';
import {defaultThresholds} from '../thresholds.ts';
import {type Advised, noncurrentDays, tebibyte} from './advised.ts';
import {beyondTheCount} from './beyond-count.ts';
import {covers, enabledOf, freeId, prefixOf} from './rules.ts';
import {isArchived} from './small-archived.ts';
import {aMonth, inDays, sourceOf} from './wording.ts';

/** Nobody can tell what these save: the numbers for it are in no metric and no count. */
const unpriced = {savesUsdPerMonth: null, costsOnceUsd: null, breakEvenDays: null} as const;

/** Large, and nothing ever moves or deletes it. */
export function noLifecycleAdvice(advised: Advised): readonly Advice[] {
  const {lifecycle, bytes, histogram} = advised;
  if (!lifecycle || bytes === null || bytes < largeBytesFor(advised)) return [];
  const rules = enabledOf(lifecycle.rules);
  const acting = rules.filter(actsOnObjects);
  if (acting.length > 0) return elsewhereAdvice(advised, acting);
  const none = rules.length === 0 ? 'no lifecycle rule' : 'no lifecycle rule that moves or deletes objects';
  const basis = rules.length === 0 ? 'no rule is enabled' : 'no enabled rule moves or deletes objects';
  const next = histogram
    ? 'look which of its objects can be moved or deleted'
    : 'count its objects to see what a rule would save';
  return [
    {
      kind: 'no-lifecycle',
      title: histogram ? none : 'count it first',
      text: `${formatBytes(bytes)} and ${none}: ${next}.`,
      arithmetic: [`${formatBytes(bytes)} by the daily metrics, and ${basis}.`, ...growthOf(advised)],
      ...unpriced,
      action: histogram ? null : {id: 'buckets.scan', options: {}},
    },
  ];
}

/** A bucket without a rule is worth a word from here on. */
const largeBytesFor = ({thresholds = defaultThresholds}: Advised): number =>
  thresholds.largeTebibytes * tebibyte;

const growthOf = ({growthBytesPerDay: growth}: Advised): readonly string[] =>
  growth !== null && growth > 0 ? [`It grows by ${formatBytes(growth)} a day.`] : [];

/** Rules for some prefixes: the metrics do not tell what lies elsewhere, and a count of everything does not either. */
function elsewhereAdvice(advised: Advised, acting: readonly LifecycleRule[]): readonly Advice[] {
  if (advised.histogram || acting.some(rule => covers(rule, ''))) return [];
  const warm = advised.classes
    .filter(({storageClass}) => !isArchived(storageClass))
    .reduce((sum, {bytes}) => sum + bytes, 0);
  if (warm < largeBytesFor(advised)) return [];
  return [
    {
      kind: 'no-lifecycle',
      title: 'count another prefix',
      text: `${formatBytes(warm)} are in no archive, and rules move or delete ${reachOf(acting)} only: count another prefix to see what a rule for it would save.`,
      arithmetic: [
        `${formatBytes(warm)} by the daily metrics, which do not tell how much of it no rule reaches.`,
        ...growthOf(advised),
      ],
      ...unpriced,
      action: null,
    },
  ];
}

function reachOf(acting: readonly LifecycleRule[]): string {
  const prefixes = [...new Set(acting.map(prefixOf))].filter(prefix => prefix !== '');
  if (prefixes.length === 0) return 'some of its objects';
  const told = prefixes.slice(0, 3).map(prefix => JSON.stringify(prefix));
  const more = prefixes.length > 3 ? ` and ${formatCount(prefixes.length - 3)} more prefixes` : '';
  return `objects under ${told.join(', ')}${more}`;
}

export const actsOnObjects = ({Transitions, Expiration}: LifecycleRule): boolean =>
  (Transitions?.length ?? 0) > 0 || Expiration?.Days !== undefined || Expiration?.Date !== undefined;

const unknownVersions =
  'How much is in noncurrent versions no metric tells: a new count of the whole bucket shows the most that it can be.';

/** Versions are kept and no rule deletes the old ones. */
export function noncurrentAdvice(advised: Advised): readonly Advice[] {
  const {lifecycle, versioning} = advised;
  if (!lifecycle || versioning === null || versioning === 'never') return [];
  const expires = enabledOf(lifecycle.rules).some(
    rule => rule.NoncurrentVersionExpiration !== undefined && covers(rule, ''),
  );
  if (expires) return [];
  const beyond = beyondTheCount(advised);
  const paid = beyond?.usd === undefined ? '' : `, up to ${aMonth(beyond.usd)}`;
  return [
    {
      kind: 'noncurrent',
      title: `delete older versions after ${noncurrentDays} days`,
      text: `No rule deletes noncurrent versions of the whole bucket, so what is overwritten or deleted is paid for ever${paid}: delete them ${noncurrentDays} days after.`,
      arithmetic: [
        ...(beyond?.arithmetic ?? [unknownVersions]),
        ...(beyond ? [`What became noncurrent in the last ${noncurrentDays} days would stay.`] : []),
        'What is deleted by such a rule cannot be brought back.',
        ...(beyond ? [sourceOf(advised.prices ?? listPrices)] : []),
      ],
      ...unpriced,
      action: {
        id: 'buckets.lifecycle',
        options: {
          id: freeId('expire-noncurrent', lifecycle.rules),
          'noncurrent-expire': String(noncurrentDays),
        },
      },
    },
  ];
}

/** Unfinished for longer than a while, and no rule aborts them all. */
export function uploadsAdvice(advised: Advised): readonly Advice[] {
  const {lifecycle, uploads, now, versioning, thresholds = defaultThresholds} = advised;
  if (!lifecycle || uploads?.oldestAt === undefined || uploads.count === 0) return [];
  const age = (now - uploads.oldestAt) / dayMs;
  const days = Math.floor(age);
  const staleDays = Math.max(1, Math.ceil(thresholds.uploadDays));
  const aborts = enabledOf(lifecycle.rules).some(
    rule => rule.AbortIncompleteMultipartUpload !== undefined && covers(rule, ''),
  );
  if (age < thresholds.uploadDays || aborts) return [];
  const count = `${formatCount(uploads.count)}${uploads.more ? ' or more' : ''}`;
  const [noun, verb, them] =
    uploads.count === 1 && !uploads.more ? ['upload', 'is', 'it'] : ['uploads', 'are', 'them'];
  // Where older versions are kept too, nobody can tell the two apart.
  const beyond = versioning === 'never' ? beyondTheCount(advised) : undefined;
  return [
    {
      kind: 'uploads',
      title: `abort uploads after ${inDays(staleDays)}`,
      text: `${count} ${noun} ${verb} unfinished, the oldest for ${inDays(days)}, and no rule aborts ${them}: abort what is older than ${inDays(staleDays)}.`,
      arithmetic: [
        'Their parts are paid for until then. How large they are is not known: AWS tells it part by part.',
        ...(beyond ? [...beyond.arithmetic, sourceOf(advised.prices ?? listPrices)] : []),
      ],
      ...unpriced,
      action: {
        id: 'buckets.lifecycle',
        options: {
          id: freeId('abort-unfinished-uploads', lifecycle.rules),
          'abort-uploads': String(staleDays),
        },
      },
    },
  ];
}

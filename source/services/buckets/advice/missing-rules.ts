import {formatCount} from '../../../text/number.ts';
import type {Advice} from '../model.ts';
import {type Advised, dayMs, largeBytes, noncurrentDays, staleUploadDays} from './advised.ts';
import {covers, enabledOf, freeId} from './rules.ts';
import {countOf, gibibytes, inDays} from './wording.ts';

/** Nobody can tell what these save: the numbers for it are in no metric and no count. */
const unpriced = {savesUsdPerMonth: null, costsOnceUsd: null, breakEvenDays: null} as const;

/** Large, and no rule at all. */
export function noLifecycleAdvice(advised: Advised): readonly Advice[] {
  const {lifecycle, bytes, growthBytesPerDay, histogram} = advised;
  if (!lifecycle || bytes === null || bytes < largeBytes || enabledOf(lifecycle.rules).length > 0) return [];
  const growth =
    growthBytesPerDay !== null && growthBytesPerDay > 0
      ? [`It grows by ${gibibytes(growthBytesPerDay)} a day.`]
      : [];
  const next = histogram
    ? 'look which of its objects can be moved or deleted'
    : 'count its objects to see what a rule would save';
  return [
    {
      kind: 'no-lifecycle',
      text: `${gibibytes(bytes)} and no lifecycle rule: ${next}.`,
      arithmetic: [`${gibibytes(bytes)} by the daily metrics, and no rule is enabled.`, ...growth],
      ...unpriced,
      action: histogram ? null : {id: 'buckets.scan', options: {}},
    },
  ];
}

/** Versions are kept and no rule deletes the old ones. */
export function noncurrentAdvice({lifecycle, versioning, ...advised}: Advised): readonly Advice[] {
  if (!lifecycle || versioning === null || versioning === 'never') return [];
  const expires = enabledOf(lifecycle.rules).some(
    rule => rule.NoncurrentVersionExpiration !== undefined && covers(rule, ''),
  );
  if (expires) return [];
  return [
    {
      kind: 'noncurrent',
      text: `No rule deletes noncurrent versions of the whole bucket, so what is overwritten or deleted is paid for ever: delete them ${noncurrentDays} days after.`,
      arithmetic: [beyondTheCount(advised), 'What is deleted by such a rule cannot be brought back.'],
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

/** The daily metrics count noncurrent versions, markers and parts; a listing does not. */
function beyondTheCount({
  histogram,
  bytes,
  objects,
}: Pick<Advised, 'histogram' | 'bytes' | 'objects'>): string {
  const unknown = 'How much is in noncurrent versions is not known.';
  const isWhole = histogram?.whole === true && histogram.prefix === '' && histogram.source === 'listing';
  if (!isWhole || bytes === null || objects === null) return unknown;
  const moreBytes = bytes - histogram.cells.reduce((sum, cell) => sum + cell.bytes, 0);
  const moreObjects = objects - histogram.cells.reduce((sum, cell) => sum + cell.objects, 0);
  if (moreBytes <= 0 || moreObjects <= 0) return unknown;
  return `The daily metrics have ${countOf(moreObjects)} and ${gibibytes(moreBytes)} more than the count: noncurrent versions, markers, unfinished parts, and what changed in between.`;
}

/** Unfinished for a week, and no rule aborts them. */
export function uploadsAdvice({lifecycle, uploads, now}: Advised): readonly Advice[] {
  if (!lifecycle || uploads?.oldestAt === undefined || uploads.count === 0) return [];
  const days = Math.floor((now - uploads.oldestAt) / dayMs);
  const aborts = enabledOf(lifecycle.rules).some(
    rule => rule.AbortIncompleteMultipartUpload !== undefined && covers(rule, ''),
  );
  if (days <= staleUploadDays || aborts) return [];
  const count = `${formatCount(uploads.count)}${uploads.more ? ' or more' : ''}`;
  const [noun, verb, them] =
    uploads.count === 1 && !uploads.more ? ['upload', 'is', 'it'] : ['uploads', 'are', 'them'];
  return [
    {
      kind: 'uploads',
      text: `${count} ${noun} ${verb} unfinished, the oldest for ${inDays(days)}, and no rule aborts ${them}: abort what is older than ${staleUploadDays} days.`,
      arithmetic: [
        'Their parts are paid for until then. How large they are is not known: AWS tells it part by part.',
      ],
      ...unpriced,
      action: {
        id: 'buckets.lifecycle',
        options: {
          id: freeId('abort-unfinished-uploads', lifecycle.rules),
          'abort-uploads': String(staleUploadDays),
        },
      },
    },
  ];
}

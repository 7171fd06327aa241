import type {SeriesBook} from '../../metrics/ask.ts';
import {absent, type Missing, measured, type Reading, toFields} from '../../reading.ts';
import type {Known} from '../reader.ts';
import {adviceOf} from './advice-of.ts';
import type {BucketDetail, BucketFacts, InventoryFact, ListedBucket, UploadsFact} from './facts.ts';
import {type Figures, figuresOf} from './figures.ts';
import {describeRule} from './lifecycle/describe.ts';
import {dayMs} from './limits.ts';
import type {Bucket, StoredClass} from './model.ts';
import {type Prices, priceListOf} from './prices/list.ts';
import {monthlyUsd} from './prices/monthly.ts';
import {classOf, isOverhead, isPadding} from './storage-types.ts';
import type {BucketThresholds} from './thresholds.ts';
import {verdictText} from './verdict.ts';

export type JudgeBucketContext = {
  readonly now: number;
  readonly account: string;
  readonly book: SeriesBook;
  readonly facts: BucketFacts;
  readonly prices: Prices;
  readonly thresholds: BucketThresholds;
};

/** A bucket as the document shows it. */
export function judgeBucket(listed: ListedBucket, context: JudgeBucketContext): Bucket {
  const {now, account, book, facts, prices, thresholds} = context;
  const {name, arn, region, createdAt} = listed;
  const detail = facts.details.get(name) ?? {};
  const count = facts.counts.get(name);
  const figures = figuresOf(listed, facts, book);
  const classes = classesOf(figures, prices);
  const {values, missing} = toFields({
    bytes: figures.bytes,
    objects: figures.objects,
    growthBytesPerDay: figures.growthBytesPerDay,
    monthlyUsd: priceOf(figures, classes),
  });
  const bucket = {
    name,
    arn,
    account,
    region,
    createdAt: createdAt === undefined ? null : new Date(createdAt).toISOString(),
    metricDate: figures.day === undefined ? null : new Date(figures.day).toISOString(),
    ...values,
    classes,
    priceList: priceListOf(prices),
    versioning: detail.versioning?.value ?? null,
    lifecycle: detail.lifecycle?.value?.rules.map(describeRule) ?? null,
    unfinishedUploads: uploadsOf(detail.uploads?.value, now),
    settingsProblem: problemOf(detail),
    publicAccessBlocked: detail.publicAccessBlocked?.value ?? null,
    encryption: detail.encryption?.value ?? null,
    intelligentTiering: detail.intelligentTiering?.value ? [...detail.intelligentTiering.value] : null,
    inventories: detail.inventories?.value?.map(inventoryText) ?? null,
    scan: count?.scan ?? null,
    advice: adviceOf({
      name,
      bytes: values.bytes,
      objects: values.objects,
      classes,
      figuresAt: figures.day ?? null,
      growthBytesPerDay: values.growthBytesPerDay,
      versioning: detail.versioning?.value ?? null,
      lifecycle: detail.lifecycle?.value,
      uploads: detail.uploads?.value,
      histogram: count?.histogram,
      now,
      prices,
      thresholds,
    }),
    history: figures.history,
    metricsAsOf: figures.day === undefined ? null : new Date(figures.day + dayMs).toISOString(),
    missing: {
      ...missing,
      ...missingSettings(detail),
      ...(count === undefined ? {scan: 'not-asked' as const} : {}),
    },
  };
  return {...bucket, verdictText: verdictText(bucket)};
}

/** Each class with all that AWS measures of it, the largest first. */
function classesOf({byType, bytes, objects}: Figures, table: Prices): StoredClass[] {
  const watched =
    'value' in objects ? (objects.value / 1000) * table['INTELLIGENT_TIERING-monitoring'] : null;
  const whole = 'value' in bytes ? bytes.value : 0;
  const byClass = Map.groupBy(byType, ([type]) => classOf(type));
  return [...byClass]
    .map(([storageClass, types]) => {
      const bytesOf = (isMeant: (type: string) => boolean) =>
        sum(types.filter(([type]) => isMeant(type)).map(([, each]) => each));
      const stored = bytesOf(() => true);
      const prices = types.map(([type, each]) => monthlyUsd(type, each, table));
      const known = prices.filter(price => price !== undefined);
      return {
        storageClass,
        storageTypes: types.map(([type]) => type).sort(),
        bytes: stored,
        share: whole > 0 ? stored / whole : 0,
        paddingBytes: bytesOf(isPadding),
        overheadBytes: bytesOf(isOverhead),
        monthlyUsd: known.length === prices.length ? sum(known) : null,
        monitoringUsdAtMost: storageClass === 'INTELLIGENT_TIERING' ? watched : null,
      };
    })
    .sort((a, b) => b.bytes - a.bytes || a.storageClass.localeCompare(b.storageClass));
}

/** Of everything or of nothing: without one of its classes the sum would be too little. */
function priceOf({bytes}: Figures, classes: readonly StoredClass[]): Reading {
  if (!('value' in bytes)) return bytes;
  const prices = classes.map(each => each.monthlyUsd).filter(price => price !== null);
  return prices.length === classes.length ? measured(sum(prices), bytes.asOf) : absent('not-applicable');
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function uploadsOf(uploads: UploadsFact | undefined, now: number): Bucket['unfinishedUploads'] {
  if (!uploads) return {count: null, more: false, oldestDays: null, bytes: null};
  const {count, more, oldestAt} = uploads;
  return {
    count,
    more,
    oldestDays: oldestAt === undefined ? null : Math.max(0, now - oldestAt) / dayMs,
    // AWS tells it part by part only: it is counted by the action that ends them.
    bytes: count === 0 ? 0 : null,
  };
}

function inventoryText(inventory: InventoryFact): string {
  const {enabled, frequency, format, destinationBucket, destinationPrefix, prefix} = inventory;
  const to = `s3://${[destinationBucket, destinationPrefix].filter(part => part !== '').join('/')}`;
  const of = prefix === '' ? '' : ` of ${prefix}`;
  return `${frequency.toLowerCase()}, ${format}, to ${to}${of}${enabled ? '' : ', switched off'}`;
}

/** The rules first: most depends on them. */
const problemOf = (detail: BucketDetail): string | null =>
  [detail.lifecycle, ...Object.values(detail)].find(known => known?.problem !== undefined)?.problem
    ?.sentence ?? null;

/** Why a setting is not there, under the name that it has in the document. */
function missingSettings(detail: BucketDetail): Readonly<Record<string, Missing>> {
  const settings: Readonly<Record<string, Known<unknown> | undefined>> = {
    versioning: detail.versioning,
    lifecycle: detail.lifecycle,
    unfinishedUploads: detail.uploads,
    publicAccessBlocked: detail.publicAccessBlocked,
    encryption: detail.encryption,
    intelligentTiering: detail.intelligentTiering,
    inventories: detail.inventories,
  };
  const reasons = Object.entries(settings).flatMap(([name, known]) => {
    if (known?.asOf !== undefined) return [];
    return [[name, known?.problem?.missing ?? 'not-asked'] as const];
  });
  const uploads = detail.uploads?.value;
  const isUncounted = uploads !== undefined && uploads.count > 0;
  return {
    ...Object.fromEntries(reasons),
    ...(isUncounted ? {'unfinishedUploads.bytes': 'not-asked' as const} : {}),
  };
}

import type {Missing} from '../../reading.ts';
import {formatBytes} from '../../text/bytes.ts';
import {type Glyphs, missingMark} from '../../text/marks.ts';
import {formatCount, formatUsd} from '../../text/number.ts';
import type {Bucket} from './model.ts';
import {priceRegion} from './prices/list.ts';
import {changeText} from './wording.ts';

/** What a bucket holds and costs; where nothing of it is known, that is said once, and why. */
export function figureTexts(bucket: Bucket, glyphs: Glyphs): readonly string[] {
  const {bytes, objects, growthBytesPerDay: growth, missing} = bucket;
  if (bytes === null && objects === null) return [unknownText('storage figures', missing.bytes, glyphs)];
  const holds =
    objects === null
      ? unknownText('objects', missing.objects, glyphs)
      : `${formatCount(objects)} ${objects === 1 ? 'object' : 'objects'}`;
  // What it costs and how it grows is made of the bytes: missing with them, for the same reason.
  if (bytes === null) return [unknownText('size', missing.bytes, glyphs), holds];
  return [
    formatBytes(bytes),
    holds,
    ...priceTexts(bucket, glyphs),
    growth === null
      ? unknownText('growth', missing.growthBytesPerDay, glyphs)
      : `${changeText(growth)} a day`,
    ...(bucket.metricDate === null ? [] : [`figures of ${dayOf(bucket.metricDate)}`]),
  ];
}

/** By which list, where the bucket is elsewhere too, and what AWS bills on top. */
function priceTexts(bucket: Bucket, glyphs: Glyphs): readonly string[] {
  const {monthlyUsd, classes, priceList, region, missing} = bucket;
  if (monthlyUsd === null) return [unknownText('price', missing.monthlyUsd, glyphs)];
  const most = classes.find(each => each.monitoringUsdAtMost !== null)?.monitoringUsdAtMost ?? null;
  const elsewhere = region === priceRegion ? '' : `, not of ${region}`;
  return [
    `${formatUsd(monthlyUsd)} a month, list price ${priceList}${elsewhere}`,
    ...(most === null ? [] : [`monitoring up to ${formatUsd(most)} a month on top`]),
  ];
}

/** Where there is no advice: that there is none to give, or that nobody knows. */
export function noAdviceText({missing}: Bucket, glyphs: Glyphs): string {
  const why = [missing.lifecycle, missing.bytes].find(reason => reason !== undefined && reason !== 'no-data');
  return why === undefined ? 'nothing to advise' : unknownText('what could be changed', why, glyphs);
}

export const noHistoryText = ({missing}: Bucket, glyphs: Glyphs): string =>
  unknownText('history', missing.bytes, glyphs);

/** The reason of all settings, where not one of them is known and all for the same one. */
export function settingsUnknownText(bucket: Bucket, glyphs: Glyphs): string | undefined {
  const {missing, unfinishedUploads} = bucket;
  if (unfinishedUploads.count !== null) return undefined;
  const reasons = new Set(settingFields.map(field => missing[field]));
  const [why] = reasons;
  return reasons.size === 1 && why !== undefined ? unknownText('settings', why, glyphs) : undefined;
}

const settingFields = [
  'versioning',
  'encryption',
  'publicAccessBlocked',
  'unfinishedUploads',
  'intelligentTiering',
  'inventories',
] as const;

function unknownText(what: string, why: Missing | undefined, glyphs: Glyphs): string {
  if (why === undefined || why === 'no-data') return `no ${what} yet`;
  return why === 'not-asked' ? `${what} not read yet` : `${what} not known: ${missingMark(why, glyphs)}`;
}

/** 20 Nov */
const dayOf = (iso: string): string =>
  new Date(iso).toLocaleDateString('en-GB', {day: 'numeric', month: 'short', timeZone: 'UTC'});

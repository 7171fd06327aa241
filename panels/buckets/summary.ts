import type {Finding} from '../../source/monitor/schema.ts';
import type {Bucket} from '../../source/services/buckets/model.ts';
import {formatBytes} from '../../source/text/bytes.ts';
import {type Line, piece} from '../../source/text/line.ts';
import {type Glyphs, missingMark} from '../../source/text/marks.ts';
import {formatCount, formatShare, formatUsd} from '../../source/text/number.ts';
import {flow} from '../parts/lines.ts';
import {markedLines} from '../parts/marked.ts';
import {said} from '../parts/said.ts';

/** What a bucket holds, how it is kept, and what that costs by list price. */
export function summaryLines(bucket: Bucket, width: number, glyphs: Glyphs): readonly Line[] {
  const number = (field: keyof Bucket, format: (value: number) => string): string => {
    const value = bucket[field];
    return typeof value === 'number' ? format(value) : missingMark(bucket.missing[field], glyphs);
  };
  const signed = (value: number): string => `${value > 0 ? '+' : ''}${formatBytes(value)}`;
  const facts = [
    number('bytes', formatBytes),
    `${number('objects', formatCount)} objects`,
    `${number('monthlyUsd', formatUsd)} a month, list price ${bucket.priceList}`,
    `${number('growthBytesPerDay', signed)} a day`,
    bucket.metricDate === null ? 'no storage figures yet' : `figures of ${dayOf(bucket.metricDate)}`,
    bucket.region,
    ...settingsOf(bucket),
  ];
  return flow(
    facts.map(text => piece(said(text, glyphs))),
    width,
  );
}

function settingsOf(bucket: Bucket): readonly string[] {
  const {versioning, encryption, publicAccessBlocked, intelligentTiering, inventories} = bucket;
  const {count, more, oldestDays} = bucket.unfinishedUploads;
  const versions = {enabled: 'versions kept', suspended: 'versions suspended', never: 'no versions'};
  return [
    ...(versioning === null ? [] : [versions[versioning]]),
    ...(encryption === null ? [] : [encryption]),
    ...(publicAccessBlocked === null
      ? []
      : [publicAccessBlocked ? 'public access blocked' : 'public access not blocked here']),
    ...(count === null
      ? []
      : [
          count === 0
            ? 'no unfinished uploads'
            : `${formatCount(count)}${more ? '+' : ''} unfinished uploads${
                oldestDays === null ? '' : `, the oldest ${Math.floor(oldestDays)}d`
              }`,
        ]),
    ...(intelligentTiering ?? []),
    ...(inventories ?? []).map(text => `inventory ${text}`),
  ];
}

/** 20 Nov */
const dayOf = (iso: string): string =>
  new Date(iso).toLocaleDateString('en-GB', {day: 'numeric', month: 'short', timeZone: 'UTC'});

/** What is stored in each class, and the rules that move it. */
export function storageLines(bucket: Bucket, width: number, glyphs: Glyphs): readonly Line[] {
  const classes = bucket.classes.map(({storageClass, bytes, share, monthlyUsd}) =>
    piece(
      `${storageClass} ${formatBytes(bytes)} ${formatShare(share)}${
        monthlyUsd === null ? '' : ` ${formatUsd(monthlyUsd)}`
      }`,
    ),
  );
  return [...flow(classes, width), ...ruleLines(bucket, glyphs), ...countLines(bucket, width)];
}

function ruleLines({lifecycle, missing}: Bucket, glyphs: Glyphs): readonly Line[] {
  if (lifecycle === null) return [[piece(` lifecycle ${missingMark(missing.lifecycle, glyphs)}`, 'quiet')]];
  if (lifecycle.length === 0) return [[piece(' no lifecycle rule', 'quiet')]];
  const arrow = glyphs.ascii ? '->' : '→';
  return lifecycle.map(({id, enabled, scope, steps}) => [
    piece(` ${said(id, glyphs)}`, enabled ? 'plain' : 'quiet'),
    piece(`  ${said(scope, glyphs)} ${arrow} ${steps.join(', ')}${enabled ? '' : '  (off)'}`, 'quiet'),
  ]);
}

function countLines({scan}: Bucket, width: number): readonly Line[] {
  if (scan === null) return [[piece(' not counted: n  ages and sizes are known once it is', 'quiet')]];
  const ages = scan.byAge.map(({age, bytes}) => piece(`${age} ${formatBytes(bytes)}`));
  const what = `counted ${scan.countedAt.slice(0, 10)}${scan.whole ? '' : ', not to its end'}${
    scan.prefixed ? ', one prefix' : ''
  }: ${formatCount(scan.objects)} objects, ${formatBytes(scan.bytes)}`;
  return flow([piece(what), ...ages], width);
}

/** What it means: the verdict first, then what else was found, each with what is suggested. */
export function verdictLines(
  {verdictText}: Bucket,
  findings: readonly Finding[],
  {width, height, glyphs}: {readonly width: number; readonly height: number; readonly glyphs: Glyphs},
): readonly Line[] {
  const most = height >= 24 ? 3 : 2;
  const told = findings.find(({detail}) => detail.startsWith(verdictText));
  const others = findings.filter(finding => finding !== told);
  return [
    ...markedLines(
      {text: told?.detail ?? verdictText, mark: told?.severity ?? 'quiet', suggest: told?.suggest?.action},
      most,
      width,
      glyphs,
    ),
    ...others.flatMap(({detail, title, severity, suggest}) =>
      markedLines(
        {text: detail === '' ? title : detail, mark: severity, suggest: suggest?.action},
        most,
        width,
        glyphs,
      ),
    ),
  ];
}

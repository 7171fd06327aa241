import type {Finding} from '../../source/monitor/schema.ts';
import {figureTexts, settingsUnknownText} from '../../source/services/buckets/figure-texts.ts';
import {shortClass} from '../../source/services/buckets/mix.ts';
import type {Bucket} from '../../source/services/buckets/model.ts';
import {formatBytes} from '../../source/text/bytes.ts';
import {type Line, piece} from '../../source/text/line.ts';
import {type Glyphs, missingMark} from '../../source/text/marks.ts';
import {formatCount, formatShare, formatUsd} from '../../source/text/number.ts';
import {flow} from '../parts/lines.ts';
import {markedLines} from '../parts/marked.ts';
import {said} from '../parts/said.ts';
import {countLines} from './counted.ts';

/** What a bucket holds, how it is kept, and what that costs by list price. */
export function summaryLines(bucket: Bucket, width: number, glyphs: Glyphs): readonly Line[] {
  const unknown = settingsUnknownText(bucket, glyphs);
  const facts = [
    ...figureTexts(bucket, glyphs),
    bucket.region,
    ...(unknown === undefined ? settingsOf(bucket, glyphs) : [unknown]),
  ];
  return flow(
    facts.map(text => piece(said(text, glyphs))),
    width,
  );
}

/** What could not be read says why: a setting that nobody may see is not one that is off. */
function settingsOf(bucket: Bucket, glyphs: Glyphs): readonly string[] {
  const {versioning, encryption, publicAccessBlocked, intelligentTiering, inventories, missing} = bucket;
  const versions = {enabled: 'versions kept', suspended: 'versions suspended', never: 'no versions'};
  const unread = (field: keyof Bucket, word: string) => `${word} ${missingMark(missing[field], glyphs)}`;
  return [
    versioning === null ? unread('versioning', 'versions') : versions[versioning],
    encryption ?? unread('encryption', 'encryption'),
    publicAccessBlocked === null
      ? unread('publicAccessBlocked', 'public access')
      : publicAccessBlocked
        ? 'public access blocked'
        : 'public access not blocked here',
    uploadsOf(bucket) ?? unread('unfinishedUploads', 'unfinished uploads'),
    ...(intelligentTiering ?? [unread('intelligentTiering', 'archive tiers')]),
    ...(inventories?.map(text => `inventory ${text}`) ?? [unread('inventories', 'inventories')]),
  ];
}

/** One page of them is listed, in the order of their keys: an older one can follow. */
function uploadsOf({unfinishedUploads: {count, more, oldestDays}}: Bucket): string | undefined {
  if (count === null) return undefined;
  if (count === 0) return 'no unfinished uploads';
  const age = oldestDays === null ? '' : `, the oldest ${more ? 'at least ' : ''}${Math.floor(oldestDays)}d`;
  return `${formatCount(count)}${more ? '+' : ''} unfinished uploads${age}`;
}

/** What is stored in each class, and the rules that move it. */
export function storageLines(bucket: Bucket, width: number, glyphs: Glyphs): readonly Line[] {
  const classes = bucket.classes.map(({storageClass, bytes, share, monthlyUsd}) =>
    piece(
      `${shortClass(storageClass)} ${storageClass} ${formatBytes(bytes)} ${formatShare(share)}${
        monthlyUsd === null ? '' : ` ${formatUsd(monthlyUsd)}`
      }`,
    ),
  );
  return [...flow(classes, width), ...ruleLines(bucket, glyphs), ...countLines(bucket, width)];
}

function ruleLines({lifecycle, missing, settingsProblem}: Bucket, glyphs: Glyphs): readonly Line[] {
  if (lifecycle === null) {
    const why = settingsProblem === null ? '' : `: ${said(settingsProblem, glyphs)}`;
    return [[piece(` lifecycle ${missingMark(missing.lifecycle, glyphs)}${why}`, 'quiet')]];
  }
  if (lifecycle.length === 0) return [[piece(' no lifecycle rule', 'quiet')]];
  const arrow = glyphs.ascii ? '->' : '→';
  return lifecycle.map(({id, enabled, scope, steps}) => [
    piece(` ${said(id, glyphs)}`, enabled ? 'plain' : 'quiet'),
    piece(`  ${said(scope, glyphs)} ${arrow} ${steps.join(', ')}${enabled ? '' : '  (off)'}`, 'quiet'),
  ]);
}

/** Of each sentence so many lines. */
const mostLines = 3;

/** What it means: the verdict first, then what else was found, each with what is suggested. */
export function verdictLines(
  {verdictText}: Bucket,
  findings: readonly Finding[],
  {width, glyphs}: {readonly width: number; readonly glyphs: Glyphs},
): readonly Line[] {
  const told = findings.find(({detail}) => detail.startsWith(verdictText));
  const others = findings.filter(finding => finding !== told);
  return [
    ...markedLines(
      {text: told?.detail ?? verdictText, mark: told?.severity ?? 'quiet', suggest: told?.suggest?.action},
      mostLines,
      width,
      glyphs,
    ),
    ...others.flatMap(({detail, title, severity, suggest}) =>
      markedLines(
        {text: detail === '' ? title : detail, mark: severity, suggest: suggest?.action},
        mostLines,
        width,
        glyphs,
      ),
    ),
  ];
}

import type {Finding, Snapshot} from '../monitor/schema.ts';
import {streamColumns} from '../services/kinesis/columns.ts';
import type {Stream} from '../services/kinesis/model.ts';
import {segmentsOf} from '../services/kinesis/segments.ts';
import {cell, displayWidth} from '../text/cell.ts';
import {type Line, piece} from '../text/line.ts';
import type {Glyphs} from '../text/marks.ts';
import {formatUsd} from '../text/number.ts';
import {ribbon} from '../text/ribbon.ts';
import {type Column, markColumn, tableLines} from '../text/table.ts';
import type {ReportOptions} from './options.ts';
import {paint} from './paint.ts';
import {accountMark, problemsOf} from './problems.ts';
import {countsInWords, hasManySources, markOf, streamsOf} from './summary.ts';

/** What the overview and the Kinesis panel show, as text, no line wider than `width`. */
export function screenReport(snapshot: Snapshot, {width, glyphs, color}: ReportOptions): string {
  const inWidth = (text: string): string => cell(text, width, 'left', glyphs);
  const rule: Line = [piece((glyphs.ascii ? '-' : '─').repeat(width), 'quiet')];
  const problems = problemsOf(snapshot).map((text): Line => [piece(inWidth(text), 'warning')]);
  const streams = streamsOf(snapshot);
  const lines: readonly Line[] = [
    [piece(inWidth(headerText(snapshot, glyphs)), 'strong')],
    [piece(inWidth(countsInWords(snapshot)))],
    ...problems,
    rule,
    ...findingLines(snapshot, width, glyphs),
    ...(snapshot.findings.length > 0 ? [rule] : []),
    ...streamLines(snapshot, streams, width, glyphs),
    ...ribbonLines(streams, width, glyphs),
  ];
  return `${lines.map(line => paint(line, color)).join('\n')}\n`;
}

function headerText({sources, takenAt, usage}: Snapshot, glyphs: Glyphs): string {
  const accounts = new Set(
    sources.map(({profile, account}) =>
      [profile, account === null ? null : accountMark(account, glyphs.ascii)]
        .filter(word => word !== null)
        .join(' '),
    ),
  );
  const regions = new Set(sources.map(source => source.region));
  const cost = usage.estimatedUsdPerHour === null ? [] : [`${formatUsd(usage.estimatedUsdPerHour)}/h`];
  return ['hotshard', ...accounts, [...regions].join(' '), `taken ${takenAt}`, ...cost]
    .filter(word => word !== '')
    .join('  ');
}

/** The least that a sentence gets; names are cut before it is. */
const leastTitle = 20;

function findingLines(snapshot: Snapshot, width: number, glyphs: Glyphs): Line[] {
  const many = hasManySources(snapshot);
  const mark = markColumn<Finding>(finding => finding.severity);
  const text = (
    id: keyof Finding & string,
    least: number,
    priority: number,
    read: (finding: Finding) => string,
  ): Column<Finding> => ({
    id,
    title: '',
    width: least,
    grow: 'content',
    priority,
    text: read,
    describe: id,
  });
  const columns = [
    mark,
    text('resource', 10, 0, finding => finding.resource),
    text('title', leastTitle, 1, finding => finding.title),
    text('service', 7, 3, finding => finding.service),
    ...(many ? [text('region', 9, 2, finding => finding.region)] : []),
  ];
  return [...tableLines(columns, snapshot.findings, {width, glyphs}).rows];
}

function streamLines(
  snapshot: Snapshot,
  streams: readonly Stream[],
  width: number,
  glyphs: Glyphs,
): readonly Line[] {
  if (streams.length === 0) return [];
  const columns = streamColumns.filter(column => column.id !== 'region' || hasManySources(snapshot));
  const table = tableLines([markColumn(markOf(snapshot)), ...columns], streams, {width, glyphs});
  return [table.header, ...table.rows];
}

/** The key space of every stream whose shards were measured, and which ones were not. */
function ribbonLines(streams: readonly Stream[], width: number, glyphs: Glyphs): readonly Line[] {
  const inWidth = (text: string): Line => [piece(cell(text, width, 'left', glyphs), 'quiet')];
  const open = streams.filter(stream => stream.shards.some(shard => shard.open));
  const measured = open.filter(stream => stream.shards.some(shard => shard.utilization !== null));
  const names = open.filter(stream => !measured.includes(stream)).map(stream => stream.name);
  const unmeasured = names.length === 0 ? [] : [inWidth(`shards not measured: ${names.join(', ')}`)];

  const longest = Math.max(0, ...measured.map(stream => displayWidth(stream.name)));
  const nameWidth = Math.min(longest, Math.floor(width / 4));
  const room = width - nameWidth - '  0  2^128'.length;
  if (room < leastRibbon || open.length === 0) return [];
  const ribbons = measured.map(
    (stream): Line => [
      piece(`${cell(stream.name, nameWidth, 'left', glyphs)}  `),
      piece('0 ', 'quiet'),
      ...ribbon(segmentsOf(stream.shards), room, glyphs),
      piece(' 2^128', 'quiet'),
    ],
  );
  const title = inWidth('key space: length is the share of the keys, height the load');
  return [[piece('')], ...(ribbons.length > 0 ? [title] : []), ...ribbons, ...unmeasured];
}

/** Fewer cells than this show nothing. */
const leastRibbon = 10;

import type {Finding, Snapshot} from '../monitor/schema.ts';
import {cell} from '../text/cell.ts';
import {type Line, piece} from '../text/line.ts';
import type {Glyphs} from '../text/marks.ts';
import {formatUsd} from '../text/number.ts';
import {type Column, markColumn, tableLines} from '../text/table.ts';
import type {ReportOptions} from './options.ts';
import {paint} from './paint.ts';
import {accountMark, problemsOf} from './problems.ts';
import type {Reported} from './reported.ts';
import {countsInWords} from './summary.ts';
import {hasManySources} from './worst.ts';

/** What the overview and the panels show, as text, no line wider than `width`. */
export function screenReport(reported: Reported, {width, glyphs, color}: ReportOptions): string {
  const {snapshot, parts} = reported;
  const inWidth = (text: string): string => cell(text, width, 'left', glyphs);
  const rule: Line = [piece((glyphs.ascii ? '-' : '─').repeat(width), 'quiet')];
  const problems = problemsOf(snapshot).map((text): Line => [piece(inWidth(text), 'warning')]);
  const drawn = parts
    .map(part => [...part.table.lines({width, glyphs}), ...part.picture({width, glyphs})])
    .filter(lines => lines.length > 0);
  const lines: readonly Line[] = [
    [piece(inWidth(headerText(snapshot, glyphs)), 'strong')],
    [piece(inWidth(countsInWords(reported)))],
    ...problems,
    rule,
    ...findingLines(snapshot, width, glyphs),
    ...(snapshot.findings.length > 0 ? [rule] : []),
    ...drawn.flatMap((lines, index) => (index === 0 ? lines : [[piece('')], ...lines])),
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

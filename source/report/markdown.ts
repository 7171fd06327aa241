import type {Finding, Snapshot} from '../monitor/schema.ts';
import {plain} from '../text/cell.ts';
import {formatDuration} from '../text/duration.ts';
import {formatUsd} from '../text/number.ts';
import type {ReportOptions} from './options.ts';
import {problemsOf} from './problems.ts';
import {listedFindings, type Reported, unlistedSentences} from './reported.ts';
import type {PartReport} from './service-report.ts';
import {countsInWords} from './summary.ts';

/** A handoff: what is wrong, how the resources stand, and what nobody could see. */
export function markdownReport(reported: Reported, {glyphs}: ReportOptions): string {
  const {snapshot, parts} = reported;
  const problems = problemsOf(snapshot);
  const now = Date.parse(snapshot.takenAt);
  const blocks: readonly (readonly string[])[] = [
    [`# hotshard, ${minuteOf(snapshot.takenAt)}${accountsOf(snapshot)}`],
    [`**${snapshot.status.toUpperCase()}**: ${countsInWords(reported)}`],
    sourceLines(snapshot),
    ['## What is wrong'],
    snapshot.findings.length === 0
      ? [problems.length === 0 ? 'Nothing.' : 'Nothing in what could be read.']
      : [
          tableRow(['Severity', 'Resource', 'What', 'Data lost in', 'Since', 'Region', 'Details']),
          tableRow(Array.from({length: 7}, () => '---')),
          ...listedFindings(snapshot).map(finding => tableRow(findingCells(finding, now))),
        ],
    ...parts.flatMap(part => partBlocks(part, glyphs)),
    unlistedSentences(reported),
    ...(problems.length === 0
      ? []
      : [['## What could not be read'], problems.map(problem => `- ${literal(problem)}`)]),
    [`Read with ${snapshot.usage.calls} calls for about ${formatUsd(snapshot.usage.estimatedUsd)}.`],
  ];
  return `${blocks
    .filter(lines => lines.length > 0)
    .map(lines => lines.join('\n'))
    .join('\n\n')}\n`;
}

function partBlocks({heading, handoff}: PartReport, glyphs: ReportOptions['glyphs']): readonly string[][] {
  const rows = handoff.cells(glyphs);
  if (rows.length === 0) return [];
  const {titles} = handoff;
  return [
    [`## ${heading}`],
    [
      tableRow(titles.map(({text}) => literal(text))),
      tableRow(titles.map(({align}) => (align === 'right' ? '---:' : '---'))),
      ...rows.map(cells => tableRow(cells.map(literal))),
    ],
  ];
}

const minuteOf = (time: string): string => `${time.slice(0, 16).replace('T', ' ')} UTC`;

function accountsOf({sources}: Snapshot): string {
  const accounts = [...new Set(sources.map(source => source.account).filter(account => account !== null))];
  return accounts.length === 0 ? '' : `, account ${accounts.map(literal).join(', ')}`;
}

const sourceLines = ({sources}: Snapshot): readonly string[] =>
  sources.map(({profile, account, region, callerArn}) => {
    const words = [
      profile === null ? '' : `profile ${profile}`,
      account === null ? '' : `account ${account}`,
      region,
      callerArn === null ? '' : `as ${callerArn}`,
    ];
    return `- ${literal(words.filter(word => word !== '').join(', '))}`;
  });

const findingCells = (finding: Finding, now: number): readonly string[] =>
  [
    finding.severity,
    finding.resource,
    finding.title,
    finding.deadline === null ? '' : leftUntil(Date.parse(finding.deadline) - now),
    finding.since ?? '',
    finding.region,
    finding.detail,
  ].map(literal);

const leftUntil = (ms: number): string => (ms <= 0 ? 'now' : formatDuration(ms));

const tableRow = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** Text that means itself: nothing in it opens a tag, ends a cell, makes a link or changes the type. */
const literal = (text: string): string =>
  plain(text)
    .replace(/[\\`*_{}[\]<>#|~!]/g, '\\$&')
    .replaceAll('&', '&amp;');

import type {Snapshot} from '../monitor/schema.ts';
import {asciiText, plain} from '../text/cell.ts';
import {formatUsd} from '../text/number.ts';
import {findingColumns} from './finding-columns.ts';
import type {ReportOptions} from './options.ts';
import {paint} from './paint.ts';
import {problemsOf} from './problems.ts';
import type {Reported} from './reported.ts';
import {sheetOf} from './sheet.ts';
import {countsInWords} from './summary.ts';

/** The findings, then each part as a table, for pipes and eyes. */
export function tableReport(reported: Reported, options: ReportOptions): string {
  const {snapshot, parts} = reported;
  const said = (text: string): string => (options.glyphs.ascii ? asciiText(text) : plain(text));
  const findings = sheetOf(findingColumns(Date.parse(snapshot.takenAt)), snapshot.findings);
  const sheets = [findings, ...parts.flatMap(({table, details}) => [table, ...details])];
  const blocks = [
    [`${snapshot.status.toUpperCase()}: ${countsInWords(reported)}`, ...problemsOf(snapshot).map(said)],
    ...sheets.map(sheet => sheet.lines(options).map(line => paint(line, options.color))),
    [footer(snapshot)],
  ];
  return `${blocks
    .filter(lines => lines.length > 0)
    .map(lines => lines.join('\n'))
    .join('\n\n')}\n`;
}

function footer({takenAt, usage, sources}: Snapshot): string {
  const regions = [...new Set(sources.map(source => source.region))].join(', ');
  const calls = `${usage.calls} ${usage.calls === 1 ? 'call' : 'calls'}`;
  return `taken ${takenAt} in ${regions === '' ? 'no region' : regions}, ${calls}, about ${formatUsd(usage.estimatedUsd)}`;
}

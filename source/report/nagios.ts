import type {Finding} from '../monitor/schema.ts';
import {asciiText, plain} from '../text/cell.ts';
import type {ReportOptions} from './options.ts';
import {problemsOf} from './problems.ts';
import {listedFindings, type Reported, unlistedSentences} from './reported.ts';
import type {Measured} from './service-report.ts';
import {countsInWords, countsOf} from './summary.ts';

/** Old collectors keep a kilobyte of the first line. */
const longestFirstLine = 1000;
/** How much of that the sentence may take before numbers stop fitting. */
const longestMessage = 600;

/**
 * A monitoring plugin's answer: one line of text and numbers, then the details, then the numbers that had no
 * room in the first line.
 */
export function nagiosReport(reported: Reported, {glyphs}: ReportOptions): string {
  const {snapshot} = reported;
  const said = (text: string): string =>
    // The bar divides text from numbers.
    (glyphs.ascii ? asciiText(text) : plain(text)).replaceAll('|', '/');
  const message = said(firstLine(reported));
  const {here, later} = divide(performanceData(reported), longestFirstLine - message.length - 1);
  const details = [
    ...listedFindings(snapshot).map(detailLine),
    ...problemsOf(snapshot),
    ...unlistedSentences(reported),
  ].map(said);
  const last = details.at(-1) ?? 'no details';
  const long = later.length === 0 ? details : [...details.slice(0, -1), `${last}|${later.join(' ')}`];
  return `${[here.length === 0 ? message : `${message}|${here.join(' ')}`, ...long].join('\n')}\n`;
}

function firstLine(reported: Reported): string {
  const {snapshot} = reported;
  const reasons = [
    ...listedFindings(snapshot).map(finding => `${finding.resource}: ${finding.title}`),
    ...problemsOf(snapshot),
  ];
  let line = `HOTSHARD ${snapshot.status.toUpperCase()} - ${countsInWords(reported)}`;
  for (const [index, reason] of reasons.entries()) {
    const next = `${line}${index === 0 ? ': ' : '; '}${plain(reason)}`;
    if (next.length > longestMessage) return `${line}; ${reasons.length - index} more below`;
    line = next;
  }
  return line;
}

const detailLine = ({severity, region, resource, title, detail}: Finding): string =>
  `${severity.toUpperCase()} ${region} ${resource}: ${title}. ${detail}`;

function performanceData(reported: Reported): readonly string[] {
  const {snapshot, parts} = reported;
  const {critical, warning} = countsOf(reported);
  // Of an account that nobody could look at, none is not a count.
  const blind = snapshot.status === 'unknown' && snapshot.findings.length === 0;
  const counts: readonly Measured[] = blind
    ? []
    : [
        {what: 'critical', value: critical, unit: ''},
        {what: 'warning', value: warning, unit: ''},
      ];
  const measured = parts.flatMap(part => part.measured());
  return [...counts, ...measured].map(datum).filter(text => text !== undefined);
}

/** 'label'=value with its unit; a number that is missing is left out, or it would be read as zero. */
function datum({what, value, unit, signed = false}: Measured): string | undefined {
  if (value === null || !Number.isFinite(value)) return undefined;
  const quoted = plain(what).replace(/[=|]/g, '_').replaceAll("'", "''");
  return `'${quoted}'=${Number(value.toFixed(3))}${unit}${signed ? '' : ';;;0'}`;
}

function divide(
  data: readonly string[],
  room: number,
): {readonly here: readonly string[]; readonly later: readonly string[]} {
  let used = 0;
  const end = data.findIndex(text => {
    used += text.length + 1;
    return used > room;
  });
  return end < 0 ? {here: data, later: []} : {here: data.slice(0, end), later: data.slice(end)};
}

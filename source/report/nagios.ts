import type {Finding, Snapshot} from '../monitor/schema.ts';
import {asciiText, plain} from '../text/cell.ts';
import type {ReportOptions} from './options.ts';
import {problemsOf} from './problems.ts';
import {countsInWords, countsOf, hasManySources, streamsOf} from './summary.ts';

/** Old collectors keep a kilobyte of the first line. */
const longestFirstLine = 1000;
/** How much of that the sentence may take before numbers stop fitting. */
const longestMessage = 600;

/**
 * A monitoring plugin's answer: one line of text and numbers, then the details, then the numbers that had no
 * room in the first line.
 */
export function nagiosReport(snapshot: Snapshot, {glyphs}: ReportOptions): string {
  const said = (text: string): string =>
    // The bar divides text from numbers.
    (glyphs.ascii ? asciiText(text) : plain(text)).replaceAll('|', '/');
  const message = said(firstLine(snapshot));
  const {here, later} = divide(performanceData(snapshot), longestFirstLine - message.length - 1);
  const details = [...snapshot.findings.map(detailLine), ...problemsOf(snapshot)].map(said);
  const last = details.at(-1) ?? 'no details';
  const long = later.length === 0 ? details : [...details.slice(0, -1), `${last}|${later.join(' ')}`];
  return `${[here.length === 0 ? message : `${message}|${here.join(' ')}`, ...long].join('\n')}\n`;
}

function firstLine(snapshot: Snapshot): string {
  const reasons = [
    ...snapshot.findings.map(finding => `${finding.resource}: ${finding.title}`),
    ...problemsOf(snapshot),
  ];
  let line = `HOTSHARD ${snapshot.status.toUpperCase()} - ${countsInWords(snapshot)}`;
  for (const [index, reason] of reasons.entries()) {
    const next = `${line}${index === 0 ? ': ' : '; '}${plain(reason)}`;
    if (next.length > longestMessage) return `${line}; ${reasons.length - index} more below`;
    line = next;
  }
  return line;
}

const detailLine = ({severity, region, resource, title, detail}: Finding): string =>
  `${severity.toUpperCase()} ${region} ${resource}: ${title}. ${detail}`;

function performanceData(snapshot: Snapshot): readonly string[] {
  const {critical, warning} = countsOf(snapshot);
  const many = hasManySources(snapshot);
  const streams = streamsOf(snapshot).flatMap(stream => {
    const name = many ? `${stream.region} ${stream.name}` : stream.name;
    return [
      datum(`${name} used`, stream.utilization === null ? null : stream.utilization * 100, '%'),
      datum(`${name} refused per minute`, stream.refusedPerMinute, ''),
      datum(`${name} iterator age`, stream.iteratorAgeMs === null ? null : stream.iteratorAgeMs / 1000, 's'),
    ];
  });
  // Of an account that nobody could look at, none is not a count.
  const blind = snapshot.status === 'unknown' && snapshot.findings.length === 0;
  const counts = blind ? [] : [datum('critical', critical, ''), datum('warning', warning, '')];
  return [...counts, ...streams].filter(text => text !== undefined);
}

/** 'label'=value with its unit; a number that is missing is left out, or it would be read as zero. */
function datum(label: string, value: number | null, unit: string): string | undefined {
  if (value === null || !Number.isFinite(value)) return undefined;
  const quoted = plain(label).replace(/[=|]/g, '_').replaceAll("'", "''");
  return `'${quoted}'=${Number(value.toFixed(3))}${unit};;;0`;
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

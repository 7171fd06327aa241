import type {Ending, Progress, Work} from '../../../actions/action.ts';
import {formatBytes} from '../../../text/bytes.ts';
import {formatCount, formatUsd} from '../../../text/number.ts';
import type {Count} from '../facts.ts';
import {listPrices} from '../prices/list.ts';
import {summariseScan} from '../scan/describe.ts';
import type {Histogram} from '../scan/histogram.ts';
import {ReportCount, type ReportEnd, type ReportStanding} from './count.ts';
import {shortfallOf} from './extent.ts';
import type {Report} from './report.ts';

type Asked = {
  readonly bucket: string;
  readonly prefix: string;
  readonly report: Report;
  /** How many objects it lists, about, if it is of all of the bucket. */
  readonly expected: number | undefined;
};

export type CountedReport = {
  readonly histogram: Histogram;
  readonly end: ReportEnd;
  /** Why it is perhaps of a part of the bucket. */
  readonly shortfall: string | undefined;
};

/** Counts a bucket from its report: says how far it is, and gives what it counted and how it ended. */
export async function* countReport(
  {bucket, prefix, report, expected}: Asked,
  work: Pick<Work<unknown>, 'send' | 'signal' | 'now' | 'sleep'>,
): AsyncGenerator<Progress, CountedReport> {
  const count = new ReportCount({report, prefix, work});
  const counting = count.run();
  let step = await counting.next();
  while (!step.done) {
    yield {says: tell(step.value, report)};
    step = await counting.next();
  }
  const {calls, listed} = count.standing;
  const shortfall = step.value === 'counted' ? shortfallOf(listed, expected) : undefined;
  const histogram = {
    bucket,
    prefix,
    source: 'inventory',
    // What it lists is of then, and so are the ages.
    startedAt: report.createdAt,
    endedAt: work.now(),
    whole: step.value === 'counted' && shortfall === undefined,
    calls,
    cells: count.cells,
  } as const;
  return {histogram, end: step.value, shortfall};
}

function tell({objects, bytes, files, calls}: ReportStanding, report: Report): string {
  return (
    `${formatCount(objects)} objects, ${formatBytes(bytes)}; ` +
    `${formatCount(files)} of ${filesText(report.files.length)}; ${callsText(calls)}, ${formatUsd(getUsd(calls))}`
  );
}

export function endingOf({end, shortfall}: Omit<CountedReport, 'histogram'>, {scan}: Count): Ending {
  const whole = end === 'counted' || scan.whole;
  const says = `${summariseScan({...scan, whole})} ${callsText(scan.calls)}, ${formatUsd(getUsd(scan.calls))}.`;
  if (end === 'counted') {
    return {ended: 'done', note: shortfall === undefined ? says : `${says} ${shortfall}`};
  }
  if (end === 'stopped') return {ended: 'stopped', says};
  // Reading changes nothing: there is nothing that may have been carried out.
  const {uncertain: _uncertain, ...problem} = end;
  const sentence = scan.objects === 0 ? end.sentence : `${end.sentence} ${says}`;
  return {ended: 'failed', problem: {...problem, sentence}};
}

export const filesText = (files: number, kind = ''): string =>
  `${formatCount(files)} ${kind}file${files === 1 ? '' : 's'}`;

export const callsText = (calls: number): string => `${formatCount(calls)} call${calls === 1 ? '' : 's'}`;

/** By list price. */
export const getUsd = (calls: number): number => (calls / 1000) * listPrices['get-STANDARD'];

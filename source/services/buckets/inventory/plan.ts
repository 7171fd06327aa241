import type {ActionTarget, Plan} from '../../../actions/plan.ts';
import {formatBytes} from '../../../text/bytes.ts';
import {formatClock} from '../../../text/clock-time.ts';
import {formatDuration} from '../../../text/duration.ts';
import {formatUsd} from '../../../text/number.ts';
import {prefixPicture} from '../scan/picture.ts';
import {bytesOf, type Report} from './report.ts';
import {callsText, filesText, getUsd} from './run.ts';

/** Older than this, a report is read only by whoever asks for it: a weekly one can be ten days old. */
export const oldReportMs = 14 * 86_400_000;

export const reportTime = ({createdAt}: Pick<Report, 'createdAt'>): string =>
  formatClock(new Date(createdAt).toISOString());

type Asked = {
  readonly prefix: string;
  readonly report: Report;
  /** Undefined where nobody could tell from the number of its rows that it is of a part only. */
  readonly expected: number | undefined;
  /** What looking for it took. */
  readonly calls: number;
};

/** What counting from a report would do. */
export function planReport(
  {prefix, report, expected, calls}: Asked,
  target: ActionTarget,
  now: number,
): Plan {
  const {newer, id, bucket, region, createdAt, format, files} = report;
  const bytes = bytesOf(report);
  const age = now - createdAt;
  return {
    action: 'buckets.scan',
    title: `Count the objects of ${target.resource} from its inventory`,
    target,
    risk: 'intrusive-read',
    steps: [
      {
        operation: 's3:GetObject',
        says: `read the report ${id} of ${reportTime(report)} in ${bucket}: ${filesText(files.length, `${format} `)}, ${formatBytes(bytes)}`,
      },
    ],
    touches: [bucket],
    changes: [
      `Counts ${prefix === '' ? 'the objects' : 'the objects under the prefix'} by class, age and size as they were on ${reportTime(report)} UTC, ${formatDuration(age)} ago. Nothing is changed, and ${target.resource} is not asked for anything.`,
      ...(format === 'Parquet'
        ? [
            'Only columns of its files are read: that they stay the same meanwhile is checked, their MD5 is not.',
          ]
        : []),
    ],
    picture: () => prefixPicture(prefix),
    warnings: [
      ...(newer === undefined ? [] : [`A newer report is passed over. ${newer}`]),
      ...(expected === undefined
        ? [
            `If inventory ${id} was changed after ${reportTime(report)} UTC, the report may cover less than it would now.`,
          ]
        : []),
      ...(age > oldReportMs
        ? [`The report is ${formatDuration(age)} old: look whether AWS may still write to ${bucket}.`]
        : []),
      ...(region === target.region
        ? []
        : [`The report is in ${region}, ${target.resource} in ${target.region}.`]),
    ],
    blocked: [],
    undo: 'Nothing to undo: it only reads.',
    cost: `${costOf(report, bytes)} ${lookText(calls)}`,
    basis: JSON.stringify({report: id, bucket, createdAt}),
  };
}

/** What was sent before anybody said yes, and is sent once more after that. */
export const lookText = (calls: number): string =>
  `Looking for the report took ${callsText(calls)}, and takes as many once more when it begins.`;

function costOf({format, files}: Report, bytes: number): string {
  const calls =
    format === 'CSV'
      ? `${callsText(files.length)}, one a file: ${formatUsd(getUsd(files.length))} by list price.`
      : `At least ${callsText(2 * files.length)}, a file of many rows takes more: ${formatUsd(getUsd(2 * files.length))} or more by list price; of each file only some columns.`;
  return `${calls} What leaves its region is billed as transfer, ${formatBytes(bytes)} at most.`;
}

import type {Datum} from '../../metric-source.ts';
import type {Touched} from '../overlay.ts';
import type {Written} from '../traffic.ts';
import {countOf, latenciesOf, sizesOf, spreadOver} from './datum.ts';

/** A minute of writing: what was accepted and refused, and how large the records of it were. */
export type WriteMinute = Written & {
  readonly smallest: number;
  readonly largest: number;
  readonly seed: number;
  readonly minute: number;
};

/** Producers put their records in batches of about so many. */
const batch = 100;

type WriteMetric = (minute: WriteMinute) => Datum | undefined;

const attempts = ({records, refused}: WriteMinute) => records + refused;
const calls = (minute: WriteMinute) => Math.ceil(attempts(minute) / batch);

const incomingBytes: WriteMetric = ({bytes, records, smallest, largest}) =>
  sizesOf(bytes, records, smallest, largest);
const incomingRecords: WriteMetric = ({records}) => countOf(records);
const refusedRecords: WriteMetric = minute => countOf(minute.refused, attempts(minute));

/** Published for a stream and, while switched on, for each of its shards. */
export const shardWriteMetrics: Readonly<Record<string, WriteMetric>> = {
  IncomingBytes: incomingBytes,
  IncomingRecords: incomingRecords,
  WriteProvisionedThroughputExceeded: refusedRecords,
};

/** Published for a stream alone. */
export const streamWriteMetrics: Readonly<Record<string, WriteMetric>> = {
  ...shardWriteMetrics,
  'PutRecords.Bytes': minute => spreadOver(minute.bytes, calls(minute)),
  'PutRecords.Latency': minute => latenciesOf(calls(minute), 12, minute.seed, minute.minute),
  'PutRecords.Success': minute => countOf(calls(minute)),
  'PutRecords.TotalRecords': minute => spreadOver(attempts(minute), calls(minute)),
  'PutRecords.SuccessfulRecords': minute => spreadOver(minute.records, calls(minute)),
  'PutRecords.FailedRecords': minute => spreadOver(0, calls(minute)),
  'PutRecords.ThrottledRecords': minute => spreadOver(minute.refused, calls(minute)),
};

/** The bounds of record sizes with what clients put among them. */
export function boundsWith(
  sizes: {readonly smallest: number; readonly largest: number},
  touched: readonly Touched[],
): {readonly smallest: number; readonly largest: number} {
  if (touched.length === 0) return sizes;
  let {smallest, largest} = sizes;
  for (const {putSmallest, putLargest} of touched) {
    smallest = Math.min(smallest, putSmallest);
    largest = Math.max(largest, putLargest);
  }
  return {smallest, largest};
}

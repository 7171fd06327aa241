import type {Series, SeriesBook} from '../../../metrics/ask.ts';
import {dayWindow, streamAsks} from '../asks.ts';
import {shardReadBytesPerSecond, shardWriteBytesPerSecond, shardWriteRecordsPerSecond} from '../limits.ts';
import type {ShardSample} from '../sample/sample.ts';
import type {KinesisThresholds} from '../thresholds.ts';
import type {WriteEvidence, WriteVerdict} from './evidence.ts';
import {writeVerdict} from './verdict.ts';

export type WritesContext = {
  readonly book: SeriesBook;
  readonly thresholds: KinesisThresholds;
  readonly samples: ReadonlyMap<string, ShardSample>;
};

const recentMs = 5 * 60_000;
/** A day of history may lack a few minutes, and what is idle now and then has gaps. */
const nearlyADay = 0.97;

/** The verdict on the writes of a stream, from its document, its series and what was sampled. */
export function judgeWrites(
  stream: WriteEvidence['stream'],
  {book, thresholds, samples}: WritesContext,
): WriteVerdict {
  const asks = streamAsks(stream.name);
  const shards = stream.openShards ?? 0;
  const inBytes = dayPeak(book(asks.inBytes), shards * shardWriteBytesPerSecond);
  const inRecords = dayPeak(book(asks.inRecords), shards * shardWriteRecordsPerSecond);
  const outBytes = book(asks.outBytes);
  return writeVerdict(
    {
      stream,
      refusedPerMinute: refusedLately(book(asks.writesRefused)),
      writePeak: inBytes === undefined || inRecords === undefined ? undefined : Math.max(inBytes, inRecords),
      // Where nobody reads, there is nothing to see; that is no peak, and no reason to keep shards.
      readPeak: isUnread(outBytes) ? 0 : dayPeak(outBytes, shards * shardReadBytesPerSecond),
      samples,
    },
    thresholds,
  );
}

function refusedLately({points, coveredUntil}: Series): number | undefined {
  if (coveredUntil === undefined) return undefined;
  const lately = points.filter(({at}) => at >= coveredUntil - recentMs).map(({value}) => value);
  return Math.max(0, ...lately);
}

const isUnread = ({points, coveredUntil, missing}: Series): boolean =>
  points.length === 0 && coveredUntil !== undefined && missing === undefined;

/** The highest minute of a whole day as a share of what fits in a second; undefined for less than a day. */
function dayPeak({points, coveredUntil, periodSeconds}: Series, perSecond: number): number | undefined {
  if (coveredUntil === undefined || perSecond === 0) return undefined;
  const from = coveredUntil - dayWindow * 1000;
  const day = points.filter(({at}) => at >= from);
  const first = day[0];
  if (!first || (coveredUntil - first.at) / 1000 < dayWindow * nearlyADay) return undefined;
  return day.reduce((most, {value}) => Math.max(most, value), 0) / periodSeconds / perSecond;
}

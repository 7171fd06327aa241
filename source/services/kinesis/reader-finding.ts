import type {MetricAsk} from '../../metrics/ask.ts';
import type {Finding} from '../../monitor/schema.ts';
import {formatDuration} from '../../text/duration.ts';
import {finding} from '../finding.ts';
import type {About, FindingContext} from './findings.ts';
import {behindSince, isRising, type Lag, lagOf, lossOf} from './loss.ts';
import type {Loss} from './model.ts';
import type {KinesisThresholds} from './thresholds.ts';

/** Somebody who reads the stream, as a sentence begins with them, and the series of how far behind they are. */
export type ReaderSeries = {readonly subject: string; readonly ask: MetricAsk};

type Wrong = Pick<Finding, 'kind' | 'severity' | 'title' | 'detail'>;

const hourMs = 3_600_000;
/** For how long an age must rise before it is worth a word. */
const risingForMs = 15 * 60_000;

/** What is wrong with a reader: the worst of it, or nothing. */
export function readerFinding(
  about: About,
  retentionHours: number | null,
  {now, book, thresholds}: FindingContext,
  {subject, ask}: ReaderSeries,
): Finding | undefined {
  const series = book(ask);
  const lag = lagOf(series, thresholds);
  if (!lag || retentionHours === null) return undefined;
  const loss = lossOf(lag, retentionHours, now);
  const since = behindSince(series.points);
  const behindMs = since === undefined ? 0 : now - since;
  const wrong = wrongWith({subject, lag, loss, retentionHours, behindMs}, thresholds);
  if (!wrong) return undefined;
  const {ageMs, slopeMsPerSecond} = lag;
  return finding({
    ...about,
    ...wrong,
    since,
    deadline: loss.inSeconds === null ? undefined : now + loss.inSeconds * 1000,
    evidence: {ageMs, retentionHours, ...(slopeMsPerSecond === undefined ? {} : {slopeMsPerSecond})},
  });
}

type Situation = {
  readonly subject: string;
  readonly lag: Lag;
  readonly loss: Loss;
  readonly retentionHours: number;
  readonly behindMs: number;
};

function wrongWith(
  {subject, lag, loss, retentionHours, behindMs}: Situation,
  thresholds: KinesisThresholds,
): Wrong | undefined {
  const age = formatDuration(lag.ageMs);
  const limit = formatDuration(retentionHours * hourMs);
  if (loss.state === 'losing') {
    return {
      kind: 'kinesis.losing-records',
      severity: 'critical',
      title: 'losing records now',
      detail: `${subject} ${age} behind: records older than ${limit} are going now.`,
    };
  }
  const left = loss.inSeconds === null ? undefined : formatDuration(loss.inSeconds * 1000);
  if (lag.goneMs !== undefined) {
    return {
      kind: 'kinesis.reader-gone',
      severity: 'critical',
      title: `no reader for ${formatDuration(lag.goneMs)}`,
      detail: `${subject} gone. If nobody reads, records are lost in ${left ?? `at most ${limit}`} (assumed).`,
    };
  }
  if (loss.inSeconds !== null && loss.inSeconds <= thresholds.lossSoonHours * 3600) {
    return {
      kind: 'kinesis.records-lost-soon',
      severity: 'critical',
      title: `losing records in ${left}`,
      detail: `${subject} ${age} behind and falling further behind; records are kept for ${limit}.`,
    };
  }
  if (lag.ageMs > thresholds.ageShareOfLimit * retentionHours * hourMs) {
    return {
      kind: 'kinesis.far-behind',
      severity: 'critical',
      title: `${age} behind, limit ${limit}`,
      detail: `${subject} ${age} behind; records are kept for ${limit}.`,
    };
  }
  const isFallingBehind = isRising(lag) && behindMs >= risingForMs;
  if (isFallingBehind && lag.ageMs > thresholds.fallingBehindMinutes * 60_000) {
    return {
      kind: 'kinesis.falling-behind',
      severity: 'warning',
      title: `falling behind, ${age} so far`,
      detail: `${subject} ${age} behind and falling further behind for ${formatDuration(behindMs)}; records are kept for ${limit}.`,
    };
  }
  return undefined;
}

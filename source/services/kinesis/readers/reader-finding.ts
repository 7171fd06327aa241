import type {Finding} from '../../../monitor/schema.ts';
import {formatDuration} from '../../../text/duration.ts';
import {finding} from '../../finding.ts';
import type {About} from '../findings.ts';
import type {KinesisThresholds} from '../thresholds.ts';
import {shardIdInWords} from '../wording.ts';
import type {JudgedReaders} from './judge-readers.ts';
import {behindSince, isRising, type Lag} from './lag.ts';
import type {AgeLimit} from './loss.ts';
import {retainCommand, retentionFor, type Situation} from './ways-out.ts';

type Wrong = Pick<Finding, 'kind' | 'severity' | 'title'>;

/** For how long an age must rise before it is worth a word. */
const risingForMs = 15 * 60_000;

/** What is wrong with who reads a stream: the worst of it, or nothing. */
export function readerFinding(
  about: About,
  {situation, readVerdictText}: JudgedReaders,
  {now, thresholds}: {readonly now: number; readonly thresholds: KinesisThresholds},
): Finding | undefined {
  if (!situation) return undefined;
  const {reader, loss, retentionHours} = situation;
  const {lag, limit, series} = reader;
  if (!lag || !limit) return undefined;
  const since = behindSince(series.points);
  const behindMs = since === undefined ? 0 : now - since;
  const wrong = wrongWith(situation, lag, limit, behindMs, thresholds);
  if (!wrong) return undefined;
  const {ageMs, slopeMsPerSecond} = lag;
  return finding({
    ...about,
    ...wrong,
    detail: readVerdictText,
    since,
    deadline: loss.inSeconds === null ? undefined : now + loss.inSeconds * 1000,
    evidence: {
      ageMs,
      limitHours: limit.ms / 3_600_000,
      ...(retentionHours === undefined ? {} : {retentionHours}),
      ...(slopeMsPerSecond === undefined ? {} : {slopeMsPerSecond}),
    },
    suggest: suggestion(situation, wrong),
  });
}

/** More retention buys time, whatever the cause; where nothing is lost in sight, none is needed. */
function suggestion(situation: Situation, {severity}: Wrong): Finding['suggest'] {
  const {state} = situation.loss;
  const isNeeded = severity === 'critical' || state === 'losing' || state === 'at-risk';
  const hours = isNeeded ? retentionFor(situation) : undefined;
  if (hours === undefined) return null;
  return {
    action: 'kinesis.retain',
    args: {stream: situation.stream, hours: String(hours)},
    cli: retainCommand(situation, hours),
  };
}

function wrongWith(
  {loss, cause}: Situation,
  lag: Lag,
  limit: AgeLimit,
  behindMs: number,
  thresholds: KinesisThresholds,
): Wrong | undefined {
  const age = formatDuration(lag.ageMs);
  if (loss.state === 'losing') {
    return {kind: 'kinesis.losing-records', severity: 'critical', title: 'losing records now'};
  }
  if (lag.goneMs !== undefined) {
    const isLong = lag.goneMs >= thresholds.readerGoneMinutes * 60_000;
    const who = cause.kind === 'disabled' ? 'Lambda mapping disabled' : 'no reader';
    const title = `${who} for ${formatDuration(lag.goneMs)}`;
    return {kind: 'kinesis.reader-gone', severity: isLong ? 'critical' : 'warning', title};
  }
  if (loss.inSeconds !== null && loss.inSeconds <= thresholds.lossSoonHours * 3600) {
    const title = `losing records in ${formatDuration(loss.inSeconds * 1000)}`;
    return {kind: 'kinesis.records-lost-soon', severity: 'critical', title};
  }
  if (lag.settledMs > thresholds.ageShareOfLimit * limit.ms) {
    const title = `${age} behind, limit ${formatDuration(limit.ms)}`;
    return {kind: 'kinesis.far-behind', severity: 'critical', title};
  }
  const isFallingBehind = isRising(lag) && behindMs >= risingForMs;
  if (isFallingBehind && lag.settledMs > thresholds.fallingBehindMinutes * 60_000) {
    return {kind: 'kinesis.falling-behind', severity: 'warning', title: fallingBehind(cause, age)};
  }
  return undefined;
}

function fallingBehind(cause: Situation['cause'], age: string): string {
  const shards = 'shards' in cause ? cause.shards : [];
  const [id = '', ...more] = shards.map(shardIdInWords);
  const where = id === '' || id.length > 6 || more.length > 0 ? 'a shard' : `shard ${id}`;
  if (cause.kind === 'failing-batch') return `${where} stuck, a batch fails`;
  if (cause.kind === 'stuck-shard') return `${where} stands still`;
  return `falling behind, ${age} so far`;
}

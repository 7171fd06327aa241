import {lastOf, type Series} from '../../../metrics/ask.ts';
import {isMeasured} from '../../../reading.ts';
import {streamAsks} from '../asks.ts';
import type {ListedStream, StreamDetail} from '../facts.ts';
import type {Consumer, Loss, ReadVerdict} from '../model.ts';
import {type Cause, type Circumstances, causeOf} from './cause.ts';
import type {Lag} from './lag.ts';
import {lossOf, soonest} from './loss.ts';
import {type ReaderContext, readersOf, type StreamReader} from './reader.ts';
import {type ShardLag, type ShardLags, shardLagsOf} from './shard-lags.ts';
import {verdictOf, verdictText, worstOf} from './verdict.ts';
import {type Situation, waysOut} from './ways-out.ts';

/** What the reading of one stream comes to. */
export type JudgedReaders = {
  readonly consumers: readonly Consumer[];
  /** Of those that share the shards: the only age that a stream has of its own. */
  readonly sharedLag: Lag | undefined;
  readonly loss: Loss;
  readonly readVerdict: ReadVerdict;
  readonly readVerdictText: string;
  readonly waysOut: readonly string[];
  /** The worst of them, for a finding; undefined when nobody was seen. */
  readonly situation: Situation | undefined;
};

/** Refused this often in five minutes, reads are refused for good. */
const refusedMinutes = 3;
const minuteMs = 60_000;

export function judgeReaders(
  listed: ListedStream,
  detail: StreamDetail,
  context: ReaderContext & {readonly region: string},
): JudgedReaders {
  const {book, thresholds, now} = context;
  const readers = readersOf(listed, detail, context);
  const shardLags = shardLagsOf(listed.name, detail, book, thresholds);
  const known = readers.map(reader => withShards(reader, shardLags, now));
  const circumstances = circumstancesOf(listed, detail, shardLags, context);
  const reader = worstOf(known);
  const cause = reader ? causeOf(reader, circumstances) : ({kind: 'slow'} as const);
  const loss = soonest(known.map(({consumer}) => consumer.loss));
  const {refusedPerMinute} = circumstances;
  const verdict = throttled(verdictOf(reader?.lag, reader?.consumer.loss ?? loss), reader, refusedPerMinute);
  const isWell = verdict === 'keeping-up' || verdict === 'catching-up' || verdict === 'unknown';
  const situation: Situation | undefined = reader && {
    stream: listed.name,
    arn: listed.arn,
    region: context.region,
    retentionHours: detail.summary?.value?.retentionHours,
    reader,
    loss: reader.consumer.loss,
    cause: verdict === 'read-throttled' ? throttling(cause, refusedPerMinute) : cause,
  };
  return {
    consumers: known.map(({consumer}) => consumer),
    sharedLag: readers.find(({consumer}) => consumer.kind === 'shared')?.lag,
    loss,
    readVerdict: verdict,
    readVerdictText: verdictText({
      verdict,
      reader,
      loss: reader?.consumer.loss ?? loss,
      cause,
      refusedPerMinute,
    }),
    waysOut: situation && !isWell ? waysOut(situation) : [],
    situation,
  };
}

/**
 * Those that share the shards are as near to loss as the worst of the shards, whose ages are known one by one
 * where they are metered: the highest of them is not always the one that gets there first.
 */
function withShards(reader: StreamReader, {behind}: ShardLags, now: number): StreamReader {
  if (reader.consumer.kind !== 'shared' || behind.length === 0) return reader;
  const {limit, consumer} = reader;
  const first = behind
    .map(shard => ({shard, loss: lossOf(shard.lag, limit, now)}))
    .reduce<{shard: ShardLag; loss: Loss} | undefined>(
      (best, each) => (best && soonest([best.loss, each.loss]) === best.loss ? best : each),
      undefined,
    );
  if (!first || soonest([consumer.loss, first.loss]) === consumer.loss) return reader;
  return {...reader, lag: first.shard.lag, consumer: {...consumer, loss: first.loss}};
}

/** What lags because reads are refused is throttled first of all. */
function throttled(
  verdict: ReadVerdict,
  reader: StreamReader | undefined,
  refusedPerMinute: number | undefined,
): ReadVerdict {
  const isUrgent = verdict === 'losing' || verdict === 'reader-gone' || verdict === 'unknown';
  const hasItsOwn = reader?.consumer.kind === 'enhanced';
  return refusedPerMinute === undefined || isUrgent || hasItsOwn ? verdict : 'read-throttled';
}

const throttling = (cause: Cause, refusedPerMinute: number | undefined): Cause =>
  refusedPerMinute === undefined ? cause : {kind: 'reads-refused', perMinute: refusedPerMinute};

function circumstancesOf(
  {name}: ListedStream,
  detail: StreamDetail,
  shardLags: ShardLags,
  {book}: ReaderContext,
): Circumstances {
  const asks = streamAsks(name);
  return {
    shardLags,
    openShards:
      detail.shards?.value?.filter(shard => shard.open).length ?? detail.summary?.value?.openShards ?? 0,
    inBytesPerSecond: perSecond(book(asks.inBytes)),
    outBytesPerSecond: perSecond(book(asks.outBytes)),
    refusedPerMinute: refusedOf(book(asks.readsRefused)),
  };
}

function perSecond(series: Series): number | undefined {
  const last = lastOf(series);
  return isMeasured(last) ? last.value / 60 : undefined;
}

function refusedOf({points, coveredUntil = 0}: Series): number | undefined {
  const from = coveredUntil - 5 * minuteMs;
  const refused = points.filter(point => point.at >= from && point.value > 0);
  return refused.length >= refusedMinutes ? refused.at(-1)?.value : undefined;
}

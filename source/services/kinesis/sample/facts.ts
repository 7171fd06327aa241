import type {Outcome} from '../../../aws/problem.ts';
import type {Session} from '../../../aws/session.ts';
import type {MetricAsk, Series} from '../../../metrics/ask.ts';
import {MetricPlanner} from '../../../metrics/planner.ts';
import {isMetered, shardAsk, streamAsks} from '../asks.ts';
import {parseHashKey} from '../hash-range.ts';
import {describeSummary, listShards} from '../requests.ts';
import {samplesOf} from './memory.ts';
import type {SampledShard} from './reading.ts';
import type {ShardSample} from './sample.ts';

/** What has to be known before anything is read at the expense of the readers. */
export type SampleFacts = {
  readonly status: string | undefined;
  readonly encrypted: boolean;
  readonly onDemand: boolean;
  /** The shards that would be read: open ones only. */
  readonly shards: readonly SampledShard[];
  /** Reads that were refused in the last minutes; undefined when nobody could say. */
  readonly readsRefused: number | undefined;
  /** The most that is read of one shard a second, or of the mean of them where shards are not metered. */
  readonly outBytesPerSecond: number | undefined;
  readonly samples: ReadonlyMap<string, ShardSample>;
};

/** For how long reads must not have been refused. */
const windowSeconds = 600;

export async function gatherSampleFacts(
  session: Session,
  stream: {readonly arn: string; readonly name: string},
  shardId: string | undefined,
): Promise<Outcome<SampleFacts>> {
  const [summary, shards] = await Promise.all([
    session.attempt('kinesis:DescribeStreamSummary', () => describeSummary(session, stream.arn)),
    session.attempt('kinesis:ListShards', () => listShards(session, stream.arn)),
  ]);
  if (!summary.ok) return summary;
  if (!shards.ok) return shards;
  const open = shards.value.filter(shard => shard.open);
  const chosen = open.filter(shard => shardId === undefined || shard.id === shardId);
  const isMeteredForReads = isMetered(summary.value, 'outBytes');
  const {readsRefused, outBytes} = streamAsks(stream.name);
  const out = isMeteredForReads
    ? chosen.map(shard => shardAsk(stream.name, shard.id, 'outBytes', false))
    : [outBytes];
  const series = await read(session, [readsRefused, ...out]);
  const most = series.slice(1).flatMap(({points}) => points.slice(-5).map(({value}) => value / 60));
  const perShard = isMeteredForReads ? 1 : open.length;
  return {
    ok: true,
    value: {
      status: summary.value.status,
      encrypted: summary.value.encryption === 'KMS',
      onDemand: summary.value.mode === 'ON_DEMAND',
      shards: chosen.flatMap(({id, startingHashKey, endingHashKey}) => {
        const [start, end] = [parseHashKey(startingHashKey), parseHashKey(endingHashKey)];
        return start === undefined || end === undefined ? [] : [{streamArn: stream.arn, id, start, end}];
      }),
      readsRefused: series[0]?.missing ? undefined : sum(series[0]),
      outBytesPerSecond: most.length === 0 ? undefined : Math.max(...most) / perShard,
      samples: samplesOf(session).of(stream.arn, session.clock.now()),
    },
  };
}

/** No reads refused is no data, or zeros. */
const sum = (series: Series | undefined): number | undefined =>
  series?.points.reduce((total, {value}) => total + value, 0);

async function read(session: Session, asks: readonly MetricAsk[]): Promise<readonly Series[]> {
  const planner = new MetricPlanner(session, Number.POSITIVE_INFINITY);
  const recent = asks.map(ask => ({...ask, windowSeconds}));
  planner.want(recent);
  await planner.flush(() => {});
  return recent.map(ask => planner.book(ask));
}

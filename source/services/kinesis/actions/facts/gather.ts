import type {ActionTarget} from '../../../../actions/plan.ts';
import type {Outcome} from '../../../../aws/problem.ts';
import type {Session} from '../../../../aws/session.ts';
import type {MetricAsk, SeriesBook} from '../../../../metrics/ask.ts';
import {readOnce} from '../../../../metrics/read-once.ts';
import {isMetered, shardAsk, streamAsks} from '../../asks.ts';
import type {ShardFact, StreamSummary} from '../../facts.ts';
import {parseHashKey} from '../../hash-range.ts';
import {samplesOf} from '../../sample/memory.ts';
import type {ShardSample} from '../../sample/sample.ts';
import {describeQuota} from '../requests.ts';
import {dayAsk, dayMetrics, dayOf, withAncestors} from './day.ts';
import type {OpenShard, ReshardFacts} from './facts.ts';
import {
  idle,
  idleShards,
  isMeteredForWrites,
  meteredLoad,
  sampledLoad,
  writeMetrics,
  writeShare,
} from './load.ts';
import {nearest, toldBy} from './nearest.ts';
import {sampleOfRange} from './samples.ts';
import {audienceOf} from './series.ts';

/** Which open shards' day is wanted, given what their minutes say. */
export type DayWanted = (shards: readonly OpenShard[]) => readonly string[];

/** Reads a stream as it is now, with the load of its shards: all, or those around the one that it is about. */
export async function gatherReshard(
  session: Session,
  {arn, resource: name, region, part}: ActionTarget,
  dayWanted: DayWanted = () => [],
): Promise<Outcome<ReshardFacts>> {
  const {describeSummary, listConsumers, listMappings, listShards} = await import('../../requests.ts');
  const [described, shards, quota, consumers, mappings] = await Promise.all([
    session.attempt('kinesis:DescribeStreamSummary', () => describeSummary(session, arn)),
    session.attempt('kinesis:ListShards', () => listShards(session, arn)),
    session.attempt('kinesis:DescribeLimits', () => describeQuota(session)),
    session.attempt('kinesis:ListStreamConsumers', () => listConsumers(session, arn)),
    session.attempt('lambda:ListEventSourceMappings', () => listMappings(session)),
  ]);
  if (!described.ok) return described;
  if (!shards.ok) return shards;
  const summary = described.value;
  const listed = shards.value;
  const registered = consumers.ok ? consumers.value : [];
  const audience = audienceOf({name, arn}, summary, consumers, mappings, session.clock.now());
  const told = toldBy(listed, nearest(listed, part));
  const book = await readOnce(session, [...asksOf(name, summary, told), ...audience.asks]);
  const samples = samplesOf(session).of(arn, session.clock.now());
  const open = openShards(name, summary, {listed, told}, samples, book);
  const wanted = dayWanted(open);
  const facts = {
    asOf: session.clock.now(),
    name,
    arn,
    region,
    summary,
    open,
    listed,
    quota: quota.ok ? quota.value : undefined,
    consumers: registered,
    loss: audience.behind(book, session.clock.now()).loss,
    metered: isMeteredForWrites(summary),
    measuring: new Set(told.filter(shard => shard.open).map(({id}) => id)),
    samples,
  };
  if (wanted.length === 0) return {ok: true, value: {...facts, day: undefined}};
  const asked = withAncestors([...wanted, ...hottestOf(open)], listed);
  const asks = asked.flatMap(id => dayMetrics(summary).map(metric => dayAsk(name, id, metric)));
  const {inBytes, inRecords, outBytes} = streamAsks(name);
  const dayBook = await readOnce(session, [
    inBytes,
    inRecords,
    {...outBytes, windowSeconds: inBytes.windowSeconds},
    ...asks,
  ]);
  const shareNow = shareOfStream(name, open, book);
  return {ok: true, value: {...facts, day: dayOf({name, summary, listed, shareNow}, asked, dayBook)}};
}

function asksOf(name: string, summary: StreamSummary, told: readonly ShardFact[]): readonly MetricAsk[] {
  const {inBytes, inRecords} = streamAsks(name);
  const hour = {windowSeconds: 3600};
  const metrics = writeMetrics.filter(metric => isMetered(summary, metric));
  return [
    {...inBytes, ...hour},
    {...inRecords, ...hour},
    ...told.flatMap(({id, open}) =>
      (open ? metrics : metrics.slice(0, 1)).map(metric => shardAsk(name, id, metric, true)),
    ),
  ];
}

function openShards(
  name: string,
  summary: StreamSummary,
  {listed, told}: {readonly listed: readonly ShardFact[]; readonly told: readonly ShardFact[]},
  samples: ReadonlyMap<string, ShardSample>,
  book: SeriesBook,
): readonly OpenShard[] {
  const metered = isMeteredForWrites(summary);
  const idles = metered ? idleShards(name, told, book) : new Set<string>();
  const open: OpenShard[] = [];
  for (const {id, open: isOpen, startingHashKey, endingHashKey} of listed) {
    const [start, end] = [parseHashKey(startingHashKey), parseHashKey(endingHashKey)];
    if (!isOpen || start === undefined || end === undefined) continue;
    const sample = sampleOfRange(id, {start, end}, samples);
    const measured = metered ? meteredLoad(name, id, book) : undefined;
    const load = measured ?? (idles.has(id) ? idle : sample && sampledLoad(sample));
    open.push({id, range: {start, end}, load, sample});
  }
  return open.sort((a, b) => (a.range.start < b.range.start ? -1 : 1));
}

const hottestOf = (open: readonly OpenShard[]): readonly string[] =>
  open
    .toSorted((a, b) => (b.load?.accepted ?? -1) - (a.load?.accepted ?? -1))
    .slice(0, 1)
    .map(({id}) => id);

/** The share of the stream's load of this hour that shards have now. */
function shareOfStream(name: string, open: readonly OpenShard[], book: SeriesBook) {
  const {inBytes, inRecords} = streamAsks(name);
  const last = (ask: MetricAsk) => book(ask).points.at(-1)?.value;
  const [bytes, records] = [last(inBytes), last(inRecords)];
  const loads = new Map(open.map(({id, load}) => [id, load?.accepted]));
  return (ids: readonly string[]): number | undefined => {
    if (bytes === undefined || records === undefined) return undefined;
    const whole = writeShare(bytes / 60, records / 60);
    let sum = 0;
    for (const id of ids) {
      const load = loads.get(id);
      if (load === undefined) return undefined;
      sum += load;
    }
    return whole > 0 ? Math.min(1, sum / whole) : undefined;
  };
}

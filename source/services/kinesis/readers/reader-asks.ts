import type {MetricAsk, SeriesBook} from '../../../metrics/ask.ts';
import {
  consumerAsk,
  dayWindow,
  functionAsks,
  isMetered,
  quietEverySeconds,
  shardAsk,
  streamAsks,
} from '../asks.ts';
import type {ListedStream, MappingFact, StreamDetail} from '../facts.ts';
import {behindMs} from './lag.ts';
import {reads} from './reader.ts';

const goneMs = 10 * 60_000;

/**
 * The series that tell how far behind the readers of a stream are. Where one of them is, the ages of its shards
 * tell which one stands still; where somebody is gone, a day tells since when.
 */
export function readerAsks(
  {name, arn}: ListedStream,
  {summary, shards, consumers}: StreamDetail,
  mappings: readonly MappingFact[],
  watched: boolean,
  book: SeriesBook,
): readonly MetricAsk[] {
  const wanted: MetricAsk[] = [];
  const functions = mappings
    .filter(mapping => reads(mapping, arn))
    .map(mapping => functionAsks(mapping.function));
  const ages = [
    streamAsks(name).iteratorAge,
    ...(consumers?.value ?? []).map(consumer => consumerAsk(name, consumer.name)),
    ...functions.map(({iteratorAge}) => iteratorAge),
  ];
  wanted.push(...ages.map(ask => sinceWhen(ask, book)));
  for (const {invocations, errors} of functions) wanted.push(invocations, errors);
  if (!isMetered(summary?.value, 'iteratorAge') || !ages.some(ask => isBehind(ask, book))) return wanted;
  for (const {id} of shards?.value ?? []) {
    const ask = shardAsk(name, id, 'iteratorAge', true);
    wanted.push(watched ? ask : {...ask, everySeconds: quietEverySeconds});
  }
  return wanted;
}

function isBehind(ask: MetricAsk, book: SeriesBook): boolean {
  const last = book(ask).points.at(-1);
  return last !== undefined && last.value > behindMs;
}

/** A reader that is not there may have been there yesterday; of the others, the last hours say enough. */
function sinceWhen(ask: MetricAsk, book: SeriesBook): MetricAsk {
  const {points, coveredUntil} = book(ask);
  const last = points.at(-1);
  const isGone = coveredUntil !== undefined && (last === undefined || coveredUntil - last.at > goneMs);
  return isGone ? {...ask, windowSeconds: dayWindow} : ask;
}

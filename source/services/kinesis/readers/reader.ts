import {lastOf, type Series, type SeriesBook} from '../../../metrics/ask.ts';
import {absent, measured, type Reading, toFields} from '../../../reading.ts';
import {consumerAsk, functionAsks, streamAsks} from '../asks.ts';
import type {ConsumerFact, ListedStream, MappingFact, StreamDetail} from '../facts.ts';
import type {Consumer} from '../model.ts';
import type {KinesisThresholds} from '../thresholds.ts';
import {type Lag, lagOf} from './lag.ts';
import {type AgeLimit, limitOf, lossOf} from './loss.ts';

/** Somebody who reads a stream: as the document shows them, and what a verdict needs beside that. */
export type StreamReader = {
  readonly consumer: Consumer;
  readonly lag: Lag | undefined;
  readonly limit: AgeLimit | undefined;
  readonly series: Series;
  readonly mapping: MappingFact | undefined;
  /** What its function did in the last minutes; undefined for who is no function, or where nobody knows. */
  readonly calls: Calls | undefined;
};

type Calls = {readonly invocations: number; readonly errors: number};

export type ReaderContext = {
  readonly now: number;
  readonly book: SeriesBook;
  readonly thresholds: KinesisThresholds;
  /** All mappings of the region: a function that reads several streams has one age for all of them. */
  readonly mappings: readonly MappingFact[];
};

const callMinutes = 5;

/** All that are known to read the stream. Those that share are one: AWS measures only the slowest of them. */
export function readersOf(
  listed: ListedStream,
  detail: StreamDetail,
  context: ReaderContext,
): readonly StreamReader[] {
  const retentionHours = detail.summary?.value?.retentionHours;
  const shared = sharedReader(listed.name, retentionHours, context);
  const enhanced = (detail.consumers?.value ?? []).map(consumer =>
    fanOutReader(listed.name, consumer, retentionHours, context),
  );
  const functions = context.mappings
    .filter(mapping => reads(mapping, listed.arn))
    .map(mapping =>
      functionReader(listed.name, mapping, retentionHours, shared, behind(mapping, enhanced), context),
    );
  return [...(shared.lag ? [shared] : []), ...enhanced, ...functions];
}

/** The fan-out consumer through which a mapping reads: .../consumer/NAME:CREATED. */
function behind({source}: MappingFact, enhanced: readonly StreamReader[]): StreamReader | undefined {
  const name = source.split('/consumer/')[1]?.split(':')[0];
  return enhanced.find(({consumer}) => consumer.name === name);
}

/** A mapping reads the stream, or one of its fan-out consumers. */
export const reads = ({source}: MappingFact, streamArn: string): boolean =>
  source === streamArn || source.startsWith(`${streamArn}/consumer/`);

function sharedReader(stream: string, retentionHours: number | undefined, context: ReaderContext) {
  const series = context.book(streamAsks(stream).iteratorAge);
  return readerOf({name: 'readers', kind: 'shared', state: null, lastResult: null, mapping: null}, context, {
    series,
    lag: lagOf(series, context.thresholds),
    limit: limitOf(retentionHours, null),
  });
}

/** A fan-out consumer: AWS measures how far each of them is behind. */
function fanOutReader(
  stream: string,
  {name, status}: ConsumerFact,
  retentionHours: number | undefined,
  context: ReaderContext,
) {
  const series = context.book(consumerAsk(stream, name));
  return readerOf({name, kind: 'enhanced', state: status, lastResult: null, mapping: null}, context, {
    series,
    lag: lagOf(series, context.thresholds),
    limit: limitOf(retentionHours, null),
  });
}

function functionReader(
  stream: string,
  mapping: MappingFact,
  retentionHours: number | undefined,
  shared: StreamReader,
  fanOut: StreamReader | undefined,
  context: ReaderContext,
) {
  const {book, thresholds, mappings} = context;
  const asks = functionAsks(mapping.function);
  const own = book(asks.iteratorAge);
  const input = book(streamAsks(stream).inRecords);
  const lag = lagOf(own, thresholds, {
    stopped: mapping.state === 'Disabled' || mapping.state === 'Disabling',
    inputSince: at => input.points.some(point => point.at >= at && point.value > 0),
  });
  const isAlone = mappings.filter(other => other.function === mapping.function).length === 1;
  // Its age may be that of another stream: it is never further behind than this one's own measure of it.
  const measure = fanOut?.lag ? fanOut : shared;
  const takesShared = !isAlone && (measure.lag?.settledMs ?? 0) < (lag?.settledMs ?? 0);
  const {name, state, lastResult, ...settings} = {...mapping, name: mapping.function};
  const consumer = {
    name,
    kind: 'lambda' as const,
    state,
    lastResult,
    mapping: {
      uuid: settings.uuid,
      parallelizationFactor: settings.parallelizationFactor,
      maximumRecordAgeSeconds: settings.maximumRecordAgeSeconds,
      maximumRetryAttempts: settings.maximumRetryAttempts,
      bisectBatchOnFunctionError: settings.bisectBatchOnFunctionError,
    },
  };
  return readerOf(consumer, context, {
    series: takesShared ? measure.series : own,
    lag: takesShared ? measure.lag : lag,
    limit: limitOf(retentionHours, mapping.maximumRecordAgeSeconds),
    mapping,
    calls: callsOf(book(asks.invocations), book(asks.errors)),
  });
}

/** Undefined when the function was not invoked: there is then no share of anything. */
function callsOf(invocations: Series, errors: Series): Calls | undefined {
  const total = lastMinutes(invocations);
  return total === 0 ? undefined : {invocations: total, errors: lastMinutes(errors)};
}

function lastMinutes({points, coveredUntil = 0}: Series): number {
  const from = coveredUntil - callMinutes * 60_000;
  return points.filter(point => point.at >= from).reduce((sum, point) => sum + point.value, 0);
}

type Measured = Pick<StreamReader, 'series' | 'lag' | 'limit'> &
  Partial<Pick<StreamReader, 'mapping' | 'calls'>>;

function readerOf(
  who: Pick<Consumer, 'name' | 'kind' | 'state' | 'lastResult' | 'mapping'>,
  {now}: ReaderContext,
  {series, lag, limit, mapping, calls}: Measured,
): StreamReader {
  const {values, missing} = toFields({lagMs: lagReading(lag, series), slopeMsPerSecond: slopeReading(lag)});
  const lacking = {
    ...(who.state === null ? {state: whyNot(who.kind === 'shared')} : {}),
    ...(who.lastResult === null ? {lastResult: whyNot(who.kind !== 'lambda')} : {}),
  };
  const consumer = {...who, ...values, loss: lossOf(lag, limit, now), missing: {...missing, ...lacking}};
  return {consumer, lag, limit, series, mapping, calls};
}

const whyNot = (never: boolean) => (never ? ('not-applicable' as const) : ('no-data' as const));

function lagReading(lag: Lag | undefined, series: Series): Reading {
  if (lag) return measured(lag.ageMs, lag.asOf);
  const last = lastOf(series);
  return 'missing' in last ? last : absent('no-data');
}

const slopeReading = (lag: Lag | undefined): Reading =>
  lag?.slopeMsPerSecond === undefined ? absent('no-data') : measured(lag.slopeMsPerSecond, lag.asOf);

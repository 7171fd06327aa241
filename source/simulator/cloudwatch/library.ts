import type {Datum, MetricId, MetricSource} from '../metric-source.ts';
import {arrived, latestArrivalMs, saltOf} from './arrival.ts';
import {createBreath} from './breath.ts';
import {addTo, type Bucket} from './bucket.ts';
import {keyOf} from './metric.ts';
import type {Stored} from './stored.ts';
import type {Window} from './window.ts';

/** All metrics of an account, whoever publishes them, as they can be seen at a given time. */
export type Library = {
  readonly list: (region: string) => Iterable<MetricId>;
  /** The periods of a window that have data. */
  readonly read: (
    region: string,
    metric: MetricId,
    window: Window,
    now: number,
  ) => Promise<Map<number, Bucket>>;
  /** For whoever waits until a minute is whole, as alarms do. */
  readonly settled: (region: string, metric: MetricId) => Settled;
  /** Whether any data of the time since `from` can be seen. */
  readonly active: (region: string, metric: MetricId, from: number, now: number) => Promise<boolean>;
};

/** A metric, each minute as it is once all of it has arrived. */
export type Settled = {
  /** How long after its end a minute is whole at the latest. */
  readonly lateMs: number;
  /** What was put can still come later, for any minute. */
  readonly isFinal: boolean;
  readonly minute: (minuteStart: number) => Datum | undefined;
};

const minuteMs = 60_000;
const dayMs = 1440 * minuteMs;

export function createLibrary(accountId: string, sources: readonly MetricSource[], stored: Stored): Library {
  /** What can be seen of one minute of a metric. */
  function minuteReader(region: string, metric: MetricId, now: number): (at: number) => Datum | undefined {
    const put = stored.minutes(region, metric);
    if (put) return put;
    const salt = saltOf(`${accountId}\u0000${region}\u0000${keyOf(metric)}`);
    return at => {
      const datum = published(region, metric, at);
      return datum && arrived(datum, salt, at, now);
    };
  }

  const stepOf = (metric: MetricId): number =>
    sources.some(source => source.daily?.(metric)) ? dayMs : minuteMs;

  function published(region: string, metric: MetricId, at: number): Datum | undefined {
    for (const source of sources) {
      const datum = source.minute(region, metric, at);
      if (datum) return datum;
    }
    return undefined;
  }

  return {
    *list(region) {
      for (const source of sources) yield* source.list(region);
      yield* stored.list(region);
    },
    async read(region, metric, {from, to, periodMs}, now) {
      const minute = minuteReader(region, metric, now);
      const breath = createBreath();
      const buckets = new Map<number, Bucket>();
      const step = stepOf(metric);
      for (let at = firstOf(from, step); at < to; at += step) {
        const rest = breath();
        if (rest) await rest;
        const datum = minute(at);
        if (!datum) continue;
        const start = Math.floor(at / periodMs) * periodMs;
        buckets.set(start, addTo(buckets.get(start), datum));
      }
      return buckets;
    },
    settled(region, metric) {
      const put = stored.minutes(region, metric);
      if (put) return {lateMs: 0, isFinal: false, minute: put};
      return {lateMs: latestArrivalMs, isFinal: true, minute: at => published(region, metric, at)};
    },
    async active(region, metric, from, now) {
      const minute = minuteReader(region, metric, now);
      const breath = createBreath();
      const step = stepOf(metric);
      for (let at = Math.floor(now / step) * step; at >= from; at -= step) {
        const rest = breath();
        if (rest) await rest;
        if (minute(at)) return true;
      }
      return false;
    },
  };
}

/** Where a window begins: in the midst of a minute with all of it, in the midst of a day with the next. */
const firstOf = (from: number, step: number): number =>
  step === dayMs ? Math.ceil(from / dayMs) * dayMs : Math.floor(from / step) * step;

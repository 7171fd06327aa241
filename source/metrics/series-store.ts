import type {Missing} from '../reading.ts';
import type {MetricAsk, Point, Series} from './ask.ts';

/** How long after its end a period is complete: CloudWatch's own services publish one to two minutes late. */
const settleMs = 120_000;
/** Periods that are asked for again with the new ones, because points still change after they first appear. */
const overlapPeriods = 3;
const forgetAfterMs = 15 * 60_000;

type Entry = {
  ask: MetricAsk;
  windowSeconds: number;
  series: Series;
  coveredFrom: number;
  wantedAt: number;
};

/** All series that are known, each under the words of its ask. */
export class SeriesStore {
  readonly #entries = new Map<string, Entry>();

  /** Notes that a series is wanted, with the widest window that anybody wants. */
  want(ask: MetricAsk, now: number): string {
    const key = keyOf(ask);
    const known = this.#entries.get(key);
    if (!known) {
      const series: Series = {points: [], periodSeconds: ask.periodSeconds, coveredUntil: undefined};
      this.#entries.set(key, {ask, windowSeconds: ask.windowSeconds, series, coveredFrom: 0, wantedAt: now});
      return key;
    }
    const again = known.wantedAt === now;
    known.windowSeconds = again ? Math.max(known.windowSeconds, ask.windowSeconds) : ask.windowSeconds;
    known.ask = again && everySecondsOf(known.ask) < everySecondsOf(ask) ? known.ask : ask;
    known.wantedAt = now;
    return key;
  }

  ask(key: string): MetricAsk {
    return this.#entry(key).ask;
  }

  get(ask: MetricAsk): Series {
    return (
      this.#entries.get(keyOf(ask))?.series ?? {
        points: [],
        periodSeconds: ask.periodSeconds,
        coveredUntil: undefined,
        missing: 'not-asked',
      }
    );
  }

  /** What has to be asked now for this series: nothing, the whole window, or its tail. */
  due(key: string, now: number, stretch: number): {readonly start: number; readonly end: number} | undefined {
    const {ask, windowSeconds, series, coveredFrom} = this.#entry(key);
    const periodMs = ask.periodSeconds * 1000;
    const end = Math.floor((now - settleMs) / periodMs) * periodMs;
    const wholeStart = Math.floor((end - windowSeconds * 1000) / periodMs) * periodMs;
    const {coveredUntil} = series;
    // Where the clock turned out to be wrong and was put back, what was known lies in the future.
    const isAhead = coveredUntil !== undefined && coveredUntil > end + periodMs;
    if (coveredUntil === undefined || isAhead || wholeStart + periodMs < coveredFrom) {
      return {start: Math.min(wholeStart, end - periodMs), end};
    }
    const newMs = end - coveredUntil;
    if (newMs <= 0 || newMs < everySecondsOf(ask) * 1000 * stretch) return undefined;
    return {start: Math.max(wholeStart, coveredUntil - overlapPeriods * periodMs), end};
  }

  /** Takes in an answer for `start` to `end`. */
  learn(key: string, start: number, end: number, points: readonly Point[]): void {
    const entry = this.#entry(key);
    const periodMs = entry.ask.periodSeconds * 1000;
    const settledEnd = Math.floor(end / periodMs) * periodMs;
    const from = settledEnd - entry.windowSeconds * 1000;
    const old = entry.series.points.filter(
      point => point.at >= from && (point.at < start || point.at >= end),
    );
    const fresh = points.filter(point => point.at >= start && point.at + periodMs <= settledEnd);
    entry.coveredFrom =
      entry.series.coveredUntil === undefined || start <= entry.coveredFrom
        ? start
        : Math.max(entry.coveredFrom, from);
    entry.series = {
      points: [...old, ...fresh].sort((a, b) => a.at - b.at),
      periodSeconds: entry.ask.periodSeconds,
      coveredUntil: settledEnd,
    };
  }

  /** The series could not be had; what was known of it stays. */
  fail(key: string, missing: Missing): void {
    const entry = this.#entry(key);
    entry.series = {...entry.series, missing};
  }

  forgetUnwanted(now: number): void {
    for (const [key, entry] of this.#entries) {
      if (now - entry.wantedAt > forgetAfterMs) this.#entries.delete(key);
    }
  }

  #entry(key: string): Entry {
    const entry = this.#entries.get(key);
    if (!entry) throw new Error(`No series is kept under ${key}`);
    return entry;
  }
}

export const everySecondsOf = (ask: MetricAsk): number => Math.max(ask.everySeconds ?? 0, ask.periodSeconds);

const keys = new WeakMap<MetricAsk, string>();

function keyOf(ask: MetricAsk): string {
  const known = keys.get(ask);
  if (known !== undefined) return known;
  const dimensions = Object.entries(ask.dimensions)
    .map(([name, value]) => `${name}=${value}`)
    .sort();
  const key = [
    ask.region ?? '',
    ask.namespace,
    ask.name,
    ...dimensions,
    ask.statistic,
    ask.periodSeconds,
  ].join('\u0000');
  keys.set(ask, key);
  return key;
}

import type {Point, Series, SeriesBook} from '../../metrics/ask.ts';
import {absent, type Missing, measured, type Reading} from '../../reading.ts';
import {slopeOf} from '../slope.ts';
import {bytesAsk, daySeconds, objectsAsk, typesOf} from './asks.ts';
import type {BucketFacts, ListedBucket} from './facts.ts';
import type {Bucket} from './model.ts';

const dayMs = daySeconds * 1000;
const historyDays = 14;

/** What the storage metrics say of a bucket. */
export type Figures = {
  /** The day of the newest figures. */
  readonly day: number | undefined;
  /** On that day, by storage type. */
  readonly byType: ReadonlyMap<string, number>;
  readonly bytes: Reading;
  readonly objects: Reading;
  readonly growthBytesPerDay: Reading;
  readonly history: Bucket['history'];
};

export function figuresOf(listed: ListedBucket, facts: BucketFacts, book: SeriesBook): Figures {
  const types = typesOf(facts, listed);
  if (types === undefined) return withoutFigures(unlisted(facts, listed));
  const series = types.map(type => [type, book(bytesAsk(listed, type))] as const);
  const daily = sumByDay(series.map(([, each]) => each));
  const newest = daily.at(-1);
  if (!newest) return withoutFigures(whyNone(series.map(([, each]) => each)));
  const objects = book(objectsAsk(listed));
  const asOf = newest.at + dayMs;
  return {
    day: newest.at,
    byType: new Map(
      series.flatMap(([type, {points}]) => {
        const point = points.findLast(({at}) => at === newest.at);
        return point ? [[type, point.value] as const] : [];
      }),
    ),
    bytes: measured(newest.value, asOf),
    objects: newestOf(objects),
    growthBytesPerDay: growthOf(daily, asOf),
    history: historyOf(daily, objects.points, newest.at),
  };
}

function unlisted({storageTypes}: BucketFacts, {region}: ListedBucket): Missing {
  return storageTypes.get(region)?.problem?.missing ?? 'not-asked';
}

const withoutFigures = (why: Missing): Figures => ({
  day: undefined,
  byType: new Map(),
  bytes: absent(why),
  objects: absent(why),
  growthBytesPerDay: absent(why),
  history: null,
});

/** A bucket that never held anything, or is younger than two days, has no figures at all. */
function whyNone(series: readonly Series[]): Missing {
  const open = series.find(({coveredUntil}) => coveredUntil === undefined);
  return open ? (open.missing ?? 'not-asked') : 'no-data';
}

/** All storage types together, day by day; of a class that is empty since, there are no figures any more. */
function sumByDay(series: readonly Series[]): readonly Point[] {
  const days = new Map<number, number>();
  for (const {at, value} of series.flatMap(({points}) => points)) days.set(at, (days.get(at) ?? 0) + value);
  return [...days].map(([at, value]) => ({at, value})).sort((a, b) => a.at - b.at);
}

/** The newest that there is: the last day is hardly ever there yet. */
function newestOf({points, missing, coveredUntil}: Series): Reading {
  const last = points.at(-1);
  if (last) return measured(last.value, last.at + dayMs);
  return absent(coveredUntil === undefined ? (missing ?? 'not-asked') : 'no-data');
}

function growthOf(daily: readonly Point[], asOf: number): Reading {
  const slope = slopeOf(daily.filter(({at}) => at >= asOf - historyDays * dayMs));
  return slope === undefined ? absent('no-data') : measured(slope * daySeconds, asOf);
}

function historyOf(daily: readonly Point[], objects: readonly Point[], newestDay: number): Bucket['history'] {
  const start = newestDay - (historyDays - 1) * dayMs;
  const row = (points: readonly Point[]) => {
    const byDay = new Map(points.map(({at, value}) => [at, value]));
    return Array.from({length: historyDays}, (_, day) => byDay.get(start + day * dayMs) ?? null);
  };
  return {
    startAt: new Date(start).toISOString(),
    periodSeconds: daySeconds,
    bytes: row(daily),
    objects: row(objects),
  };
}

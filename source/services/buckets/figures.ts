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
  const objects = book(objectsAsk(listed));
  const unread = series.map(([, each]) => whyUnread(each)).find(why => why !== undefined);
  // Without one of its types the sum would be too little, and look like a measured one.
  if (unread !== undefined) return {...withoutFigures(unread), objects: newestOf(objects)};
  const daily = wholeDays(series.map(([, each]) => each));
  const newest = daily.at(-1);
  if (!newest) return withoutFigures('no-data');
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
    objects: newestOf(objects, newest.at),
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

const whyUnread = ({coveredUntil, missing}: Series): Missing | undefined =>
  coveredUntil === undefined ? (missing ?? 'not-asked') : undefined;

/** The figure of a type may come a day after that of another: from the second day on, the type holds nothing any more. */
const emptyAfterDays = 2;

/**
 * All storage types together, of the days of which every type is known. Of a type that is empty since, there are no
 * figures any more; of one that is only late, there will be.
 */
function wholeDays(series: readonly Series[]): readonly Point[] {
  const types = series.flatMap(({points}) => {
    const [first, last] = [points[0], points.at(-1)];
    if (!first || !last) return [];
    return [{first: first.at, last: last.at, values: new Map(points.map(({at, value}) => [at, value]))}];
  });
  const newest = Math.max(...types.map(({last}) => last));
  const days = [...new Set(types.flatMap(({values}) => [...values.keys()]))].sort((a, b) => a - b);
  const isKnown = (day: number) =>
    types.every(
      ({first, last, values}) =>
        values.has(day) || day < first || (day > last && newest - last >= emptyAfterDays * dayMs),
    );
  return days
    .filter(isKnown)
    .map(at => ({at, value: types.reduce((sum, {values}) => sum + (values.get(at) ?? nothing), 0)}));
}

/** A type that has not begun, or is empty since, adds nothing. */
const nothing = 0;

/** Of that day, or the newest that there is: the last day is hardly ever there yet. */
function newestOf(series: Series, day = Number.POSITIVE_INFINITY): Reading {
  const {points} = series;
  const last = points.findLast(({at}) => at <= day) ?? points.at(-1);
  return last ? measured(last.value, last.at + dayMs) : absent(whyUnread(series) ?? 'no-data');
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

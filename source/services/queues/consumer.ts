import type {Point, Series, SeriesBook} from '../../metrics/ask.ts';
import type {QueueAsks} from './asks.ts';

const minuteMs = 60_000;
export const lateMinutes = 15;
/** Who deleted in so large a share of the minutes of an hour is a consumer, and not somebody who passed by. */
const steadyShare = 0.5;

/** What was done with the messages of a queue in the last quarter of an hour. */
export type Consumer = {
  /** Somebody deleted messages; undefined when nobody can tell. */
  readonly alive: boolean | undefined;
  readonly received: number | undefined;
  readonly deleted: number | undefined;
  /** When the last message was deleted by a consumer that had deleted steadily until then. */
  readonly goneSince: number | undefined;
};

export function consumerOf(book: SeriesBook, asks: QueueAsks): Consumer {
  const deletes = book(asks.deleted);
  const deleted = sumOfLate(deletes);
  return {
    alive: deleted === undefined ? undefined : deleted > 0,
    received: sumOfLate(book(asks.received)),
    deleted,
    goneSince: goneSince(deletes),
  };
}

/** Undefined where there is no minute with data: an idle queue has none, and that is not zero. */
function sumOfLate({points, coveredUntil}: Series): number | undefined {
  if (coveredUntil === undefined) return undefined;
  const late = points.filter(({at}) => at >= coveredUntil - lateMinutes * minuteMs);
  return late.length === 0 ? undefined : sum(late);
}

function goneSince({points}: Series): number | undefined {
  const last = points.findLast(({value}) => value > 0);
  if (!last || last === points.at(-1)) return undefined;
  const hour = points.filter(({at}) => at > last.at - 60 * minuteMs && at <= last.at);
  const busy = hour.filter(({value}) => value > 0);
  return busy.length >= 5 && busy.length >= hour.length * steadyShare ? last.at + minuteMs : undefined;
}

const sum = (points: readonly Point[]): number => points.reduce((total, {value}) => total + value, 0);

import type {Session} from '../aws/session.ts';
import type {MetricAsk, SeriesBook} from './ask.ts';
import {MetricPlanner} from './planner.ts';

/** One reading of these series. What could not be had is missing in the book, with why. */
export async function readOnce(session: Session, asks: readonly MetricAsk[]): Promise<SeriesBook> {
  const planner = new MetricPlanner(session, Number.POSITIVE_INFINITY);
  planner.want(asks);
  await planner.flush(() => {});
  return planner.book;
}

import type {Outcome} from '../../../../aws/problem.ts';
import type {MetricAsk, SeriesBook} from '../../../../metrics/ask.ts';
import {dayWindow} from '../../asks.ts';
import type {ConsumerFact, MappingFact, StreamSummary} from '../../facts.ts';
import type {Loss} from '../../model.ts';
import type {Lag} from '../../readers/lag.ts';
import {soonest} from '../../readers/loss.ts';
import {readersOf} from '../../readers/reader.ts';
import {readerAsks} from '../../readers/reader-asks.ts';
import {defaultThresholds} from '../../thresholds.ts';

/** How far behind the reader is that is furthest behind, and whose records are lost first. */
export type Behind = {readonly lag: Lag | undefined; readonly loss: Loss};

export type Audience = {
  readonly asks: readonly MetricAsk[];
  readonly behind: (book: SeriesBook, now: number) => Behind;
};

type Read<Value> = Outcome<readonly Value[]>;

/** Everybody who is known to read a stream. Whom nobody may list cannot be counted. */
export function audienceOf(
  {name, arn}: {readonly name: string; readonly arn: string},
  described: StreamSummary,
  consumers: Read<ConsumerFact>,
  mappings: Read<MappingFact>,
  asOf: number,
): Audience {
  const listed = {name, arn, status: described.status, mode: described.mode};
  const detail = {
    summary: {value: described, asOf},
    consumers: {value: consumers.ok ? consumers.value : [], asOf},
  };
  const functions = mappings.ok ? mappings.value : [];
  const asks = readerAsks(listed, detail, functions, false, unread);
  return {
    // Whoever stopped reading in the night is still behind.
    asks: asks.map(ask => ({...ask, windowSeconds: dayWindow})),
    behind: (book, now) => {
      const context = {now, book, thresholds: defaultThresholds, mappings: functions};
      const readers = readersOf(listed, detail, context);
      const lags = readers.map(({lag}) => lag).filter(lag => lag !== undefined);
      return {
        lag: lags.toSorted((a, b) => b.settledMs - a.settledMs)[0],
        loss: soonest(readers.map(({consumer}) => consumer.loss)),
      };
    },
  };
}

const unread: SeriesBook = ({periodSeconds}) => ({points: [], periodSeconds, coveredUntil: undefined});

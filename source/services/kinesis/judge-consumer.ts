import {lastOf, type SeriesBook} from '../../metrics/ask.ts';
import {absent, measured, type Reading, toFields} from '../../reading.ts';
import {consumerAsk} from './asks.ts';
import type {ConsumerFact} from './facts.ts';
import {type Lag, lagOf, lossOf} from './loss.ts';
import type {Consumer} from './model.ts';
import type {KinesisThresholds} from './thresholds.ts';

/** A fan-out consumer: AWS measures how far each of them is behind. */
export function judgeFanOut(
  stream: string,
  consumer: ConsumerFact,
  retentionHours: number | undefined,
  book: SeriesBook,
  thresholds: KinesisThresholds,
  now: number,
): Consumer {
  const series = book(consumerAsk(stream, consumer.name));
  return consumerOf(
    {name: consumer.name, kind: 'enhanced', state: consumer.status},
    lagOf(series, thresholds),
    lastOf(series),
    retentionHours,
    now,
  );
}

/** All readers that share the shards' throughput: AWS measures only the one that is furthest behind. */
export const judgeShared = (
  lag: Lag,
  last: Reading,
  retentionHours: number | undefined,
  now: number,
): Consumer => consumerOf({name: 'readers', kind: 'shared', state: null}, lag, last, retentionHours, now);

function consumerOf(
  who: Pick<Consumer, 'name' | 'kind' | 'state'>,
  lag: Lag | undefined,
  last: Reading,
  retentionHours: number | undefined,
  now: number,
): Consumer {
  const {values, missing} = toFields({
    lagMs: lag ? measured(lag.ageMs, lag.asOf) : last,
    slopeMsPerSecond:
      lag?.slopeMsPerSecond === undefined ? absent('no-data') : measured(lag.slopeMsPerSecond, lag.asOf),
  });
  return {...who, ...values, loss: lossOf(lag, retentionHours, now), missing};
}

import type {QueueProducer} from '../scenarios/schema.ts';
import {minuteMs} from '../world/minutes.ts';
import type {Arrivals} from './arrivals.ts';
import type {Counts} from './minute-row.ts';

/** What the producers sent in a minute, for the metrics, with what else was sent. */
export function withProduced(arrivals: Arrivals, minute: number, counts: Counts): Counts {
  const {producers} = arrivals;
  const total = arrivals.total(minute);
  if (total === 0) return counts;
  const rate = producers.reduce((sum, producer) => sum + producer.messagesPerSecond, 0);
  const mean = producers.reduce(
    (sum, {messagesPerSecond, messageBytes}) => sum + messagesPerSecond * messageBytes,
    0,
  );
  return {
    ...counts,
    sent: counts.sent + total,
    bytes: counts.bytes + Math.round((total * mean) / rate),
    smallest: Math.min(counts.smallest, ...producers.map(bytesOf(0.75))),
    largest: Math.max(counts.largest, ...producers.map(bytesOf(1.25))),
  };
}

const bytesOf = (times: number) => (producer: QueueProducer) => Math.round(producer.messageBytes * times);

/**
 * A consumer that finds nothing asks again: after a second, or after it has waited as long as the queue lets it. One
 * that is dead asks nothing.
 */
export function emptyReceivesOf(isAsking: boolean, receiveWaitSeconds: number, received: number): number {
  if (!isAsking) return 0;
  return Math.max(0, Math.round(minuteMs / 1000 / Math.max(1, receiveWaitSeconds)) - received);
}

import type {Datum, MetricId, MetricSource} from '../metric-source.ts';
import {minuteMs} from '../world/minutes.ts';
import type {MinuteRow} from './minute-row.ts';
import type {Queue} from './queue.ts';

export type MetricsOptions = {
  readonly now: () => number;
  readonly queuesOf: (region: string) => readonly Queue[];
  readonly queue: (region: string, name: string) => Queue | undefined;
  /** Passes a queue, and whatever could have sent something to it, to a time. */
  readonly advance: (queue: Queue, to: number) => void;
};

const namespace = 'AWS/SQS';

/** What SQS publishes to CloudWatch about the queues of the account; of a queue that is idle, nothing. */
export function queueMetrics({now, queuesOf, queue, advance}: MetricsOptions): MetricSource {
  return {
    *list(region) {
      for (const each of queuesOf(region)) {
        advance(each, now());
        if (!each.hasPublished) continue;
        for (const name of Object.keys(published)) yield idOf(name, each.name);
      }
    },
    minute(region, metric, minuteStart) {
      const {QueueName: name, ...others} = metric.dimensions;
      const datum = Object.hasOwn(published, metric.name) ? published[metric.name] : undefined;
      if (metric.namespace !== namespace || !datum || name === undefined) return undefined;
      const asked = queue(region, name);
      const end = minuteStart + minuteMs;
      if (!asked || end > now() || Object.keys(others).length > 0) return undefined;
      advance(asked, end);
      const row = asked.row(minuteStart / minuteMs);
      return row && datum(row);
    },
  };
}

const idOf = (name: string, queue: string): MetricId => ({namespace, name, dimensions: {QueueName: queue}});

/** A state, seen once at the end of the minute. */
const seen = (value: number): Datum => ({sum: value, count: 1, min: value, max: value});

/** Things that were counted one by one, or that there were none. */
const counted = (sum: number): Datum => (sum === 0 ? seen(0) : {sum, count: sum, min: 1, max: 1});

const published: Readonly<Record<string, (row: MinuteRow) => Datum | undefined>> = {
  ApproximateAgeOfOldestMessage: row => seen(row.oldestAgeSeconds),
  ApproximateNumberOfMessagesDelayed: row => seen(row.delayed),
  ApproximateNumberOfMessagesNotVisible: row => seen(row.inFlight),
  ApproximateNumberOfMessagesVisible: row => seen(row.visible),
  NumberOfEmptyReceives: row => counted(row.emptyReceives),
  NumberOfMessagesDeleted: row => counted(row.deleted),
  NumberOfMessagesReceived: row => counted(row.received),
  NumberOfMessagesSent: row => counted(row.sent),
  SentMessageSize: ({sent, bytes, smallest, largest}) =>
    sent === 0 ? undefined : {sum: bytes, count: sent, min: smallest, max: largest},
};

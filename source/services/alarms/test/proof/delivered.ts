import type {Session} from '../../../../aws/session.ts';
import type {MetricAsk, Series} from '../../../../metrics/ask.ts';
import {readOnce} from '../../../../metrics/read-once.ts';

/** What SNS counted for a topic since a minute: of everything that was published to it, not of one test alone. */
export type Delivered = {
  readonly delivered: number | undefined;
  readonly failed: number | undefined;
  /** False while CloudWatch may still learn more of those minutes. */
  readonly isSettled: boolean;
};

const minuteMs = 60_000;

const askFor = (topic: string, name: string): MetricAsk => ({
  namespace: 'AWS/SNS',
  name,
  dimensions: {TopicName: topic.slice(topic.lastIndexOf(':') + 1)},
  statistic: 'Sum',
  periodSeconds: 60,
  windowSeconds: 900,
});

export async function readDelivered(
  session: Session,
  topics: readonly string[],
  since: number,
  /** When the last message was taken: it is delivered, and counted, a moment later, maybe in the next minute. */
  last: number,
): Promise<ReadonlyMap<string, Delivered>> {
  const names = ['NumberOfNotificationsDelivered', 'NumberOfNotificationsFailed'];
  const book = await readOnce(
    session,
    topics.flatMap(topic => names.map(name => askFor(topic, name))),
  );
  const start = Math.floor(since / minuteMs) * minuteMs;
  const end = (Math.floor(last / minuteMs) + 2) * minuteMs;
  const sum = ({points}: Series): number | undefined => {
    const counted = points.filter(({at}) => at >= start);
    return counted.length === 0 ? undefined : counted.reduce((total, {value}) => total + value, 0);
  };
  return new Map(
    topics.map(topic => {
      const [delivered, failed] = names.map(name => book(askFor(topic, name)));
      const read: Delivered = {
        delivered: delivered && sum(delivered),
        failed: failed && sum(failed),
        isSettled: delivered?.coveredUntil !== undefined && delivered.coveredUntil >= end,
      };
      return [topic, read];
    }),
  );
}

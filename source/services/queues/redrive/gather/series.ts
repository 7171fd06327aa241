import type {MetricAsk, SeriesBook, Statistic} from '../../../../metrics/ask.ts';
import type {Consumed} from '../facts.ts';
import type {Depth} from '../guard/arrivals.ts';

const periodSeconds = 60;
/** The longer a queue was quiet, the surer that what comes now came back. */
const depthWindow = 3 * 3600;
const consumedWindow = 3600;

const ask = (queue: string, name: string, statistic: Statistic, windowSeconds: number): MetricAsk => ({
  namespace: 'AWS/SQS',
  name,
  dimensions: {QueueName: queue},
  statistic,
  periodSeconds,
  windowSeconds,
});

/** What a dead-letter queue held, and how old its oldest message is. */
export const heldAsks = (queue: string) =>
  ({
    visible: ask(queue, 'ApproximateNumberOfMessagesVisible', 'Average', depthWindow),
    inFlight: ask(queue, 'ApproximateNumberOfMessagesNotVisible', 'Average', depthWindow),
    delayed: ask(queue, 'ApproximateNumberOfMessagesDelayed', 'Average', depthWindow),
    oldestAge: ask(queue, 'ApproximateAgeOfOldestMessage', 'Maximum', consumedWindow),
  }) as const;

/** What consumers did to a queue. */
export const consumedAsks = (queue: string) =>
  ({
    deleted: ask(queue, 'NumberOfMessagesDeleted', 'Sum', consumedWindow),
    received: ask(queue, 'NumberOfMessagesReceived', 'Sum', consumedWindow),
    emptyReceives: ask(queue, 'NumberOfEmptyReceives', 'Sum', consumedWindow),
  }) as const;

/** All that a queue held at each minute for which CloudWatch has all three counts. */
export function depthsOf(queue: string, book: SeriesBook): readonly Depth[] {
  const {visible, inFlight, delayed} = heldAsks(queue);
  const others = [inFlight, delayed].map(
    each => new Map(book(each).points.map(({at, value}) => [at, value])),
  );
  return book(visible).points.flatMap(({at, value}) => {
    let messages = value;
    for (const other of others) messages += other.get(at) ?? Number.NaN;
    // A count is one of the minute's end.
    return Number.isNaN(messages) ? [] : [{at: at + periodSeconds * 1000, messages}];
  });
}

export function consumedOf(queue: string, book: SeriesBook): Consumed {
  const {deleted, received, emptyReceives} = consumedAsks(queue);
  return {deleted: book(deleted), received: book(received), emptyReceives: book(emptyReceives)};
}

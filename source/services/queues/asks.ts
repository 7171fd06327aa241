import type {MetricAsk, Statistic} from '../../metrics/ask.ts';
import type {View} from '../../monitor/published.ts';
import {type DeadLetters, depthOf} from './dead-letters.ts';
import type {ListedQueue, QueueFacts} from './facts.ts';

const periodSeconds = 60;
export const closeWindow = 3 * 3600;
/** Of a queue that is empty only the rates of the last minutes matter. */
const quietWindow = 15 * 60;
const quietEverySeconds = 600;
const blindEverySeconds = 300;

const metrics = {
  visible: ['ApproximateNumberOfMessagesVisible', 'Average'],
  inFlight: ['ApproximateNumberOfMessagesNotVisible', 'Average'],
  delayed: ['ApproximateNumberOfMessagesDelayed', 'Average'],
  age: ['ApproximateAgeOfOldestMessage', 'Maximum'],
  sent: ['NumberOfMessagesSent', 'Sum'],
  received: ['NumberOfMessagesReceived', 'Sum'],
  deleted: ['NumberOfMessagesDeleted', 'Sum'],
} as const satisfies Record<string, readonly [string, Statistic]>;

export type QueueMetric = keyof typeof metrics;
export type QueueAsks = Readonly<Record<QueueMetric, MetricAsk>>;

const made = new WeakMap<ListedQueue, QueueAsks>();

/** The series of one queue. The same objects each time: the words of thousands are not put together again. */
export function queueAsks(listed: ListedQueue): QueueAsks {
  const known = made.get(listed);
  if (known) return known;
  const dimensions = {QueueName: listed.name};
  const ask = (metric: QueueMetric): MetricAsk => {
    const [name, statistic] = metrics[metric];
    return {namespace: 'AWS/SQS', name, dimensions, statistic, periodSeconds, windowSeconds: closeWindow};
  };
  const asks: QueueAsks = {
    visible: ask('visible'),
    inFlight: ask('inFlight'),
    delayed: ask('delayed'),
    age: ask('age'),
    sent: ask('sent'),
    received: ask('received'),
    deleted: ask('deleted'),
  };
  made.set(listed, asks);
  return asks;
}

/**
 * How closely a queue is watched. `close`, everything minute by minute over three hours: somebody looks at it, it
 * is a dead-letter queue that holds messages, or it is the source of one. `busy`, the same where the budget
 * allows: it holds messages. `quiet`, what is sent and deleted, every ten minutes: it is empty. `blind`: only the
 * metrics can tell what it holds. `idle`, nothing: an empty dead-letter queue, or nobody has read it yet.
 */
export type Watch = 'close' | 'busy' | 'quiet' | 'blind' | 'idle';

export function watchOf(
  facts: QueueFacts,
  deadLetters: (arn: string) => DeadLetters,
  view: View,
): (arn: string) => Watch {
  const close = new Set(view.visible);
  if (view.open !== undefined) close.add(view.open);
  for (const [arn, {attributes}] of facts.details) {
    const {isDeadLetter, sources} = deadLetters(arn);
    if (!isDeadLetter || depthOf(attributes?.value) === 0) continue;
    for (const each of [arn, ...sources]) close.add(each);
  }
  return arn => {
    if (close.has(arn)) return 'close';
    const {attributes} = facts.details.get(arn) ?? {};
    if (attributes === undefined) return 'idle';
    const depth = depthOf(attributes.value);
    if (depth === undefined) return 'blind';
    if (depth > 0) return 'busy';
    return deadLetters(arn).isDeadLetter ? 'idle' : 'quiet';
  };
}

const all = Object.keys(metrics) as QueueMetric[];

const watched: Readonly<Record<Watch, readonly QueueMetric[]>> = {
  close: all,
  busy: all,
  quiet: ['sent', 'deleted'],
  blind: ['visible', 'inFlight', 'age', 'deleted'],
  idle: [],
};

const how: Readonly<Record<Watch, Partial<MetricAsk>>> = {
  close: {},
  busy: {detail: true},
  quiet: {detail: true, windowSeconds: quietWindow, everySeconds: quietEverySeconds},
  blind: {detail: true, everySeconds: blindEverySeconds},
  idle: {},
};

/** The series of every queue, as closely as it is watched. */
export function asksOfQueues(facts: QueueFacts, watch: (arn: string) => Watch): readonly MetricAsk[] {
  const wanted: MetricAsk[] = [];
  for (const listed of facts.queues.value ?? []) {
    const closeness = watch(listed.arn);
    const series = queueAsks(listed);
    const attributes = facts.details.get(listed.arn)?.attributes?.value;
    const isDelayed = attributes?.delaySeconds !== 0 || attributes.delayed !== 0;
    for (const metric of watched[closeness]) {
      if (metric !== 'delayed' || isDelayed) wanted.push({...series[metric], ...how[closeness]});
    }
  }
  return wanted;
}

import type {Datum, MetricId, MetricSource} from '../../metric-source.ts';
import type {Scenario, TopicScenario} from '../../scenarios/schema.ts';
import {countOf} from '../../world/metrics/datum.ts';

/** What was published to topics, and what became of it: the metrics of SNS. */
export type Published = {
  readonly publish: (region: string, topic: TopicScenario, at: number) => void;
  readonly metrics: MetricSource;
};

/** Where the metrics are that there are only because alarms fired. */
export const publishedNamespace = 'AWS/SNS';
const minuteMs = 60_000;

type Minute = {messages: number; delivered: number; failed: number};

const metrics: Readonly<Record<string, (minute: Minute) => Datum | undefined>> = {
  NumberOfMessagesPublished: ({messages}) => countOf(messages),
  NumberOfNotificationsDelivered: ({delivered}) => countOf(delivered),
  NumberOfNotificationsFailed: ({failed}) => countOf(failed),
};

export function createPublished(scenario: Scenario): Published {
  const topics = new Map<string, {readonly name: string; readonly minutes: Map<number, Minute>}>();
  const keyOf = (region: string, topic: string): string => `${region}/${topic}`;

  /** Whether what a subscription names is there to take a message. */
  const takes = ({protocol, endpoint}: TopicScenario['subscriptions'][number]): boolean => {
    const name = endpoint.slice(endpoint.lastIndexOf(':') + 1);
    if (protocol === 'sqs') return scenario.queues.some(queue => queue.name === name);
    return protocol !== 'lambda' || scenario.functions.some(each => each.name === name);
  };

  return {
    publish(region, {name, subscriptions}, at) {
      const key = keyOf(region, name);
      const topic = topics.get(key) ?? {name, minutes: new Map<number, Minute>()};
      topics.set(key, topic);
      const start = Math.floor(at / minuteMs) * minuteMs;
      const minute = topic.minutes.get(start) ?? {messages: 0, delivered: 0, failed: 0};
      topic.minutes.set(start, minute);
      minute.messages += 1;
      for (const subscription of subscriptions) {
        if (!subscription.confirmed) continue;
        if (takes(subscription)) minute.delivered += 1;
        else minute.failed += 1;
      }
    },
    metrics: {
      *list(region) {
        for (const [key, {name: TopicName}] of topics) {
          if (!key.startsWith(`${region}/`)) continue;
          for (const name of Object.keys(metrics))
            yield {namespace: publishedNamespace, name, dimensions: {TopicName}};
        }
      },
      minute(region, {namespace, name, dimensions}: MetricId, minuteStart) {
        const {TopicName: topic, ...others} = dimensions;
        const metric = Object.hasOwn(metrics, name) ? metrics[name] : undefined;
        if (namespace !== publishedNamespace || topic === undefined || Object.keys(others).length > 0)
          return undefined;
        const minute = topics.get(keyOf(region, topic))?.minutes.get(minuteStart);
        return minute && metric?.(minute);
      },
    },
  };
}

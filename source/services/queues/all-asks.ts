import type {MetricAsk, SeriesBook} from '../../metrics/ask.ts';
import type {View} from '../../monitor/published.ts';
import {asksOfQueues, queueAsks, watchOf} from './asks.ts';
import {deadLettersOf} from './dead-letters.ts';
import type {QueueFacts} from './facts.ts';
import {pastAgesAsk} from './loss/past-ages.ts';

/** Every series that the screens and the document show, and no other. */
export function asks(facts: QueueFacts, view: View, book: SeriesBook): readonly MetricAsk[] {
  const deadLetters = deadLettersOf(facts);
  const watch = watchOf(facts, deadLetters, view);
  const listed = new Map((facts.queues.value ?? []).map(queue => [queue.arn, queue]));
  const past = [...listed.values()].flatMap(queue => {
    const {sources} = deadLetters(queue.arn);
    const isStandard = facts.details.get(queue.arn)?.attributes?.value?.fifo === false;
    if (!isStandard || sources.length === 0 || watch(queue.arn) !== 'close') return [];
    // How old dead letters were when they were moved is in the metrics of that time.
    const age = book(queueAsks(queue).age).points.at(-1);
    if (!age) return [];
    return sources.flatMap(arn => {
      const source = listed.get(arn);
      return source ? [pastAgesAsk(source, age.value)] : [];
    });
  });
  return [...asksOfQueues(facts, watch), ...past];
}

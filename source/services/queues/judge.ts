import type {JudgeContext, Judged} from '../service.ts';
import {watchOf} from './asks.ts';
import {deadLettersOf, isGone} from './dead-letters.ts';
import type {QueueFacts} from './facts.ts';
import {findingsOf} from './findings/findings.ts';
import {judgeQueue} from './judge-queue.ts';
import type {Queue} from './model.ts';
import type {QueueThresholds} from './thresholds.ts';

/** Queues, and what is wrong with them. */
export function judge(
  facts: QueueFacts,
  context: Omit<JudgeContext, 'thresholds'> & {readonly thresholds: QueueThresholds},
): Judged<Queue> {
  const {now, thresholds, view} = context;
  // AWS lists a queue for a while after it was deleted.
  const there = (facts.queues.value ?? []).filter(
    ({arn}) => !isGone(facts.details.get(arn)?.attributes?.problem?.code ?? ''),
  );
  const byArn = new Map(there.map(listed => [listed.arn, listed]));
  const deadLetters = deadLettersOf(facts);
  const watch = watchOf(facts, deadLetters, view);
  const attributesOf = (arn: string) => facts.details.get(arn)?.attributes?.value;
  const judged = there.map(listed =>
    judgeQueue(listed, {
      ...context,
      facts,
      watch: watch(listed.arn),
      deadLetters: deadLetters(listed.arn),
      listed: arn => byArn.get(arn),
    }),
  );
  return {
    resources: judged.map(({queue}) => queue),
    findings: judged.flatMap(each => findingsOf(each, {now, thresholds, attributesOf})),
  };
}

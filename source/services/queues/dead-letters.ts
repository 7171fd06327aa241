import type {Missing} from '../../reading.ts';
import type {QueueAttributes, QueueFacts, Sender} from './facts.ts';

/** What is known of whether failed messages come to a queue, and whose. */
export type DeadLetters = {
  /** Undefined when nobody can tell. */
  readonly isDeadLetter: boolean | undefined;
  /** ARNs of the queues that name it in their redrive policy. */
  readonly sources: readonly string[];
  readonly senders: readonly Sender[];
  /** Why the redrive policies of all queues do not tell. */
  readonly policiesMissing: Missing | undefined;
  /** Why there may be more sources, and more senders, than these. */
  readonly sourcesMissing?: Missing;
  readonly sendersMissing?: Missing;
};

/** Every queue's dead-letter ties, from all redrive policies, from AWS's own list, and from who else sends. */
export function deadLettersOf(facts: QueueFacts): (arn: string) => DeadLetters {
  const {details, senders} = facts;
  const sourcesOf = new Map<string, string[]>();
  for (const [arn, {attributes}] of details) {
    const target = attributes?.value?.deadLetterQueue;
    if (target === undefined) continue;
    const sources = sourcesOf.get(target);
    if (sources) sources.push(arn);
    else sourcesOf.set(target, [arn]);
  }
  const policiesMissing = missingPolicies(facts);
  const sendersMissing = senders?.value?.whole
    ? undefined
    : ((senders?.value?.problems[0] ?? senders?.problem)?.missing ?? 'not-asked');
  return arn => {
    const listed = details.get(arn)?.deadLetterSources;
    const sources = [...new Set([...(sourcesOf.get(arn) ?? []), ...(listed?.value ?? [])])].sort();
    const others = senders?.value?.byQueue.get(arn) ?? [];
    const sourcesMissing = listed?.value ? undefined : policiesMissing;
    const isSure = sourcesMissing === undefined && sendersMissing === undefined;
    return {
      isDeadLetter: sources.length > 0 || others.length > 0 ? true : isSure ? false : undefined,
      sources,
      senders: others,
      policiesMissing,
      ...(sourcesMissing === undefined ? {} : {sourcesMissing}),
      ...(sendersMissing === undefined ? {} : {sendersMissing}),
    };
  };
}

/** Why the redrive policies of all queues are not known; undefined when they are. */
function missingPolicies({queues, details}: QueueFacts): Missing | undefined {
  // A list that could not be read again is as good as it was.
  if (queues.problem && queues.value === undefined) return queues.problem.missing;
  for (const {arn} of queues.value ?? []) {
    const attributes = details.get(arn)?.attributes;
    if (attributes === undefined) return 'not-asked';
    if (!attributes.value && !isGone(attributes.problem.code)) return attributes.problem.missing;
  }
  return undefined;
}

/** A queue that was deleted after it was listed. The old protocol's name of the error, and the new one's. */
export const isGone = (code: string): boolean => /QueueDoesNotExist|NonExistentQueue/.test(code);

/** All messages that a queue holds; undefined where AWS did not say. */
export function depthOf(attributes: QueueAttributes | undefined): number | undefined {
  const {visible, inFlight, delayed} = attributes ?? {};
  if (visible === undefined || inFlight === undefined || delayed === undefined) return undefined;
  return visible + inFlight + delayed;
}

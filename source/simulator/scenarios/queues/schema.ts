import * as v from 'valibot';
import {atLeastZero, listOf, positive, queueName, second, share, whole} from '../values.ts';

/**
 * Where a message says why it fails: in its attributes (ErrorCode, ErrorMessage), in the `error` of its JSON body, or
 * nowhere: then its body is of another shape than the others.
 */
const carriedIn = v.optional(v.picklist(['attributes', 'body', 'shape']), 'attributes');

/** Some of the messages cannot be digested, for one reason. */
const failureSchema = v.strictObject({
  /**
   * `TypeError: cannot read 'iban' of undefined (payment {id})`: `{id}`, `{uuid}`, `{number}`, `{ms}`, `{name}` and
   * `{email}` are another value in every message.
   */
  reason: v.string(),
  carriedIn,
  share: v.pipe(v.number(), v.gtValue(0), v.maxValue(1)),
  /** Messages sent from then on; from before all history when absent. */
  fromSecond: v.optional(second),
  /** Messages sent until then; without end when absent. */
  untilSecond: v.optional(second),
  /** From then on whoever receives one can digest it; never, when absent. */
  repairedAtSecond: v.optional(second),
});

const queueProducerSchema = v.strictObject({
  name: v.optional(v.string(), 'producer'),
  /** A mean of single messages: 0.2 is one in five seconds. */
  messagesPerSecond: atLeastZero,
  messageBytes: v.optional(v.pipe(v.number(), v.minValue(16), v.maxValue(1_048_576)), 600),
  /** Message groups of a FIFO queue that the messages are spread over. */
  groups: v.optional(whole, 20),
  daily: v.optional(v.strictObject({swing: share, peakSecond: second})),
  steps: listOf(
    v.strictObject({atSecond: second, times: atLeastZero, overSeconds: v.optional(atLeastZero, 0)}),
  ),
});

/** Messages that were there before: sent by nobody in the scenario. */
const heldSchema = v.strictObject({
  messages: whole,
  /** When they came here; they were sent `sentSecondsBefore` that. Spread evenly. */
  fromSecond: second,
  untilSecond: second,
  sentSecondsBefore: v.optional(atLeastZero, 0),
  /** As of a failure; absent: whoever receives one can digest it. */
  reason: v.optional(v.string()),
  carriedIn,
  repairedAtSecond: v.optional(second),
  /** The queue that they failed in; absent: a function or a topic sent them. */
  source: v.optional(queueName),
  /** A function wraps what it failed on with these attributes: RequestID, ErrorCode, ErrorMessage. */
  fromFunction: v.optional(v.boolean(), false),
});

export const queueSchema = v.strictObject({
  name: queueName,
  /** The scenario's first region, unless said. */
  region: v.optional(v.string()),
  visibilityTimeoutSeconds: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(43_200)),
    30,
  ),
  retentionSeconds: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(60), v.maxValue(1_209_600)),
    345_600,
  ),
  delaySeconds: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(900)), 0),
  receiveWaitSeconds: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(20)), 0),
  maximumMessageBytes: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(1024), v.maxValue(1_048_576)),
    1_048_576,
  ),
  contentBasedDeduplication: v.optional(v.boolean(), false),
  /** A KMS key; `none` switches SQS's own encryption off too. */
  kms: v.optional(v.string()),
  deadLetter: v.optional(
    v.strictObject({
      queue: queueName,
      maxReceiveCount: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000)), 10),
    }),
  ),
  createdDaysAgo: v.optional(positive, 90),
  producers: listOf(queueProducerSchema),
  /** Who receives and deletes; nobody, when absent. */
  consumer: v.optional(
    v.strictObject({
      name: v.optional(v.string(), 'worker'),
      messagesPerSecond: positive,
      /** How long it holds a message that it digests. */
      takesSeconds: v.optional(atLeastZero, 0.2),
      /** From `atSecond` it works at `times` its capacity; 0 is a dead consumer. The latest one holds. */
      changes: listOf(v.strictObject({atSecond: second, times: atLeastZero})),
    }),
  ),
  failures: listOf(failureSchema),
  held: listOf(heldSchema),
});

import * as v from 'valibot';
import {missingReasons} from '../../reading.ts';

const number = v.nullable(v.number());
const text = v.nullable(v.string());
const time = v.pipe(v.string(), v.isoTimestamp());
/** One value a period; null where the period has no data. */
const values = v.array(number);

export const moveTaskStates = ['RUNNING', 'COMPLETED', 'CANCELLING', 'CANCELLED', 'FAILED'] as const;

/** The newest message move task of a dead-letter queue, as AWS tells it. */
const redriveSchema = v.object({
  status: v.picklist(moveTaskStates),
  /** What a running task is cancelled by; null once it has ended. */
  handle: text,
  moved: number,
  /** How many there were when it began. */
  total: number,
  /** Messages a second that it was limited to; null where AWS chooses. */
  perSecond: number,
  /** ARN; null where every message goes back to the queue it came from. */
  destination: text,
  startedAt: v.nullable(time),
  failure: text,
});

/** Messages that failed the same way. */
const groupSchema = v.object({
  /** Stable: a hash of the shape. */
  id: v.string(),
  /** What they have in common, in words, values taken out: `TypeError: cannot read … of undefined`. */
  shape: v.string(),
  /** The queue they failed in: an ARN, or null when no message says. */
  source: text,
  /** How many of the messages that were looked at. */
  count: v.number(),
  /** When the first and the last of them were first sent. */
  firstSentAt: v.nullable(time),
  lastSentAt: v.nullable(time),
  /** One of them with every value taken out. */
  example: v.string(),
});

/** What a bounded look found. In memory only, and only what it needs. */
const lookSchema = v.object({
  lookedAt: time,
  /** How many messages were looked at. */
  messages: v.number(),
  /** Whether those are all that there were, as far as can be told. */
  whole: v.boolean(),
  /** The commonest first. */
  groups: v.array(groupSchema),
  /** How many more shapes there were; their messages are what `messages` has beyond the groups. */
  otherShapes: v.number(),
});

export const queueSchema = v.object({
  name: v.string(),
  url: v.string(),
  arn: v.string(),
  account: v.string(),
  region: v.string(),
  fifo: v.boolean(),
  /** The KMS key it is encrypted with, `SSE-SQS` for SQS's own; null when it is not, or not known (see missing). */
  kms: text,
  /** Other queues, a function or a topic send what failed here. */
  isDeadLetter: v.nullable(v.boolean()),
  /** ARNs of the queues whose failed messages come here. */
  sources: v.array(v.string()),
  /** Who else sends failed messages here: those cannot be redriven. */
  senders: v.array(v.object({kind: v.picklist(['function', 'mapping', 'topic']), name: v.string()})),
  /** ARN of the queue that its own failed messages go to. */
  deadLetterQueue: text,
  maxReceiveCount: number,
  visibilityTimeoutSeconds: number,
  retentionSeconds: number,
  delaySeconds: number,
  /** Approximate counts of this moment. */
  visible: number,
  inFlight: number,
  delayed: number,
  /** From the metric: AWS counts it from the move on a dead-letter queue. */
  oldestAgeSeconds: number,
  /**
   * When the first message passes the retention. Standard queues keep the time of the first send, so that of a
   * dead-letter queue is a range; null when there is nothing to lose, or nobody knows (see missing).
   */
  firstLossInSeconds: v.nullable(v.object({atLeast: v.number(), atMost: v.number()})),
  sentPerMinute: number,
  receivedPerMinute: number,
  deletedPerMinute: number,
  /** Change of the depth (visible, in flight and delayed) a minute, over the last 15 minutes. */
  growthPerMinute: number,
  drain: v.object({
    state: v.picklist(['draining', 'growing', 'steady', 'empty', 'unknown']),
    /** Until it is empty, if it goes on like this. */
    seconds: number,
  }),
  /** Somebody deleted messages in the last 15 minutes; null when nobody can tell. */
  consumerAlive: v.nullable(v.boolean()),
  /** What it all means, in one sentence. */
  verdictText: v.string(),
  redrive: v.nullable(redriveSchema),
  /** Why a redrive of it would be refused, in a sentence; null when it could be started. */
  redriveRefused: text,
  /** Null when nobody looked. */
  look: v.nullable(lookSchema),
  /** Minute by minute over the last three hours; null when it was not asked for. */
  history: v.nullable(
    v.object({
      startAt: time,
      periodSeconds: v.number(),
      visible: values,
      oldestAgeSeconds: values,
      sentPerMinute: values,
      deletedPerMinute: values,
    }),
  ),
  metricsAsOf: v.nullable(time),
  missing: v.record(v.string(), v.picklist(missingReasons)),
});

export type MoveTaskState = (typeof moveTaskStates)[number];
export type Redrive = v.InferOutput<typeof redriveSchema>;
export type MessageGroup = v.InferOutput<typeof groupSchema>;
export type Look = v.InferOutput<typeof lookSchema>;
export type Queue = v.InferOutput<typeof queueSchema>;

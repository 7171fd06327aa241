import type {Problem} from '../../aws/problem.ts';
import type {Known} from '../reader.ts';
import type {Look, MoveTaskState} from './model.ts';

/** What is known of the queues of one session. */
export type QueueFacts = {
  readonly queues: Known<readonly ListedQueue[]>;
  /** By ARN. */
  readonly details: ReadonlyMap<string, QueueDetail>;
  readonly senders?: Known<Senders>;
  /** What was looked at lately, by ARN. */
  readonly looks: ReadonlyMap<string, Look>;
};

export type ListedQueue = {readonly name: string; readonly url: string; readonly arn: string};

export type QueueDetail = {
  readonly attributes?: Known<QueueAttributes>;
  /** Of a dead-letter queue, the newest first. */
  readonly tasks?: Known<readonly MoveTask[]>;
  /** Of a queue that is no other's dead-letter queue in this region as far as the attributes say. */
  readonly deadLetterSources?: Known<readonly string[]>;
};

/** The attributes of a queue, read; undefined where AWS did not say. */
export type QueueAttributes = {
  readonly arn: string;
  readonly fifo: boolean;
  readonly kms: string | undefined;
  readonly deadLetterQueue: string | undefined;
  readonly maxReceiveCount: number | undefined;
  /** `allowAll`, `denyAll` or `byQueue`, and for the last the ARNs. */
  readonly redriveAllow: {readonly permission: string; readonly sources: readonly string[]} | undefined;
  readonly visibilityTimeoutSeconds: number | undefined;
  readonly retentionSeconds: number | undefined;
  readonly delaySeconds: number | undefined;
  readonly receiveWaitSeconds: number | undefined;
  readonly maximumMessageBytes: number | undefined;
  readonly contentBasedDeduplication: boolean;
  readonly visible: number | undefined;
  readonly inFlight: number | undefined;
  readonly delayed: number | undefined;
};

export type MoveTask = {
  readonly status: MoveTaskState;
  readonly handle: string | undefined;
  readonly source: string;
  readonly destination: string | undefined;
  readonly perSecond: number | undefined;
  readonly moved: number | undefined;
  readonly total: number | undefined;
  readonly failure: string | undefined;
  readonly startedAt: number | undefined;
};

/**
 * Who else sends to queues what failed: dead-letter queues of functions, on-failure destinations of event source
 * mappings, dead-letter queues of subscriptions. What one of the three cannot say does not hide the others.
 */
export type Senders = {
  /** By the queue's ARN. */
  readonly byQueue: ReadonlyMap<string, readonly Sender[]>;
  /** Whether all of them were read: where not, a queue that has no sender here may have one. */
  readonly whole: boolean;
  /** Confirmed subscriptions that are listed and were not asked for their dead-letter queue yet. */
  readonly unreadSubscriptions: number;
  /** Why not all could be read. */
  readonly problems: readonly Problem[];
};

export type Sender = {readonly kind: 'function' | 'mapping' | 'topic'; readonly name: string};

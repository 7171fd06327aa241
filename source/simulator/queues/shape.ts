import type {MetricSource} from '../metric-source.ts';

/** What the operations of SQS are built on: the queues of the account as they are at this moment of its clock. */
export type QueueWorld = {
  readonly now: () => number;
  readonly accountId: string;
  readonly metrics: MetricSource;
  /** The queues of a region, by name. */
  readonly queuesOf: (region: string) => readonly SimulatedQueue[];
  readonly queue: (region: string, name: string) => SimulatedQueue | undefined;
  readonly create: (region: string, name: string, settings: QueueSettings) => SimulatedQueue;
  readonly remove: (queue: SimulatedQueue) => void;
  readonly startMove: (move: MoveRequest) => Move;
  /** Every move of this source that AWS still lists, the newest first. */
  readonly moves: (source: SimulatedQueue) => readonly Move[];
  readonly moveWithHandle: (handle: string) => Move | undefined;
  /** Stops a running move; what was moved stays moved. */
  readonly cancelMove: (move: Move) => void;
};

/** Everything of a queue that SetQueueAttributes can change; all of it is there. */
export type QueueSettings = {
  readonly visibilityTimeoutSeconds: number;
  readonly retentionSeconds: number;
  readonly delaySeconds: number;
  readonly receiveWaitSeconds: number;
  readonly maximumMessageBytes: number;
  readonly contentBasedDeduplication: boolean;
  readonly kmsKey: string | undefined;
  readonly managedSse: boolean;
  readonly deadLetter: {readonly arn: string; readonly maxReceiveCount: number} | undefined;
  readonly redriveAllow: string | undefined;
  readonly policy: string | undefined;
};

export type SimulatedQueue = {
  readonly region: string;
  readonly name: string;
  readonly arn: string;
  readonly fifo: boolean;
  readonly createdAt: number;
  /** When its settings were last changed. */
  readonly modifiedAt: () => number;
  readonly settings: () => QueueSettings;
  readonly change: (settings: Partial<QueueSettings>) => void;
  readonly tags: Map<string, string>;
  readonly depth: () => {readonly visible: number; readonly inFlight: number; readonly delayed: number};
  /** A FIFO queue answers a duplicate within five minutes with the message that it has. */
  readonly send: (message: NewMessage) => Sent;
  /** Short: what is there now. Whoever polls long, waits on the clock and asks again. */
  readonly receive: (most: number, visibilitySeconds: number) => readonly Received[];
  /** False: the handle is none of this queue's. A handle that is out of date deletes nothing on FIFO, and still deletes on a standard queue while the message is there. */
  readonly delete: (receiptHandle: string) => boolean;
  /** `not-in-flight`: nothing to change any more. */
  readonly setVisibility: (receiptHandle: string, seconds: number) => 'done' | 'not-in-flight' | 'unknown';
  /** When it was last purged. */
  readonly purgedAt: () => number | undefined;
  readonly purge: () => void;
  /**
   * What ever happened to messages of this queue: sent (by whoever, moves included) = deleted + expired + purged +
   * movedOut (to its dead-letter queue, or by a move task) + what is there now.
   */
  readonly tally: () => Tally;
};

export type Tally = {
  readonly sent: number;
  readonly deleted: number;
  readonly expired: number;
  readonly purged: number;
  readonly movedOut: number;
  readonly left: number;
};

/** A message attribute as the JSON protocol has it: binary values are base64. */
export type MessageAttribute = {
  readonly DataType: string;
  readonly StringValue?: string;
  readonly BinaryValue?: string;
};

export type NewMessage = {
  readonly body: string;
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
  readonly traceHeader?: string;
  /** Instead of the queue's own delay. */
  readonly delaySeconds?: number;
  readonly groupId?: string;
  readonly deduplicationId?: string;
};

export type Sent = {readonly messageId: string; readonly sequenceNumber: string | undefined};

export type Received = {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
  readonly traceHeader: string | undefined;
  readonly sentAt: number;
  readonly senderId: string;
  readonly firstReceivedAt: number;
  readonly receiveCount: number;
  readonly groupId: string | undefined;
  readonly deduplicationId: string | undefined;
  readonly sequenceNumber: string | undefined;
  /** ARN of the queue that it was moved from as a dead letter. */
  readonly deadLetterSource: string | undefined;
};

type MoveRequest = {
  readonly source: SimulatedQueue;
  /** Absent: each message goes back to where it came from. */
  readonly destination: SimulatedQueue | undefined;
  readonly perSecond: number | undefined;
};

export type Move = {
  readonly handle: string;
  readonly source: SimulatedQueue;
  readonly destination: SimulatedQueue | undefined;
  readonly perSecond: number | undefined;
  readonly startedAt: number;
  /** These as they are now. */
  readonly status: () => 'RUNNING' | 'COMPLETED' | 'CANCELLING' | 'CANCELLED' | 'FAILED';
  readonly moved: () => number;
  readonly total: number;
  readonly failure: () => string | undefined;
};

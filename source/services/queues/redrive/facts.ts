import type {Series} from '../../../metrics/ask.ts';
import type {ListedQueue, MoveTask, QueueAttributes, Sender} from '../facts.ts';
import type {Depth} from './guard/arrivals.ts';

/** What consumers did to a queue, a sum a minute. */
export type Consumed = {readonly deleted: Series; readonly received: Series; readonly emptyReceives: Series};

/** A queue that messages are moved to: one that they came from, or the one that was named. */
export type Receiver = ListedQueue & {
  readonly attributes: QueueAttributes;
  readonly consumed: Consumed;
};

/** What a redrive stands on, read at one time. */
export type RedriveFacts = ListedQueue & {
  readonly asOf: number;
  readonly region: string;
  readonly attributes: QueueAttributes;
  /** Everything that it holds: visible, in flight, delayed. */
  readonly depth: number;
  /** ARNs of the queues whose failed messages come here. */
  readonly sources: readonly string[];
  /** Where the messages go; of very many sources, the first. */
  readonly receivers: readonly Receiver[];
  /** Queues that were named or that should be there, and are not. */
  readonly gone: readonly {readonly name: string; readonly didYouMean: string}[];
  /** Who else sends failed messages here; only asked where no queue does. */
  readonly senders: readonly Sender[];
  /** The newest first. */
  readonly tasks: readonly MoveTask[];
  /** Every minute of the last hours for which there is one, the oldest first. */
  readonly depths: readonly Depth[];
  /** Undefined where it is not known. AWS counts it from the move, on a dead-letter queue. */
  readonly oldestAgeSeconds: number | undefined;
};

export const runningTask = ({tasks}: Pick<RedriveFacts, 'tasks'>): MoveTask | undefined =>
  tasks.find(({status}) => status === 'RUNNING' || status === 'CANCELLING');

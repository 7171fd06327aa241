import {mix} from '../world/random.ts';
import {uuidOf} from './content/values.ts';
import {renamed} from './letter.ts';
import type {Queue} from './queue.ts';
import type {Move} from './shape.ts';

export type MovesOptions = {
  readonly seed: number;
  readonly now: () => number;
  /** Passes a queue, and whatever could have sent something to it, to a time. */
  readonly advance: (queue: Queue, to: number) => void;
  readonly queueOf: (arn: string) => Queue | undefined;
};

/** AWS chooses when nobody says: it promises nothing but that it varies. So many is what a small queue is seen to get. */
const unlimitedPerSecond = 100;
const shortestStepMs = 100;
/** A task that finds nothing more has ended after so long. */
const emptyMs = 1000;
/** ListMessageMoveTasks is behind by about so much while a task runs. */
const lagMs = 1500;
/** A task that is cancelled still moves for a moment, and is seen as CANCELLING until it has come to rest. */
const stillMovingMs = 500;
const cancellingMs = 1500;
/** StartMessageMoveTask, API reference. */
const longestMs = 36 * 3_600_000;
const mostListed = 10;

type Starting = {
  readonly source: Queue;
  readonly destination: Queue | undefined;
  readonly perSecond: number | undefined;
};

type Task = Starting & {
  readonly handle: string;
  readonly startedAt: number;
  readonly total: number;
  readonly stepMs: number;
  status: ReturnType<Move['status']>;
  failure: string | undefined;
  moved: number;
  nextAt: number;
  emptySince: number | undefined;
  cancelledAt: number | undefined;
  /** How many were moved when, for as long as somebody may still be told so. */
  readonly log: {readonly at: number; readonly moved: number}[];
  readonly shape: Move;
};

/** The message move tasks of the account. */
export class Moves {
  readonly #options: MovesOptions;
  readonly #tasks: Task[] = [];
  #letters = 0;

  constructor(options: MovesOptions) {
    this.#options = options;
  }

  start({source, destination, perSecond}: Starting): Move {
    const startedAt = this.#options.now();
    const taskId = uuidOf(mix(this.#options.seed, this.#tasks.length, 51));
    const stepMs = Math.max(shortestStepMs, Math.ceil(1000 / (perSecond ?? unlimitedPerSecond)));
    const handle = Buffer.from(JSON.stringify({taskId, sourceArn: source.arn})).toString('base64');
    const total = source.depth().visible;
    const task: Task = {
      handle,
      source,
      destination,
      perSecond,
      startedAt,
      total,
      stepMs,
      status: 'RUNNING',
      failure: undefined,
      moved: 0,
      nextAt: startedAt + stepMs,
      emptySince: undefined,
      cancelledAt: undefined,
      log: [],
      shape: {
        handle,
        source,
        destination,
        perSecond,
        startedAt,
        total,
        status: () => this.#now(task).status,
        moved: () => this.#shownMoved(this.#now(task)),
        failure: () => this.#now(task).failure,
      },
    };
    this.#tasks.push(task);
    return task.shape;
  }

  of(source: Queue): readonly Move[] {
    return this.#tasks
      .filter(task => task.source === source)
      .slice(-mostListed)
      .reverse()
      .map(task => task.shape);
  }

  withHandle(handle: string): Move | undefined {
    return this.#tasks.find(task => task.handle === handle)?.shape;
  }

  cancel(move: Move): void {
    const now = this.#options.now();
    this.settle(now);
    const task = this.#tasks.find(({shape}) => shape === move);
    if (task?.status !== 'RUNNING') return;
    task.status = 'CANCELLING';
    task.cancelledAt = now;
  }

  /** Lets every task do what it does until a time; no queue may have been passed further before. */
  settle(to: number): void {
    for (;;) {
      let next: Task | undefined;
      for (const task of this.#tasks)
        if (isActive(task) && task.nextAt <= to && task.nextAt < (next?.nextAt ?? Number.POSITIVE_INFINITY))
          next = task;
      if (!next) return;
      this.#step(next, next.nextAt);
      next.nextAt += next.stepMs;
    }
  }

  #now(task: Task): Task {
    this.settle(this.#options.now());
    return task;
  }

  #shownMoved(task: Task): number {
    if (!isActive(task)) return task.moved;
    const seen = this.#options.now() - lagMs;
    return task.log.findLast(({at}) => at <= seen)?.moved ?? 0;
  }

  #step(task: Task, at: number): void {
    const {source, destination, startedAt, cancelledAt} = task;
    if (cancelledAt !== undefined && at >= cancelledAt + cancellingMs) task.status = 'CANCELLED';
    else if (at - startedAt >= longestMs) this.#fail(task, 'The task ran for 36 hours.');
    else if (!this.#isThere(source) || (destination && !this.#isThere(destination)))
      this.#fail(task, noQueue);
    else if (cancelledAt === undefined || at < cancelledAt + stillMovingMs) this.#move(task, at);
  }

  #move(task: Task, at: number): void {
    const {source, startedAt} = task;
    this.#options.advance(source, at);
    const due = Math.floor(((task.perSecond ?? unlimitedPerSecond) * (at - startedAt)) / 1000);
    while (task.moved < due && task.status !== 'FAILED') {
      const message = source.nextAt(at);
      if (!message) break;
      const origin = message.deadLetterSource;
      const target = task.destination ?? (origin === undefined ? undefined : this.#options.queueOf(origin));
      if (!target) {
        this.#fail(task, origin === undefined ? noSource : noQueue);
        break;
      }
      source.moveOut(message);
      this.#options.advance(target, at);
      target.sendMoved(renamed(message.letter, mix(this.#options.seed, this.#letters++, 52)), at);
      task.moved++;
    }
    task.log.push({at, moved: task.moved});
    if ((task.log[1]?.at ?? at) < at - 2 * lagMs) task.log.shift();
    this.#endIfEmpty(task, at);
  }

  #endIfEmpty(task: Task, at: number): void {
    if (task.source.depthAt(at).visible > 0) task.emptySince = undefined;
    else task.emptySince ??= at;
    if (task.status === 'RUNNING' && task.emptySince !== undefined && at - task.emptySince >= emptyMs)
      task.status = 'COMPLETED';
  }

  #fail(task: Task, failure: string): void {
    task.status = 'FAILED';
    task.failure = failure;
  }

  #isThere(queue: Queue): boolean {
    return this.#options.queueOf(queue.arn) === queue;
  }
}

const isActive = ({status}: Task): boolean => status === 'RUNNING' || status === 'CANCELLING';

const noQueue = 'AWS.SimpleQueueService.NonExistentQueue';
/** Developer guide, "Troubleshoot dead-letter queue redrive": sent to the dead-letter queue by no queue. */
const noSource = 'CouldNotDetermineMessageSource';

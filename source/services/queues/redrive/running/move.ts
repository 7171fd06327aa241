import type {Work} from '../../../../actions/action.ts';
import type {Problem} from '../../../../aws/problem.ts';
import {depthOf} from '../../dead-letters.ts';
import type {MoveTask} from '../../facts.ts';
import {patienceOf} from '../../messages/patience.ts';
import type {RedriveFacts} from '../facts.ts';
import type {Sample} from '../guard/sample.ts';
import {refusalOf} from '../refusal.ts';
import {cancelMove, findMove, type Move as MoveRequest, startMove} from '../requests.ts';
import {pause, unlessStopped} from './pause.ts';

type Working = Omit<Work<unknown>, 'gather'>;

/** AWS's clock and its answers' are not the same to the second. */
const clockSlackMs = 5_000;
/** A start without an answer is looked for so many times, a second apart. */
const looksForStart = 3;
/** Whoever leaves waits so long for the answer of a start, and then so long to find what it started. */
const startWithinMs = 300;
const findWithinMs = 200;

/** Of a request that whoever leaves waits no longer for. */
export const noAnswer: Problem = {
  missing: 'failed',
  code: 'NoAnswer',
  sentence: 'AWS did not answer in time.',
  uncertain: true,
};

/** One move task of this action, from its start to its end, and what was seen of it. */
export class Move {
  readonly #work: Working;
  readonly #facts: RedriveFacts;
  readonly #samples: Sample[] = [];
  #sentAt = Number.POSITIVE_INFINITY;
  #handle: string | undefined;
  #task: MoveTask | undefined;
  #moved = 0;

  constructor(work: Working, facts: RedriveFacts) {
    this.#work = work;
    this.#facts = facts;
  }

  /** Whether a start was sent: not, where it was told to stop before. */
  get isStarted(): boolean {
    return Number.isFinite(this.#sentAt);
  }

  get sentAt(): number {
    return this.#sentAt;
  }

  /** As it was last seen; undefined until then. */
  get task(): MoveTask | undefined {
    return this.#task;
  }

  get samples(): readonly Sample[] {
    return this.#samples;
  }

  /** As far as AWS has counted. */
  get moved(): number {
    return this.#moved;
  }

  get isOver(): boolean {
    const status = this.#task?.status;
    return status === 'COMPLETED' || status === 'CANCELLED' || status === 'FAILED';
  }

  /** Counts what is there, and starts; sent once, whatever happens. A start without an answer is looked for. */
  async start(move: MoveRequest): Promise<Problem | undefined> {
    const base = await unlessStopped(this.#work, this.#depth());
    if (base === undefined || this.#work.signal.aborted) return undefined;
    if (typeof base !== 'number') return base;
    this.#samples.push({at: this.#work.now(), depth: base, moved: 0});
    this.#sentAt = this.#work.now();
    const patience = patienceOf(this.#work.signal, startWithinMs);
    const started = await patience.for(this.#work.send(startMove(move)));
    patience.end();
    if (started === undefined) return this.#findInTime(move);
    if (started.ok) {
      this.#handle = started.value.TaskHandle;
      return undefined;
    }
    if (!started.problem.uncertain) return refusalOf(started.problem, this.#facts.name);
    return this.#find(move, started.problem);
  }

  /** Looks at the task and at the queue; a problem when either could not be read. */
  async observe(): Promise<Problem | undefined> {
    const {readTasks} = await import('../../requests.ts');
    const {session} = this.#work;
    const [tasks, depth] = await Promise.all([
      session.attempt('sqs:ListMessageMoveTasks', () => readTasks(session, this.#facts.arn)),
      this.#depth(),
    ]);
    if (!tasks.ok) return tasks.problem;
    this.#task = this.#own(tasks.value) ?? this.#task;
    this.#count(this.#task?.moved);
    if (typeof depth !== 'number') return depth;
    this.#samples.push({at: this.#work.now(), depth, moved: this.#moved});
    return undefined;
  }

  /**
   * Asks AWS to stop the task, so many times as long as it is seen to run all the same. Asking twice does no harm. A
   * problem when it still runs, or nobody can say.
   */
  async cancel(times = 1): Promise<Problem | undefined> {
    let problem: Problem | undefined;
    for (let asked = 0; asked < times; asked += 1) {
      if (this.#handle === undefined || this.isOver) return undefined;
      const answer = await this.#work.send(cancelMove(this.#facts.arn, this.#handle));
      if (answer.ok) {
        this.#count(answer.value.ApproximateNumberOfMessagesMoved);
        return undefined;
      }
      problem = refusalOf(answer.problem, this.#facts.name);
      const unread = await this.observe();
      const {status} = this.#task ?? {};
      if (!unread && (status === 'CANCELLING' || this.isOver)) return undefined;
    }
    return problem;
  }

  #count(moved: number | undefined): void {
    if (moved !== undefined) this.#moved = Math.max(this.#moved, moved);
  }

  /** Whoever leaves does not wait for the answer of the start, nor long for what is found of it. */
  async #findInTime(move: MoveRequest): Promise<Problem | undefined> {
    const found = this.#find(move, noAnswer).then(problem => ({problem}));
    const patience = patienceOf(this.#work.signal, findWithinMs);
    const answer = await patience.for(found);
    patience.end();
    if (answer) return answer.problem;
    const sentence = `${noAnswer.sentence} A task may run: stop it with queues.cancel ${this.#facts.name}.`;
    return {...noAnswer, sentence};
  }

  async #find({perSecond}: MoveRequest, problem: Problem): Promise<Problem | undefined> {
    const isOwn = (task: MoveTask) => this.#isSince(task) && task.perSecond === perSecond;
    for (let look = 0; look < looksForStart; look += 1) {
      const found = await this.#work.send(findMove(this.#work.session, this.#facts.arn, isOwn));
      const own = found.ok ? found.value.findLast(isOwn) : undefined;
      if (own) {
        this.#task = own;
        this.#handle = own.handle;
        return undefined;
      }
      await pause(this.#work, 1_000);
    }
    return {...problem, sentence: `${problem.sentence} AWS lists no new task of ${this.#facts.name}.`};
  }

  /** Ended tasks have no handle: then it is the first that began since this one was sent. */
  #own(tasks: readonly MoveTask[]): MoveTask | undefined {
    const named = tasks.find(({handle}) => handle !== undefined && handle === this.#handle);
    return named ?? tasks.findLast(task => this.#isSince(task));
  }

  #isSince({startedAt}: MoveTask): boolean {
    const since = this.#task?.startedAt ?? this.#sentAt - clockSlackMs;
    return startedAt !== undefined && startedAt >= since;
  }

  async #depth(): Promise<number | Problem> {
    const {readAttributes} = await import('../../requests.ts');
    const {session} = this.#work;
    const {url, name} = this.#facts;
    const read = await session.attempt('sqs:GetQueueAttributes', () => readAttributes(session, url));
    if (!read.ok) return read.problem;
    return (
      depthOf(read.value) ?? {
        missing: 'failed',
        code: 'NoCounts',
        sentence: `AWS did not say how many messages ${name} holds.`,
      }
    );
  }
}

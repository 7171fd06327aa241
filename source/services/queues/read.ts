import {asTheyCome} from '../as-they-come.ts';
import type {Known, Reader} from '../reader.ts';
import {deadLettersOf, depthOf} from './dead-letters.ts';
import type {ListedQueue, MoveTask, QueueAttributes, QueueDetail, QueueFacts, Senders} from './facts.ts';
import {looksOf} from './look/memory.ts';
import {isMoving, movingEverySeconds, readingOrder, watchedEverySeconds} from './reading-order.ts';

const tasksEverySeconds = 120;
const sourcesEverySeconds = 600;
/** So many of a refresh, at ten a second: a region full of dead-letter queues does not hold the rest up. */
const mostTaskReads = 100;
const mostSourceReads = 50;

const listed = 'sqs:ListQueues';
const attributed = 'sqs:GetQueueAttributes';
const tasked = 'sqs:ListMessageMoveTasks';
const sourced = 'sqs:ListDeadLetterSourceQueues';
const sent = 'lambda:ListFunctions';

type Requests = typeof import('./requests.ts');

/** Reads every queue of the region; yields what is known so far each time something was learned. */
export async function* read(reader: Reader): AsyncGenerator<QueueFacts> {
  const requests = await import('./requests.ts');
  const reading = new Reading(reader, requests);
  for await (const queues of listQueues(reader, requests)) {
    reading.list(queues);
    yield reading.facts;
  }
  for await (const _ of asTheyCome(reading.learn())) yield reading.facts;
  // Which queues are dead-letter queues is known only now, and where policies do not say, after another question.
  for await (const _ of asTheyCome(reading.learnSources())) yield reading.facts;
  for await (const _ of asTheyCome(reading.learnTasks())) yield reading.facts;
}

/** The list: what was known before, or page by page as it comes; and the whole. */
async function* listQueues(
  reader: Reader,
  requests: Requests,
): AsyncGenerator<Known<readonly ListedQueue[]>> {
  const before = reader.remembered<readonly ListedQueue[]>(listed, '');
  if (before?.value) yield before;
  let soFar: readonly ListedQueue[] = [];
  let something = Promise.withResolvers<void>();
  let isWhole = false;
  const whole = reader.known(listed, '', watchedEverySeconds, session =>
    requests.listQueues(session, found => {
      soFar = found;
      something.resolve();
    }),
  );
  const end = () => {
    isWhole = true;
    something.resolve();
  };
  whole.then(end, end);
  for (;;) {
    await something.promise;
    if (isWhole) break;
    something = Promise.withResolvers();
    if (!before?.value) yield {value: soFar, asOf: reader.now};
  }
  yield await whole;
}

/** One round of reading: what is known, and what is asked. */
class Reading {
  readonly #reader: Reader;
  readonly #requests: Requests;
  #queues: Known<readonly ListedQueue[]> = {value: [], asOf: 0};
  #details = new Map<string, QueueDetail>();
  #senders: Known<Senders> | undefined;
  readonly #tasksAsked = new Set<string>();
  readonly #visible: ReadonlySet<string>;

  constructor(reader: Reader, requests: Requests) {
    this.#reader = reader;
    this.#requests = requests;
    this.#visible = new Set(reader.view.visible);
    this.#senders = reader.remembered(sent, 'senders');
  }

  get facts(): QueueFacts {
    return {
      queues: this.#queues,
      details: new Map(this.#details),
      ...(this.#senders === undefined ? {} : {senders: this.#senders}),
      looks: looksOf(this.#reader.session).all(this.#reader.now),
    };
  }

  list(queues: Known<readonly ListedQueue[]>): void {
    this.#queues = queues;
    this.#details = new Map((queues.value ?? []).map(({arn}) => [arn, rememberedDetail(this.#reader, arn)]));
  }

  learn(): readonly Promise<void>[] {
    const details = this.#details;
    const deadLetters = deadLettersOf(this.facts);
    const {view} = this.#reader;
    const order = readingOrder(this.#queues.value ?? [], {details, deadLetters, view});
    if (order.length === 0) return [];
    return [
      this.#learnSenders(),
      ...order.map(({queue, everySeconds}) => this.#learnAttributes(queue, everySeconds)),
      ...this.learnTasks(),
    ];
  }

  /** Of dead-letter queues that hold something, were moved lately, or are open. */
  learnTasks(): readonly Promise<void>[] {
    const deadLetters = deadLettersOf(this.facts);
    const worth = [...this.#details].filter(([arn, {attributes, tasks}]) => {
      if (this.#tasksAsked.has(arn) || deadLetters(arn).sources.length === 0) return false;
      return this.#isOpen(arn) || depthOf(attributes?.value) !== 0 || (tasks?.value ?? []).length > 0;
    });
    const rank = (arn: string, detail: QueueDetail): number =>
      this.#isOpen(arn) || isMoving(detail) ? 0 : this.#isSeen(arn) ? 1 : 2;
    worth.sort(
      ([a, one], [b, other]) =>
        rank(a, one) - rank(b, other) || (one.tasks?.asOf ?? 0) - (other.tasks?.asOf ?? 0),
    );
    const room = Math.max(0, mostTaskReads - this.#tasksAsked.size);
    for (const [arn] of worth.slice(room)) this.#reader.keep(tasked, arn);
    return worth.slice(0, room).map(([arn, detail]) => this.#learnTasksOf(arn, detail));
  }

  /** AWS's own list, where the redrive policies of all queues do not say: only of what may matter. */
  learnSources(): readonly Promise<void>[] {
    const deadLetters = deadLettersOf(this.facts);
    const depth = (arn: string) => depthOf(this.#details.get(arn)?.attributes?.value);
    const worth = (this.#queues.value ?? [])
      .filter(({arn}) => deadLetters(arn).policiesMissing !== undefined)
      .filter(({arn}) => this.#isSeen(arn) || depth(arn) !== 0)
      .sort(
        (a, b) =>
          Number(this.#isSeen(b.arn)) - Number(this.#isSeen(a.arn)) ||
          (depth(b.arn) ?? 0) - (depth(a.arn) ?? 0),
      );
    for (const {arn} of worth.slice(mostSourceReads)) this.#reader.keep(sourced, arn);
    return worth.slice(0, mostSourceReads).map(queue => this.#learnSourcesOf(queue));
  }

  async #learnSenders(): Promise<void> {
    const {readSenders} = await import('./senders/read-senders.ts');
    this.#senders = await this.#reader.known(sent, 'senders', watchedEverySeconds, readSenders);
  }

  async #learnAttributes({arn, url}: ListedQueue, everySeconds: number): Promise<void> {
    const {readAttributes} = this.#requests;
    const attributes = await this.#reader.known(attributed, arn, everySeconds, session =>
      readAttributes(session, url),
    );
    this.#note(arn, {attributes});
  }

  async #learnTasksOf(arn: string, detail: QueueDetail): Promise<void> {
    this.#tasksAsked.add(arn);
    const {readTasks} = this.#requests;
    const often = this.#isSeen(arn) ? watchedEverySeconds : tasksEverySeconds;
    const every = isMoving(detail) ? movingEverySeconds : often;
    const tasks = await this.#reader.known(tasked, arn, every, session => readTasks(session, arn));
    this.#note(arn, {tasks});
  }

  async #learnSourcesOf({arn, url}: ListedQueue): Promise<void> {
    const {readDeadLetterSources} = this.#requests;
    const deadLetterSources = await this.#reader.known(sourced, arn, sourcesEverySeconds, session =>
      readDeadLetterSources(session, url),
    );
    this.#note(arn, {deadLetterSources});
  }

  #isOpen(arn: string): boolean {
    return arn === this.#reader.view.open;
  }

  #isSeen(arn: string): boolean {
    return this.#isOpen(arn) || this.#visible.has(arn);
  }

  #note(arn: string, learned: QueueDetail): void {
    this.#details.set(arn, {...this.#details.get(arn), ...learned});
  }
}

function rememberedDetail(reader: Reader, arn: string): QueueDetail {
  const parts = {
    attributes: reader.remembered<QueueAttributes>(attributed, arn),
    tasks: reader.remembered<readonly MoveTask[]>(tasked, arn),
    deadLetterSources: reader.remembered<readonly string[]>(sourced, arn),
  };
  return Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined));
}

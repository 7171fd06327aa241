import type {Progress, Work} from '../../../../actions/action.ts';
import type {Problem} from '../../../../aws/problem.ts';
import type {TestFacts} from '../facts.ts';
import {readDelivered} from '../proof/delivered.ts';
import {type Asked, type Evidence, evidenceOf, type Histories, type Witnessed} from '../proof/evidence.ts';
import type {HistoryLine} from '../proof/history-line.ts';
import type {Deliveries} from '../proof/verdict.ts';
import {readHistoryLines} from '../requests.ts';
import {clockOf, proofLines} from './shows.ts';

type Pace = {readonly every: number; readonly within: number};

/** However slowly answers come: so often it is looked at before it counts as not seen. */
const fewestLooks = 3;

/** Looks at the history of an alarm, and of those above it, while a test is on its way. */
export class Watch {
  readonly #work: Work<TestFacts>;
  readonly #facts: TestFacts;
  readonly asked: Asked;
  /** Of items that were seen once, nothing is lost when a later look fails. */
  #histories: Histories = new Map();
  deliveries: Deliveries = new Map();
  /** Why the last look told nothing. */
  problem: Problem | undefined;
  /** Whether actions may still be seen. */
  waits = true;

  constructor(work: Work<TestFacts>, facts: TestFacts, asked: Asked) {
    this.#work = work;
    this.#facts = facts;
    this.asked = asked;
  }

  get evidence(): Evidence {
    return evidenceOf(this.asked, this.#histories);
  }

  /** Looks until it is so, or for so long. */
  async *until(isSo: () => boolean, {every, within}: Pace): AsyncGenerator<Progress> {
    const end = this.#work.now() + within;
    for (let looks = 0; looks < fewestLooks || this.#work.now() < end; looks += 1) {
      await this.#look();
      yield this.#progress();
      if (isSo() || this.#work.signal.aborted) return;
      await this.#pause(every);
    }
  }

  /** The way back. Of a composite nothing is promised: it is looked at once. */
  async *follow(pace: Pace): AsyncGenerator<Progress> {
    const isOver = () => this.evidence.back !== undefined || this.#facts.alarm.kind === 'composite';
    if (isOver()) yield this.#progress();
    else yield* this.until(isOver, pace);
  }

  /** What SNS counts for the topics that took the message. */
  async *count(since: number, {every, within}: Pace): AsyncGenerator<Progress> {
    const topics = this.#topicsHeard();
    if (topics.length === 0) return;
    const last = Math.max(since, ...this.#accepted().map(({at}) => at ?? since));
    const end = last + within;
    for (;;) {
      if (this.#work.signal.aborted) return;
      this.deliveries = await readDelivered(this.#work.session, topics, since, last);
      const all = [...this.deliveries.values()];
      if (all.every(({isSettled}) => isSettled) || this.#work.now() >= end) break;
      yield {says: 'Waiting for what SNS counts', shows: this.#lines()};
      await this.#pause(every);
    }
    yield this.#progress();
  }

  #accepted(): readonly Witnessed[] {
    return this.evidence.actions.filter(({is}) => is === 'accepted');
  }

  #topicsHeard(): readonly string[] {
    const topics = this.#accepted()
      .map(({firing}) => firing.topic)
      .filter(topic => topic !== undefined);
    return [...new Set(topics)].filter(topic => {
      const heard = this.#facts.topics.get(topic);
      return heard?.ok !== true || heard.value.confirmed > 0;
    });
  }

  async #look(): Promise<void> {
    const {session} = this.#work;
    const {alarm, parents} = this.#facts;
    const names = [alarm.name, ...parents.map(({name}) => name)];
    const read = names.map(async name => {
      const answer = await session.attempt('cloudwatch:DescribeAlarmHistory', () =>
        readHistoryLines(session, name, this.asked.since),
      );
      return {name, answer};
    });
    const histories = new Map<string, readonly HistoryLine[]>(this.#histories);
    this.problem = undefined;
    for (const {name, answer} of await Promise.all(read)) {
      if (answer.ok) histories.set(name, answer.value);
      else this.problem = answer.problem;
    }
    this.#histories = histories;
  }

  #progress(): Progress {
    const {own, actions, back} = this.evidence;
    const seen = actions.filter(({is}) => is !== 'unseen').length;
    const says = !own
      ? `Waiting until the history has the change to ${this.asked.to}`
      : back
        ? `Back in ${back.to}`
        : `${seen} of ${actions.length} actions seen`;
    return {says, shows: this.#lines()};
  }

  #lines(): readonly string[] {
    const [facts, asked, evidence, {deliveries, waits}] = [
      this.#facts,
      this.asked,
      this.evidence,
      this as Pick<Watch, 'deliveries' | 'waits'>,
    ];
    return proofLines({facts, asked, evidence, deliveries, waits, back: this.#backLine()});
  }

  #backLine(): string {
    const {kind, state} = this.#facts.alarm;
    const {back} = this.evidence;
    if (back) return `✓ back in ${back.to}  ${clockOf(back.at)}`;
    return kind === 'composite'
      ? `it may stay ${this.asked.to} until one of its children changes state`
      : `… waiting for its next evaluation to set it back to ${state}`;
  }

  async #pause(ms: number): Promise<void> {
    try {
      await this.#work.sleep(ms);
    } catch (error) {
      if (!this.#work.signal.aborted) throw error;
    }
  }
}

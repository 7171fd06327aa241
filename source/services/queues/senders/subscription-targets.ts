import type {Problem} from '../../../aws/problem.ts';
import type {Session} from '../../../aws/session.ts';
import type {Known} from '../../reader.ts';
import {deadLetterTargetOf, type Subscription} from './subscriptions.ts';

/** Subscriptions that one refresh asks about: at a quarter of AWS's limit, three seconds. */
export const mostAskedAtOnce = 30;
/** A subscription hardly ever changes. */
const againAfterMs = 60 * 60_000;
/** Persons and devices: nobody keeps what could not be delivered to them, so they are asked about last. */
const unlikely = new Set(['application', 'email', 'email-json', 'sms']);

type Target = {readonly queue: string | undefined};
type Answer = {readonly known: Known<Target>; readonly askedAt: number};

/** Where each subscription sends what it could not deliver, asked for one by one and remembered. */
export class SubscriptionTargets {
  readonly #answers = new Map<string, Answer>();

  /** The dead-letter queue of a subscription; undefined also while it is not known. */
  of(arn: string): string | undefined {
    return this.#answers.get(arn)?.known.value?.queue;
  }

  isRead(arn: string): boolean {
    return this.#answers.get(arn)?.known.value !== undefined;
  }

  /** Asks about those that are due, the unknown ones first; gives what stands in the way of knowing all. */
  async read(session: Session, subscriptions: readonly Subscription[]): Promise<Problem | undefined> {
    this.#forgetOthers(subscriptions);
    const now = session.clock.now();
    const [first, ...others] = this.#due(subscriptions, now).slice(0, mostAskedAtOnce);
    // Where the first is refused, so are the others: one refusal in AWS's records is enough.
    const problem = first && (await this.#ask(session, first, now));
    if (problem) return problem;
    const problems = await Promise.all(others.map(each => this.#ask(session, each, now)));
    return problems.find(each => each !== undefined) ?? this.#standingProblem();
  }

  #due(subscriptions: readonly Subscription[], now: number): readonly Subscription[] {
    const askedAt = ({arn}: Subscription) => this.#answers.get(arn)?.askedAt ?? Number.NEGATIVE_INFINITY;
    return subscriptions
      .filter(each => now - askedAt(each) >= againAfterMs || askedAt(each) > now)
      .toSorted((a, b) => compare(askedAt(a), askedAt(b)) || rankOf(a) - rankOf(b));
  }

  async #ask(session: Session, {arn}: Subscription, now: number): Promise<Problem | undefined> {
    const answer = await session.attempt('sns:GetSubscriptionAttributes', () =>
      deadLetterTargetOf(session, arn),
    );
    if (answer.ok) {
      this.#answers.set(arn, {known: {value: {queue: answer.value}, asOf: now}, askedAt: now});
      return undefined;
    }
    const {problem} = answer;
    // Not allowed stays not allowed for a while; everything else is worth trying at the next refresh.
    if (problem.missing === 'denied') {
      const before = this.#answers.get(arn)?.known;
      this.#answers.set(arn, {known: {...before, problem}, askedAt: now});
    }
    return problem;
  }

  #standingProblem(): Problem | undefined {
    for (const {known} of this.#answers.values()) if (known.problem) return known.problem;
    return undefined;
  }

  #forgetOthers(subscriptions: readonly Subscription[]): void {
    const listed = new Set(subscriptions.map(({arn}) => arn));
    for (const arn of this.#answers.keys()) if (!listed.has(arn)) this.#answers.delete(arn);
  }
}

const rankOf = ({protocol}: Subscription): number => (unlikely.has(protocol) ? 1 : 0);

/** Two infinities have no difference. */
const compare = (a: number, b: number): number => (a === b ? 0 : a - b);

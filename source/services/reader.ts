import type {Problem} from '../aws/problem.ts';
import type {Session} from '../aws/session.ts';
import type {View} from '../monitor/published.ts';

/** A fact with the time it was learned; when it could not be learned again, also why. Or only why. */
export type Known<Value> =
  | {readonly value: Value; readonly asOf: number; readonly problem?: Problem}
  | {readonly value?: undefined; readonly asOf?: undefined; readonly problem: Problem};

type Fetch<Value> = (session: Session) => Promise<Value>;

type Fact = {readonly known: Known<unknown>; readonly triedAt: number};

const nothingLookedAt: View = {visible: [], open: undefined};

/** A tick that comes a moment early is not made to wait for the next. */
const earlyMs = 2_000;

/**
 * How a service reads AWS: each fact has a key and a cadence, is asked for when it is due, and stays known,
 * with its age, when asking again fails.
 */
export class Reader {
  readonly session: Session;
  readonly #facts = new Map<string, Fact>();
  readonly #used = new Map<string, number>();
  #expiredAt = Number.NEGATIVE_INFINITY;
  #view = nothingLookedAt;

  constructor(session: Session) {
    this.session = session;
  }

  get now(): number {
    return this.session.clock.now();
  }

  /** What a screen looks at in this round of reading. */
  get view(): View {
    return this.#view;
  }

  /** The shortest cadence of what was read last. */
  get soonestSeconds(): number {
    return Math.min(...this.#used.values());
  }

  async known<Value>(
    operation: string,
    about: string,
    everySeconds: number,
    fetch: Fetch<Value>,
  ): Promise<Known<Value>> {
    const key = `${operation} ${about}`;
    this.#used.set(key, everySeconds);
    const fact = this.#facts.get(key);
    const before = fact?.known as Known<Value> | undefined;
    if (fact && before && !this.#isDue(fact, everySeconds)) return before;
    const answer = await this.session.attempt(operation, () => fetch(this.session));
    const known = answer.ok ? {value: answer.value, asOf: this.now} : {...before, problem: answer.problem};
    this.#facts.set(key, {known: known as Known<Value>, triedAt: this.now});
    return known as Known<Value>;
  }

  /** What was last learned, without asking. */
  remembered<Value>(operation: string, about: string): Known<Value> | undefined {
    return this.#facts.get(`${operation} ${about}`)?.known as Known<Value> | undefined;
  }

  /** The same, and it is not forgotten although this round does not ask for it. */
  keep<Value>(operation: string, about: string): Known<Value> | undefined {
    const known = this.remembered<Value>(operation, about);
    if (known) this.#used.set(`${operation} ${about}`, Number.POSITIVE_INFINITY);
    return known;
  }

  /** When it was last asked for, whatever the answer was, and whether it is asked for again at the next chance. */
  tried(operation: string, about: string): {readonly at: number; readonly again: boolean} | undefined {
    const fact = this.#facts.get(`${operation} ${about}`);
    return fact && {at: fact.triedAt, again: isWorthAnother(fact)};
  }

  /** Before a round of reading: forgets what the round before it did not read, resources that are gone. */
  begin(view: View = nothingLookedAt): void {
    this.#view = view;
    if (this.#used.size > 0) {
      for (const key of this.#facts.keys()) if (!this.#used.has(key)) this.#facts.delete(key);
    }
    this.#used.clear();
  }

  /** Everything is due: the user wants to see it as it is now. */
  expire(): void {
    this.#expiredAt = this.now;
  }

  #isDue(fact: Fact, everySeconds: number): boolean {
    const {triedAt} = fact;
    if (isWorthAnother(fact)) return true;
    if (triedAt <= this.#expiredAt) return true;
    const ageMs = this.now - triedAt;
    // Below zero the clock was wrong, and has been put right since.
    return ageMs < 0 || ageMs >= everySeconds * 1000 - earlyMs;
  }
}

/** A permission seldom comes back within a minute, and each attempt is a line in somebody's audit log. */
const isWorthAnother = ({known: {problem}}: Fact): boolean =>
  problem !== undefined && problem.missing !== 'denied';

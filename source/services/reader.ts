import type {Problem} from '../aws/problem.ts';
import type {Session} from '../aws/session.ts';

/** A fact with the time it was learned; when it could not be learned again, also why. Or only why. */
export type Known<Value> =
  | {readonly value: Value; readonly asOf: number; readonly problem?: Problem}
  | {readonly value?: undefined; readonly asOf?: undefined; readonly problem: Problem};

type Fetch<Value> = (session: Session) => Promise<Value>;

/** A tick that comes a moment early is not made to wait for the next. */
const earlyMs = 2_000;

/**
 * How a service reads AWS: each fact has a key and a cadence, is asked for when it is due, and stays known,
 * with its age, when asking again fails.
 */
export class Reader {
  readonly session: Session;
  readonly #facts = new Map<string, Known<unknown>>();
  readonly #used = new Map<string, number>();
  #expiredAt = Number.NEGATIVE_INFINITY;

  constructor(session: Session) {
    this.session = session;
  }

  get now(): number {
    return this.session.clock.now();
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
    const before = this.remembered<Value>(operation, about);
    if (before && !this.#isDue(before, everySeconds)) return before;
    const answer = await this.session.attempt(operation, () => fetch(this.session));
    const known = answer.ok ? {value: answer.value, asOf: this.now} : {...before, problem: answer.problem};
    this.#facts.set(key, known as Known<Value>);
    return known as Known<Value>;
  }

  /** What was last learned, without asking. */
  remembered<Value>(operation: string, about: string): Known<Value> | undefined {
    return this.#facts.get(`${operation} ${about}`) as Known<Value> | undefined;
  }

  /** Before a round of reading: forgets what the round before it did not read, resources that are gone. */
  begin(): void {
    if (this.#used.size > 0) {
      for (const key of this.#facts.keys()) if (!this.#used.has(key)) this.#facts.delete(key);
    }
    this.#used.clear();
  }

  /** Everything is due: the user wants to see it as it is now. */
  expire(): void {
    this.#expiredAt = this.now;
  }

  #isDue(known: Known<unknown>, everySeconds: number): boolean {
    if (known.problem || known.asOf === undefined || known.asOf <= this.#expiredAt) return true;
    const ageMs = this.now - known.asOf;
    // Below zero the clock was wrong, and has been put right since.
    return ageMs < 0 || ageMs >= everySeconds * 1000 - earlyMs;
  }
}

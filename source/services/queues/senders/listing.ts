import type {Problem} from '../../../aws/problem.ts';
import type {Session} from '../../../aws/session.ts';

/** A page of a list, and where the next one begins. */
export type Page<Item> = {readonly items: readonly Item[]; readonly next: string | undefined};

export type ListingOptions<Item> = {
  readonly operation: string;
  readonly fetch: (session: Session, from: string | undefined) => Promise<Page<Item>>;
};

/** Pages of one list that one refresh asks for; and those of a list that is never read to its end. */
const mostPagesAtOnce = 20;
const mostPages = 100;
/** Who sends where changes with a deployment. */
const everyMs = 5 * 60_000;
/** A tick that comes a moment early is not made to wait for the next. */
const earlyMs = 2_000;

/**
 * A list that may be long, read in portions: each refresh asks for so many pages and goes on where the last one
 * stopped. What an earlier pass found is known until the next one has come to its end.
 */
export class Listing<Item> {
  readonly #options: ListingOptions<Item>;
  #before: readonly Item[] = [];
  #endedAt: number | undefined;
  #isWhole = false;
  #pass: {readonly items: Item[]; pages: number; next: string | undefined} | undefined;

  constructor(options: ListingOptions<Item>) {
    this.#options = options;
  }

  /** What is known of it; an item can be there twice while a pass is under way. */
  get items(): readonly Item[] {
    return [...this.#before, ...(this.#pass?.items ?? [])];
  }

  /** Whether it was ever read to its end. */
  get isWhole(): boolean {
    return this.#isWhole;
  }

  async read(session: Session): Promise<Problem | undefined> {
    const now = session.clock.now();
    if (!this.#pass && !this.#isDue(now)) return undefined;
    const {operation} = this.#options;
    const answer = await session.attempt(operation, () => this.#readPortion(session, now));
    if (answer.ok) return undefined;
    const {problem} = answer;
    // AWS wants nothing more to do with where this pass was: the next one begins at the beginning.
    if (problem.missing === 'failed' && !problem.uncertain) this.#pass = undefined;
    return problem;
  }

  #isDue(now: number): boolean {
    if (this.#endedAt === undefined) return true;
    const ageMs = now - this.#endedAt;
    return ageMs < 0 || ageMs >= everyMs - earlyMs;
  }

  async #readPortion(session: Session, now: number): Promise<void> {
    this.#pass ??= {items: [], pages: 0, next: undefined};
    const pass = this.#pass;
    for (let count = 0; count < mostPagesAtOnce; count++) {
      const page = await this.#options.fetch(session, pass.next);
      pass.items.push(...page.items);
      pass.pages += 1;
      pass.next = page.next === '' ? undefined : page.next;
      if (pass.next === undefined || pass.pages === mostPages) {
        this.#before = pass.items;
        this.#isWhole = pass.next === undefined;
        this.#endedAt = now;
        this.#pass = undefined;
        return;
      }
    }
  }
}

import {AsyncLocalStorage} from 'node:async_hooks';
import {type RequestInput, ruleOf} from './operations.ts';

/** What its holder may send, and to what. */
export type LeaseTerms = {
  readonly operations: readonly string[];
  /** What the target, and all else that the plan touches, is called: a request that names none of it does not pass. */
  readonly names: readonly string[];
};

const current = new AsyncLocalStorage<Lease>();

/**
 * The right to send some requests to some targets until it ends, even when the arming has run out meanwhile: of one
 * confirmed action, and of the look that a plan needs before anybody can confirm it (a bucket's inventory reports, the
 * objects of a restore). Only requests made inside `run` have it.
 */
export class Lease {
  readonly #terms: LeaseTerms;
  readonly #gate: object;
  readonly #names: Set<string>;
  #ended = false;

  constructor(gate: object, terms: LeaseTerms) {
    this.#gate = gate;
    this.#terms = terms;
    this.#names = new Set(terms.names);
  }

  /** An answer gave something of the target a name of its own, the handle of a task for one. */
  learn(name: string): void {
    this.#names.add(name);
  }

  run<Value>(work: () => Promise<Value>): Promise<Value> {
    return current.run(this, work);
  }

  end(): void {
    this.#ended = true;
  }

  /** Whether it is for this gate, which is one account and region, and for such a request. */
  covers(gate: object, operation: string, input: RequestInput): boolean {
    if (gate !== this.#gate || this.#ended || !this.#terms.operations.includes(operation)) return false;
    const targets = ruleOf(operation).targets?.(input);
    if (targets) return targets.length > 0 && targets.every(target => this.#isNamed(target));
    return Object.values(input).some(value => this.#isNamed(value));
  }

  #isNamed(value: unknown): boolean {
    return typeof value === 'string' && this.#names.has(value);
  }
}

/** The lease under which the request at hand is made. */
export const currentLease = (): Lease | undefined => current.getStore();

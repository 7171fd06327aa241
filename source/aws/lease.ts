import {AsyncLocalStorage} from 'node:async_hooks';
import type {RequestInput} from './operations.ts';

/** What a confirmed action may still send, and to what. */
export type LeaseTerms = {
  readonly operations: readonly string[];
  /** The target: a request that does not name it does not pass. */
  readonly arn: string;
  readonly resource: string;
};

const current = new AsyncLocalStorage<Lease>();

/**
 * The right of one confirmed action to send its own requests to its own target until it ends, even when the
 * arming has run out meanwhile. Only requests made inside `run` have it.
 */
export class Lease {
  readonly #terms: LeaseTerms;
  readonly #gate: object;
  #ended = false;

  constructor(gate: object, terms: LeaseTerms) {
    this.#gate = gate;
    this.#terms = terms;
  }

  run<Value>(work: () => Promise<Value>): Promise<Value> {
    return current.run(this, work);
  }

  end(): void {
    this.#ended = true;
  }

  /** Whether it is for this gate, which is one account and region, and for such a request. */
  covers(gate: object, operation: string, input: RequestInput): boolean {
    if (gate !== this.#gate) return false;
    const {operations, arn, resource} = this.#terms;
    const names = Object.values(input);
    return (
      !this.#ended && operations.includes(operation) && (names.includes(arn) || names.includes(resource))
    );
  }
}

/** The lease under which the request at hand is made. */
export const currentLease = (): Lease | undefined => current.getStore();

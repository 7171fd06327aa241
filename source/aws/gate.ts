import type {Arming} from './arming.ts';
import type {AwsClock} from './aws-clock.ts';
import {currentLease, Lease, type LeaseTerms} from './lease.ts';
import {Meter} from './meter.ts';
import {type RequestInput, ruleOf, shareOfLimit} from './operations.ts';
import {Pace} from './pace.ts';
import {isThrottle} from './problem.ts';
import type {RequestLog} from './request-log.ts';

export type GateOptions = {
  readonly clock: AwsClock;
  readonly region: string;
  readonly log: RequestLog;
  readonly signal: AbortSignal;
  readonly arming: Arming;
};

/** Thrown before anything is sent: no confirmed action has the right to send this. */
export class NotAllowedHere extends Error {
  override readonly name = 'NotAllowedHere';

  constructor(operation: string) {
    super(`${operation} is not a read, and no confirmed action may send it here`);
  }
}

/**
 * The one place where requests leave the process, for one account and region: reads pass, anything else only
 * under the lease of a confirmed action; never faster than a quarter of AWS's limit, counted and priced.
 */
export class Gate {
  readonly meter = new Meter();
  readonly #clock: AwsClock;
  readonly #region: string;
  readonly #log: RequestLog;
  readonly #signal: AbortSignal;
  readonly #arming: Arming;
  readonly #paces = new Map<string, Pace>();

  constructor(options: GateOptions) {
    this.#clock = options.clock;
    this.#region = options.region;
    this.#log = options.log;
    this.#signal = options.signal;
    this.#arming = options.arming;
  }

  /** AWS's time, as it told it here. */
  now = (): number => this.#clock.now();

  /** Called once for a request: throws when it may not be sent at all. */
  admit(operation: string, input: RequestInput): void {
    if (ruleOf(operation).class === 'read' || currentLease()?.covers(this, operation, input)) return;
    throw new NotAllowedHere(operation);
  }

  /** The right to send these operations to this target; or why there is none, in a sentence. */
  lease(terms: LeaseTerms, account: string): Lease | {readonly refused: string} {
    const classes = new Set(terms.operations.map(operation => ruleOf(operation).class));
    if (classes.has('write')) {
      if (this.#arming.readOnly) return {refused: 'Everything is read only: no action can run.'};
      if (this.#arming.armedUntil(account) === undefined) {
        return {refused: `Locked: arm account ··${account.slice(-4)} first (A).`};
      }
    }
    if (classes.has('intrusive-read') && !this.#arming.allowsSampling) {
      return {refused: "Everything is read only, and reading records uses the readers' budget."};
    }
    return new Lease(this, terms);
  }

  /** Called for each attempt of a request: waits for its turn, sends, counts, learns the time. */
  async send<Result extends Answer>(
    operation: string,
    input: RequestInput,
    attempt: () => Promise<Result>,
    /** Where to: a bucket is asked where it is. */
    region = this.#region,
  ): Promise<Result> {
    const paces = this.#pacesOf(operation, input);
    for (const {pace, permits} of paces) await pace.turn(permits, this.#signal);
    this.meter.count(operation, input);
    const began = performance.now();
    const ms = () => Math.round(performance.now() - began);
    try {
      const result = await attempt();
      for (const {pace} of paces) pace.speedUp();
      this.#clock.learn(headerOf(result.response, 'date'));
      this.#log({
        operation,
        region,
        ms: ms(),
        requestId: requestIdOf(result.response),
      });
      return result;
    } catch (error) {
      if (isThrottle(error)) for (const {pace} of paces) pace.slowDown();
      const failure = error as {readonly name?: string; readonly $response?: unknown};
      this.#clock.learn(headerOf(failure.$response, 'date'));
      this.#log({
        operation,
        region,
        ms: ms(),
        error: failure.name,
        requestId: requestIdOf(failure.$response),
      });
      throw error;
    }
  }

  #pacesOf(
    operation: string,
    input: RequestInput,
  ): readonly {readonly pace: Pace; readonly permits: number}[] {
    const rule = ruleOf(operation);
    const resource = rule.per === undefined ? '' : String(input[rule.per] ?? '');
    const calls = {pace: this.#pace(`${operation} ${resource}`, rule.perSecond), permits: 1};
    if (!rule.weight) return [calls];
    return [
      calls,
      {pace: this.#pace(`${operation} weight`, rule.weight.perSecond), permits: rule.weight.of(input)},
    ];
  }

  #pace(key: string, limit: number): Pace {
    const known = this.#paces.get(key);
    if (known) return known;
    const pace = new Pace(this.#clock, limit * shareOfLimit);
    this.#paces.set(key, pace);
    return pace;
  }
}

export type Answer = {readonly response: unknown};

/** S3 has a name of its own for it. */
const requestIdOf = (response: unknown): string | undefined =>
  headerOf(response, 'x-amzn-requestid') ?? headerOf(response, 'x-amz-request-id');

function headerOf(response: unknown, name: string): string | undefined {
  const headers = (response as {readonly headers?: Readonly<Record<string, string>>} | undefined)?.headers;
  return headers?.[name];
}

import type {AwsClock} from './aws-clock.ts';
import {Meter} from './meter.ts';
import {type RequestInput, ruleOf, shareOfLimit} from './operations.ts';
import {Pace} from './pace.ts';
import {isThrottle} from './problem.ts';
import type {RequestLog} from './request-log.ts';

/** Thrown before anything is sent: this operation changes something, or costs a production reader's budget. */
export class NotAllowedHere extends Error {
  override readonly name = 'NotAllowedHere';

  constructor(operation: string) {
    super(`${operation} is not one of the operations that only read, and hotshard only reads`);
  }
}

/**
 * The one place where requests leave the process, for one account and region: only what reads passes, never
 * faster than a quarter of AWS's limit, counted and priced.
 */
export class Gate {
  readonly meter = new Meter();
  readonly #clock: AwsClock;
  readonly #region: string;
  readonly #log: RequestLog;
  readonly #signal: AbortSignal;
  readonly #paces = new Map<string, Pace>();

  constructor(options: {clock: AwsClock; region: string; log: RequestLog; signal: AbortSignal}) {
    this.#clock = options.clock;
    this.#region = options.region;
    this.#log = options.log;
    this.#signal = options.signal;
  }

  /** Called once for a request: throws when it may not be sent at all. */
  admit(operation: string): void {
    if (ruleOf(operation).class !== 'read') throw new NotAllowedHere(operation);
  }

  /** Called for each attempt of a request: waits for its turn, sends, counts, learns the time. */
  async send<Result extends Answer>(
    operation: string,
    input: RequestInput,
    attempt: () => Promise<Result>,
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
        region: this.#region,
        ms: ms(),
        requestId: headerOf(result.response, 'x-amzn-requestid'),
      });
      return result;
    } catch (error) {
      if (isThrottle(error)) for (const {pace} of paces) pace.slowDown();
      const failure = error as {readonly name?: string; readonly $response?: unknown};
      this.#clock.learn(headerOf(failure.$response, 'date'));
      this.#log({operation, region: this.#region, ms: ms(), error: failure.name});
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

function headerOf(response: unknown, name: string): string | undefined {
  const headers = (response as {readonly headers?: Readonly<Record<string, string>>} | undefined)?.headers;
  return headers?.[name];
}

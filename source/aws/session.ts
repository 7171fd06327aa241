import type {Clock} from '../clock.ts';
import {Arming} from './arming.ts';
import {regionAsked} from './asked-region.ts';
import {AwsClock} from './aws-clock.ts';
import {type Clients, createClients} from './clients.ts';
import {type AwsCredentials, credentialChain} from './credentials.ts';
import {Gate} from './gate.ts';
import {explain, type Outcome} from './problem.ts';
import type {RequestLog} from './request-log.ts';

export type SessionOptions = {
  readonly profile: string | undefined;
  readonly region: string;
  readonly endpoint: string | undefined;
  /** Instead of the credential chain. */
  readonly credentials?: AwsCredentials;
  readonly clock: Clock;
  readonly log: RequestLog;
  readonly signal: AbortSignal;
  /** What the config changes of thresholds and prices, by name. */
  readonly thresholds?: Readonly<Record<string, number>>;
  /** Whether what the whole account lists, buckets, is this session's to show when it is in that region; all is, unless given. */
  readonly covers?: (region: string) => boolean;
  /** Whether writes may begin; read only unless given. */
  readonly arming?: Arming;
};

/** Clients, and the signal that ends what they wait for. */
export type Sender = {readonly clients: Clients; readonly signal: AbortSignal};

export type CallerIdentity = {readonly account: string; readonly callerArn: string};

/** Who we are is good to know, and nothing waits long for it: a bastion may reach everything but STS. */
const identifyWithinMs = 5_000;
const identifyAgainAfterMs = 5 * 60_000;

/** One profile in one region: its clients, its gate, AWS's time as it tells it. */
export class Session {
  readonly profile: string | undefined;
  readonly region: string;
  /** Instead of AWS's own. */
  readonly endpoint: string | undefined;
  readonly clock: AwsClock;
  readonly gate: Gate;
  readonly signal: AbortSignal;
  /** What the config changes of thresholds and prices, by name. */
  readonly thresholds: Readonly<Record<string, number>>;
  readonly #options: SessionOptions;
  #clients: Clients;
  #writers: Clients;
  #identity: CallerIdentity | undefined;
  #unidentified: {readonly answer: Outcome<CallerIdentity>; readonly until: number} | undefined;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.profile = options.profile;
    this.region = options.region;
    this.endpoint = options.endpoint;
    this.signal = options.signal;
    this.thresholds = options.thresholds ?? {};
    this.clock = new AwsClock(options.clock);
    const {clock} = this;
    const {region, log, signal} = options;
    const arming = options.arming ?? new Arming({clock, readOnly: true});
    this.gate = new Gate({clock, region, log, signal, arming});
    this.#clients = this.#createClients();
    this.#writers = this.#createClients(1);
  }

  /** Several sessions of one account see the same buckets: each of them belongs to one. */
  covers(region: string): boolean {
    return this.#options.covers?.(region) ?? true;
  }

  get clients(): Clients {
    return this.#clients;
  }

  /** What sends a request once, whatever happens: for everything that changes something. */
  get once(): Sender {
    return {clients: this.#writers, signal: this.signal};
  }

  /** Who we are, once AWS has said so. */
  get identity(): CallerIdentity | undefined {
    return this.#identity;
  }

  /** Runs requests; whatever AWS, the network or the credentials refuse comes back in words. */
  async attempt<Value>(
    operation: string,
    run: (clients: Clients) => Promise<Value>,
  ): Promise<Outcome<Value>> {
    try {
      return {ok: true, value: await run(this.#clients)};
    } catch (error) {
      if (this.signal.aborted) throw error;
      const region = regionAsked(error) ?? this.region;
      return {ok: false, problem: explain(error, {...this.#options, operation, region})};
    }
  }

  async identify(): Promise<Outcome<CallerIdentity>> {
    if (this.#identity) return {ok: true, value: this.#identity};
    if (this.#unidentified && this.clock.now() < this.#unidentified.until) return this.#unidentified.answer;
    const answer = await this.attempt('sts:GetCallerIdentity', async clients => {
      const {GetCallerIdentityCommand} = await import('@aws-sdk/client-sts');
      const sts = await clients.sts();
      const abortSignal = AbortSignal.any([this.signal, AbortSignal.timeout(identifyWithinMs)]);
      return sts.send(new GetCallerIdentityCommand({}), {abortSignal});
    });
    if (!answer.ok) {
      this.#unidentified = {answer, until: this.clock.now() + identifyAgainAfterMs};
      return answer;
    }
    const {Account: account, Arn: callerArn} = answer.value;
    if (account === undefined || callerArn === undefined) {
      const sentence = 'AWS did not say which account these credentials belong to.';
      return {ok: false, problem: {missing: 'failed', code: 'NoIdentity', sentence}};
    }
    this.#identity = {account, callerArn};
    return {ok: true, value: this.#identity};
  }

  /** New clients that look for credentials again: after a login, or when the old ones ran out. */
  renew(): void {
    this.#identity = undefined;
    this.#unidentified = undefined;
    this.close();
    this.#clients = this.#createClients();
    this.#writers = this.#createClients(1);
  }

  close(): void {
    this.#clients.destroy();
    this.#writers.destroy();
  }

  #createClients(maxAttempts?: number): Clients {
    const {region, endpoint, credentials, profile} = this.#options;
    return createClients({
      profile,
      region,
      endpoint,
      credentials: credentials ?? credentialChain(profile),
      gate: this.gate,
      ...(maxAttempts === undefined ? {} : {maxAttempts}),
    });
  }
}

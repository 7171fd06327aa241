import type {Session} from '../aws/session.ts';
import {type Clock, wait} from '../clock.ts';
import type {Service} from '../services/service.ts';
import {documentOf} from './document.ts';
import {keepEqual} from './keep-equal.ts';
import type {MonitorHandle, Published, View} from './published.ts';
import type {Snapshot} from './schema.ts';
import {Watch} from './watch.ts';

export type MonitorOptions = {
  /** Opens the sessions; called once, when reading begins. */
  readonly connect: () => Promise<readonly Session[]>;
  readonly services: readonly Service[];
  readonly clock: Clock;
  readonly intervalSeconds: number;
  readonly budgetUsdPerHour: number;
  /** Numbers that the config changes, by service and name. */
  readonly thresholds?: Readonly<Record<string, number>>;
};

const shortestIntervalSeconds = 5;
const nothingLookedAt: View = {visible: [], open: undefined};
/** Changes that come together are shown together. */
const gatherMs = 60;

/**
 * Reads all sessions again and again, each at the cadence of its data, and publishes one immutable document:
 * while a refresh goes on as parts arrive, and at its end.
 */
export class Monitor implements MonitorHandle {
  readonly #options: MonitorOptions;
  #watches: readonly Watch[] = [];
  #connected: Promise<void> | undefined;
  readonly #listeners = new Set<() => void>();
  #published: Published;
  #view = nothingLookedAt;
  #wake = new AbortController();
  #closed = false;
  #asked = false;
  #due: Promise<void> | undefined;
  #buildMs = 0;

  constructor(options: MonitorOptions) {
    this.#options = options;
    this.#published = {
      snapshot: this.#build(performance.now()),
      paused: false,
      intervalSeconds: options.intervalSeconds,
      reading: false,
      started: false,
      waitingFor: 'the account',
      thresholds: options.thresholds ?? {},
    };
  }

  get = (): Published => this.#published;

  now = (): number => this.#watches[0]?.session.clock.now() ?? this.#options.clock.now();

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  look = (view: View): void => {
    const opened = view.open !== this.#view.open && view.open !== undefined;
    this.#view = view;
    // What is opened shows more than its row did.
    if (opened) this.#wake.abort();
  };

  /** Once, now; also while it is paused. */
  refresh = (): void => {
    this.#asked = true;
    for (const watch of this.#watches) watch.expire();
    this.#wake.abort();
  };

  pause = (paused: boolean): void => {
    if (paused === this.#published.paused) return;
    this.#publish({paused});
    if (!paused) this.#wake.abort();
  };

  setInterval = (seconds: number): void => {
    this.#publish({intervalSeconds: Math.max(seconds, shortestIntervalSeconds)});
    this.#wake.abort();
  };

  /** Polls until `signal` says stop. */
  async run(signal: AbortSignal): Promise<void> {
    signal.addEventListener('abort', () => {
      this.#closed = true;
      this.#wake.abort();
    });
    await this.#connect();
    while (!this.#closed) {
      if (!this.#published.paused || this.#asked) await this.#refresh();
      await this.#sleep();
    }
  }

  /** One whole refresh, published once, at its end. */
  async once(): Promise<Snapshot> {
    const began = performance.now();
    await this.#connect();
    const {intervalSeconds} = this.#published;
    const options = {view: this.#view, intervalSeconds, early: false, onChange: () => {}};
    await Promise.all(this.#watches.map(watch => watch.refresh(options)));
    this.#publish({snapshot: this.#build(began), started: true, waitingFor: undefined});
    return this.#published.snapshot;
  }

  async #open(): Promise<void> {
    const {connect, services, thresholds = {}} = this.#options;
    const sessions = await connect();
    const budgetUsdPerHour = this.#options.budgetUsdPerHour / sessions.length;
    this.#watches = sessions.map(session => new Watch({session, services, budgetUsdPerHour, thresholds}));
    this.#publish({
      snapshot: this.#build(performance.now()),
      waitingFor: waitingFor(sessions, services),
    });
  }

  #connect(): Promise<void> {
    this.#connected ??= this.#open();
    return this.#connected;
  }

  async #refresh(): Promise<void> {
    const began = performance.now();
    this.#asked = false;
    this.#publish({reading: true});
    const onChange = () => {
      this.#due ??= this.#publishSoon(began);
    };
    const {intervalSeconds} = this.#published;
    const options = {view: this.#view, intervalSeconds, early: true, onChange};
    try {
      await Promise.all(this.#watches.map(watch => watch.refresh(options)));
    } catch (error) {
      if (!this.#closed) throw error;
      return;
    }
    await this.#due;
    this.#publish({...this.#seen(began), reading: false});
  }

  async #publishSoon(began: number): Promise<void> {
    await wait(Math.max(gatherMs, this.#buildMs * 5));
    this.#due = undefined;
    if (!this.#closed) this.#publish(this.#seen(began));
  }

  #seen(began: number): Partial<Published> {
    const snapshot = keepEqual(this.#published.snapshot, this.#build(began));
    const started = snapshot.sources.some(({parts}) =>
      Object.values(parts).some(({asOf, problem}) => asOf !== null || problem !== null),
    );
    return {snapshot, started, waitingFor: started ? undefined : this.#published.waitingFor};
  }

  #build(began: number): Snapshot {
    const buildBegan = performance.now();
    const times = {takenAt: this.now(), tookMs: Math.round(buildBegan - began)};
    const document = documentOf(this.#watches, this.#options.services, this.#view, times);
    this.#buildMs = performance.now() - buildBegan;
    return document;
  }

  #publish(change: Partial<Published>): void {
    this.#published = {...this.#published, ...change};
    for (const listener of this.#listeners) listener();
  }

  async #sleep(): Promise<void> {
    const soonest = this.#watches.map(watch => watch.changesWithinSeconds ?? Number.POSITIVE_INFINITY);
    const seconds = Math.max(shortestIntervalSeconds, Math.min(this.#published.intervalSeconds, ...soonest));
    const {signal} = this.#wake;
    try {
      await (this.#published.paused ? forever(signal) : this.#options.clock.sleep(seconds * 1000, signal));
    } catch (error) {
      if (!signal.aborted) throw error;
    }
    if (signal.aborted) this.#wake = new AbortController();
  }
}

const forever = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), {once: true});
  });

function waitingFor(sessions: readonly Session[], services: readonly Service[]): string {
  const regions = [...new Set(sessions.map(({region}) => region))].join(', ');
  return `${services.map(({list}) => list).join(', ')} of ${regions}`;
}

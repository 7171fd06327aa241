import {accountOf} from '../aws/arn.ts';
import type {Problem} from '../aws/problem.ts';
import type {Session} from '../aws/session.ts';
import {MetricPlanner} from '../metrics/planner.ts';
import {Reader} from '../services/reader.ts';
import type {Others, Service, ServiceReading} from '../services/service.ts';
import {partOf} from './part.ts';
import type {View} from './published.ts';
import type {Finding, Part, Source} from './schema.ts';

type Seen = {
  readonly source: Source;
  readonly resources: ReadonlyMap<string, readonly {readonly arn: string; readonly name: string}[]>;
  readonly findings: readonly Finding[];
};

export type WatchOptions = {
  readonly session: Session;
  readonly services: readonly Service[];
  readonly budgetUsdPerHour: number;
  readonly thresholds: Readonly<Record<string, number>>;
};

export type RefreshOptions = {
  readonly view: View;
  /** How often it is refreshed: nothing is asked for more often. */
  readonly intervalSeconds: number;
  /** Ask for the first metrics as soon as there is a list, at the price of a request more. */
  readonly early: boolean;
  readonly onChange: () => void;
};

/** A fact that is read more often than this is one that changes at the moment. */
const usualCadenceSeconds = 60;

/** Everything that is watched through one session: its services, and the metrics they share. */
export class Watch {
  readonly session: Session;
  readonly planner: MetricPlanner;
  readonly #reader: Reader;
  readonly #readings: readonly ServiceReading[];
  #metricProblem: Problem | undefined;

  readonly #thresholds: Readonly<Record<string, number>>;

  constructor({session, services, budgetUsdPerHour, thresholds}: WatchOptions) {
    this.session = session;
    this.#thresholds = thresholds;
    this.planner = new MetricPlanner(session, budgetUsdPerHour);
    this.#reader = new Reader(session);
    this.#readings = services.map(service => service.open(this.#reader));
  }

  /** How soon it is worth reading again while something changes; undefined while nothing does. */
  get changesWithinSeconds(): number | undefined {
    const {soonestSeconds} = this.#reader;
    return soonestSeconds < usualCadenceSeconds ? soonestSeconds : undefined;
  }

  /** Everything is to be read anew. */
  expire(): void {
    this.#reader.expire();
  }

  async refresh(options: RefreshOptions): Promise<void> {
    this.#reader.begin(options.view);
    this.planner.begin(options.intervalSeconds);
    const identified = this.session.identify().then(options.onChange);
    identified.catch(() => undefined);
    await Promise.all(this.#readings.map(each => this.#read(each, options)));
    this.#metricProblem = await this.planner.flush(options.onChange);
    if (!options.early) await Promise.all(this.#readings.map(each => this.#readOn(each, options)));
    if (!this.#metricProblem) {
      // What was learned can make more worth knowing: the shards of a stream that turned out to be in trouble.
      for (const each of this.#readings) this.planner.want(each.asks(options.view, this.planner.book));
      this.#metricProblem = await this.planner.flush(options.onChange);
    }
    await identified;
    if (this.#needsNewCredentials()) this.session.renew();
    options.onChange();
  }

  see(view: View): Seen {
    const {profile, region, identity, clock} = this.session;
    const parts: Record<string, Part> = {};
    const resources = new Map<string, readonly {readonly arn: string; readonly name: string}[]>();
    const findings: Finding[] = [];
    const others: Record<string, readonly {readonly arn: string; readonly name: string}[]> = {};
    for (const reading of this.#readings) {
      const judged = reading.judge({
        now: clock.now(),
        region,
        ...(identity === undefined ? {} : {account: identity.account}),
        view,
        book: this.planner.book,
        thresholds: this.#thresholds,
        // Services come in the order of their list: one that speaks of others stands after them.
        others: others as Others,
      });
      parts[reading.service.id] = partOf(reading.standing(), this.#metricProblem);
      resources.set(reading.service.id, judged.resources);
      if (reading.isListed()) others[reading.service.id] = judged.resources;
      findings.push(...judged.findings);
    }
    const source = {
      profile: profile ?? null,
      // Where STS cannot be reached, the resources still say whose they are.
      account: identity?.account ?? accountIn(resources) ?? null,
      callerArn: identity?.callerArn ?? null,
      region,
      parts,
    };
    return {source, resources, findings};
  }

  async #read(reading: ServiceReading, options: RefreshOptions): Promise<void> {
    const {view, early, onChange} = options;
    const {book} = this.planner;
    let first: Promise<Problem | undefined> | undefined;
    for await (const _ of reading.read()) {
      onChange();
      if (early && !first) {
        this.planner.want(reading.asks(view, book));
        first = this.planner.flush(onChange);
        // Awaited below, unless reading ends with an error of its own before.
        first.catch(() => undefined);
      }
    }
    await first;
    this.planner.want(reading.asks(view, book));
    // A service of which there is much to read does not keep the others waiting for what they want to see.
    if (early) {
      await this.planner.flush(onChange);
      await this.#readOn(reading, options);
    }
  }

  /** What its metrics made worth reading. */
  async #readOn(reading: ServiceReading, {early, onChange}: RefreshOptions): Promise<void> {
    for await (const _ of reading.readOn({book: this.planner.book, once: !early})) onChange();
  }

  #needsNewCredentials(): boolean {
    const problems = this.#readings.map(reading => reading.standing().rootProblem);
    return [...problems, this.#metricProblem].some(
      problem =>
        problem?.missing === 'expired' || /Credentials|Provider|Token|Signature/.test(problem?.code ?? ''),
    );
  }
}

function accountIn(resources: Seen['resources']): string | undefined {
  for (const [first] of resources.values()) {
    // The ARN of a bucket does not say.
    const account = first ? accountOf(first.arn) : '';
    if (account !== '') return account;
  }
  return undefined;
}

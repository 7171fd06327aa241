import type {Problem} from '../aws/problem.ts';
import type {Session} from '../aws/session.ts';
import {MetricPlanner} from '../metrics/planner.ts';
import {Reader} from '../services/reader.ts';
import type {Service, ServiceReading} from '../services/service.ts';
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
  /** Ask for the first metrics as soon as there is a list, at the price of a request more. */
  readonly early: boolean;
  readonly onChange: () => void;
};

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

  /** How soon something may be worth reading again. */
  get soonestSeconds(): number {
    return this.#reader.soonestSeconds;
  }

  /** Everything is to be read anew. */
  expire(): void {
    this.#reader.expire();
  }

  async refresh(options: RefreshOptions): Promise<void> {
    this.#reader.begin();
    this.planner.begin();
    const reading = Promise.all(this.#readings.map(each => this.#read(each, options)));
    await Promise.all([this.session.identify(), reading]);
    this.#metricProblem = await this.planner.flush(options.onChange);
    if (this.#needsNewCredentials()) this.session.renew();
    options.onChange();
  }

  see(view: View): Seen {
    const {profile, region, identity, clock} = this.session;
    const parts: Record<string, Part> = {};
    const resources = new Map<string, readonly {readonly arn: string; readonly name: string}[]>();
    const findings: Finding[] = [];
    for (const reading of this.#readings) {
      const judged = reading.judge({
        now: clock.now(),
        account: identity?.account ?? '',
        region,
        view,
        book: this.planner.book,
        thresholds: this.#thresholds,
      });
      parts[reading.service.id] = partOf(reading.standing(), this.#metricProblem);
      resources.set(reading.service.id, judged.resources);
      findings.push(...judged.findings);
    }
    const source = {
      profile: profile ?? null,
      account: identity?.account ?? null,
      callerArn: identity?.callerArn ?? null,
      region,
      parts,
    };
    return {source, resources, findings};
  }

  async #read(reading: ServiceReading, {view, early, onChange}: RefreshOptions): Promise<void> {
    const {book} = this.planner;
    let first: Promise<Problem | undefined> | undefined;
    for await (const _ of reading.read()) {
      onChange();
      if (early && !first) {
        this.planner.want(reading.asks(view, book));
        first = this.planner.flush(onChange);
      }
    }
    await first;
    this.planner.want(reading.asks(view, book));
  }

  #needsNewCredentials(): boolean {
    const problems = this.#readings.map(reading => reading.standing().rootProblem);
    return [...problems, this.#metricProblem].some(
      problem =>
        problem?.missing === 'expired' || /Credentials|Provider|Token|Signature/.test(problem?.code ?? ''),
    );
  }
}

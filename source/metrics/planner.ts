import type {GetMetricDataCommandOutput, MetricDataQuery} from '@aws-sdk/client-cloudwatch';
import {usdPerMetric} from '../aws/operations.ts';
import type {Problem} from '../aws/problem.ts';
import type {Session} from '../aws/session.ts';
import type {MetricAsk, Point, SeriesBook} from './ask.ts';
import {type Call, planCalls, type Query} from './calls.ts';
import {everySecondsOf, SeriesStore} from './series-store.ts';

type RegionalCall = Call<string> & {readonly region: string | undefined};

const callsAtOnce = 4;
/** What the few series that say most may take of a budget that is too small for everything. */
const mainShareOfBudget = 0.8;

/**
 * Gathers what all services want to see into the fewest GetMetricData requests of one session. A series is
 * asked for once, however many want it; whole the first time, then only its new end, and never before that
 * can exist.
 */
export class MetricPlanner {
  readonly #session: Session;
  readonly #store = new SeriesStore();
  readonly #budgetUsdPerHour: number;
  #wanted = new Set<string>();
  /** What another flush is asking for at this moment. */
  readonly #asking = new Set<string>();
  #roundAt: number;
  #intervalSeconds = 0;

  constructor(session: Session, budgetUsdPerHour: number) {
    this.#session = session;
    this.#budgetUsdPerHour = budgetUsdPerHour;
    this.#roundAt = session.clock.now();
  }

  /** A new round: what is wanted from here on is all that is wanted. */
  begin(intervalSeconds = 0): void {
    this.#intervalSeconds = intervalSeconds;
    this.#wanted = new Set();
    this.#roundAt = this.#session.clock.now();
  }

  want(asks: readonly MetricAsk[]): void {
    for (const ask of asks) this.#wanted.add(this.#store.want(ask, this.#roundAt));
  }

  readonly book: SeriesBook = ask => this.#store.get(ask);

  /** What it costs an hour to keep watching all this, the budget kept. */
  get usdPerHour(): number {
    const {main, detail} = this.#usdPerHourWanted();
    return Math.min(main + detail, this.#budgetUsdPerHour);
  }

  #usdPerHourWanted(): {readonly main: number; readonly detail: number} {
    let [main, detail] = [0, 0];
    for (const key of this.#wanted) {
      const ask = this.#store.ask(key);
      const usd = (3600 / Math.max(everySecondsOf(ask), this.#intervalSeconds)) * usdPerMetric;
      if (ask.detail) detail += usd;
      else main += usd;
    }
    return {main, detail};
  }

  /** How many times slower than wanted series are asked for, so that the budget holds: details first. */
  #stretches(): {readonly main: number; readonly detail: number} {
    const wanted = this.#usdPerHourWanted();
    const main = Math.max(1, wanted.main / (this.#budgetUsdPerHour * mainShareOfBudget));
    const left = this.#budgetUsdPerHour - wanted.main / main;
    return {main, detail: Math.max(1, wanted.detail / left)};
  }

  /** Asks for everything wanted that is due; answers the problem of requests that failed as a whole. */
  async flush(onAnswer: () => void): Promise<Problem | undefined> {
    const now = this.#session.clock.now();
    const stretches = this.#stretches();
    const queries: Query<string>[] = [];
    for (const key of this.#wanted) {
      if (this.#asking.has(key)) continue;
      const {detail, periodSeconds} = this.#store.ask(key);
      const due = this.#store.due(key, now, detail ? stretches.detail : stretches.main);
      if (due) queries.push({ask: key, ...due, periodSeconds});
    }
    for (const {ask} of queries) this.#asking.add(ask);
    try {
      const calls = [...Map.groupBy(queries, ({ask}) => this.#store.ask(ask).region)].flatMap(
        ([region, asked]) => planCalls(asked).map(call => ({...call, region})),
      );
      return await this.#sendAll(calls, onAnswer);
    } finally {
      for (const {ask} of queries) this.#asking.delete(ask);
      this.#store.forgetUnwanted(this.#roundAt);
    }
  }

  async #sendAll(planned: readonly RegionalCall[], onAnswer: () => void): Promise<Problem | undefined> {
    const calls = planned.values();
    let problem: Problem | undefined;
    const work = async () => {
      for (const call of calls) {
        problem = (await this.#send(call)) ?? problem;
        onAnswer();
      }
    };
    await Promise.all(Array.from({length: callsAtOnce}, work));
    return problem;
  }

  async #send(call: RegionalCall): Promise<Problem | undefined> {
    const answer = await this.#session.attempt('cloudwatch:GetMetricData', () => this.#getMetricData(call));
    if (answer.ok) return undefined;
    for (const {ask: key} of call.queries) this.#store.fail(key, answer.problem.missing);
    return answer.problem;
  }

  async #getMetricData(call: RegionalCall): Promise<void> {
    const {GetMetricDataCommand} = await import('@aws-sdk/client-cloudwatch');
    const client = await this.#session.clients.cloudwatch(call.region);
    const found = call.queries.map(() => ({points: [] as Point[], status: 'Complete'}));
    const input = {
      StartTime: new Date(call.start),
      EndTime: new Date(call.end),
      MetricDataQueries: call.queries.map(({ask}, index) => queryOf(this.#store.ask(ask), index)),
    };
    let next: string | undefined;
    do {
      const page: GetMetricDataCommandOutput = await client.send(
        new GetMetricDataCommand({...input, ...(next === undefined ? {} : {NextToken: next})}),
        {abortSignal: this.#session.signal},
      );
      for (const result of page.MetricDataResults ?? []) {
        const place = found[Number(result.Id?.slice(1))];
        if (!place) continue;
        place.status = result.StatusCode ?? 'Complete';
        for (const [index, timestamp] of (result.Timestamps ?? []).entries()) {
          const value = result.Values?.[index];
          if (value !== undefined) place.points.push({at: timestamp.getTime(), value});
        }
      }
      next = page.NextToken;
    } while (next !== undefined);

    for (const [index, {points, status}] of found.entries()) {
      const query = call.queries[index];
      if (!query) continue;
      if (status === 'Forbidden') this.#store.fail(query.ask, 'denied');
      else if (status === 'InternalError') this.#store.fail(query.ask, 'failed');
      else if (status === 'PartialData') this.#store.fail(query.ask, 'failed');
      else this.#store.learn(query.ask, query.start, query.end, points);
    }
  }
}

const queryOf = (ask: MetricAsk, index: number): MetricDataQuery => ({
  Id: `m${index}`,
  MetricStat: {
    Metric: {
      Namespace: ask.namespace,
      MetricName: ask.name,
      Dimensions: Object.entries(ask.dimensions).map(([Name, Value]) => ({Name, Value})),
    },
    Period: ask.periodSeconds,
    Stat: ask.statistic,
  },
});

import type {Action} from '../actions/action.ts';
import type {Outcome, Problem} from '../aws/problem.ts';
import type {Session} from '../aws/session.ts';
import type {MetricAsk, SeriesBook} from '../metrics/ask.ts';
import type {View} from '../monitor/published.ts';
import type {Finding} from '../monitor/schema.ts';
import type {ServiceReport} from '../report/service-report.ts';
import type {Stream} from './kinesis/model.ts';
import type {Queue} from './queues/model.ts';
import type {Known, Reader} from './reader.ts';

export type JudgeContext = {
  readonly now: number;
  readonly region: string;
  /** Whose session it is, once AWS has said so. */
  readonly account?: string;
  readonly view: View;
  readonly book: SeriesBook;
  /** What the config changes of the thresholds, by name. */
  readonly thresholds: Readonly<Record<string, number>>;
  readonly others: Others;
};

/** What the other services of the same session have; those whose list nobody asked for, or nobody could read, are not there. */
export type Others = {readonly kinesis?: readonly Stream[]; readonly queues?: readonly Queue[]};

export type Judged<Resource> = {
  readonly resources: readonly Resource[];
  readonly findings: readonly Finding[];
};

export type ServiceDefinition<Facts, Resource> = {
  readonly id: string;
  readonly title: string;
  /** What its part of the document calls its resources. */
  readonly list: string;
  /** Names of the numbers that say when it is bad. */
  readonly thresholds: readonly string[];
  /** The IAM actions without which nothing of it can be read. */
  readonly needs: readonly string[];
  /** Asks AWS; yields what is known so far each time something was learned. */
  readonly read: (reader: Reader) => AsyncGenerator<Facts>;
  /** What is read only once the metrics are there, because they say of which resources it is worth it. */
  readonly readOn?: (reader: Reader, facts: Facts, context: ReadOnContext) => AsyncGenerator<Facts>;
  /** The series that are worth seeing, given what is on screen. */
  readonly asks: (facts: Facts, view: View, book: SeriesBook) => readonly MetricAsk[];
  /** Pure: what it all means. */
  readonly judge: (facts: Facts, context: JudgeContext) => Judged<Resource>;
  /** What can be done to its resources. */
  readonly actions: readonly Action[];
  /** The resource of that name, and its part, as somebody types them. */
  readonly locate: Locate;
  /** How it reads in the formats of a snapshot; the console starts without them. */
  readonly report: () => Promise<ServiceReport>;
  /** The fact without which there is nothing to show, and all the others. */
  readonly root: (facts: Facts) => Known<unknown>;
  readonly details: (facts: Facts) => Iterable<Known<unknown>>;
};

export type ReadOnContext = {
  readonly book: SeriesBook;
  /** Nobody waits at a screen, and there is no next refresh: whatever can matter is read in this one. */
  readonly once: boolean;
};

export type Located = {
  readonly arn: string;
  readonly resource: string;
  readonly part?: string;
  /** Where it is, when that is not the session's own region. */
  readonly region?: string;
};
type Locate = (session: Session, name: string, part: string | undefined) => Promise<Outcome<Located>>;

/** A service of one session: what was read of it so far, and what that means. */
export type ServiceReading = {
  readonly service: Service;
  readonly read: () => AsyncGenerator<void>;
  readonly readOn: (context: ReadOnContext) => AsyncGenerator<void>;
  readonly asks: (view: View, book: SeriesBook) => readonly MetricAsk[];
  readonly judge: (context: JudgeContext) => Judged<Named>;
  readonly standing: () => Standing;
  /** Its list of resources was read to its end: what is not in it is not there. */
  readonly isListed: () => boolean;
};

export type Named = {readonly arn: string; readonly name: string};

/** How far a service could be read. */
export type Standing = {
  /** When its list of resources was last read; undefined when never. */
  readonly asOf: number | undefined;
  readonly rootProblem: Problem | undefined;
  readonly detailProblem: Problem | undefined;
};

export type Service = Pick<
  ServiceDefinition<unknown, Named>,
  'id' | 'title' | 'list' | 'needs' | 'thresholds' | 'actions' | 'locate' | 'report'
> & {
  readonly open: (reader: Reader) => ServiceReading;
};

/** A service: one folder, one call of this, one line in `index.ts`. */
export function defineService<Facts, Resource extends Named>(
  definition: ServiceDefinition<Facts, Resource>,
): Service {
  const {id, title, list, needs, thresholds, actions, locate, report} = definition;
  const service: Service = {
    id,
    title,
    list,
    needs,
    thresholds,
    actions,
    locate,
    report,
    open: reader => {
      let facts: Facts | undefined;
      let wasRead = false;
      return {
        service,
        async *read() {
          for await (const known of definition.read(reader)) {
            facts = known;
            yield;
          }
          wasRead = true;
        },
        async *readOn(context) {
          if (facts === undefined || !definition.readOn) return;
          for await (const known of definition.readOn(reader, facts, context)) {
            facts = known;
            yield;
          }
        },
        asks: (view, book) => (facts === undefined ? [] : definition.asks(facts, view, book)),
        judge: context => (facts === undefined ? nothing : definition.judge(facts, context)),
        standing: () => (facts === undefined ? unread : standingOf(definition, facts)),
        isListed: () => wasRead && facts !== undefined && definition.root(facts).value !== undefined,
      };
    },
  };
  return service;
}

const nothing = {resources: [], findings: []};
const unread: Standing = {asOf: undefined, rootProblem: undefined, detailProblem: undefined};

function standingOf<Facts, Resource>(
  {root, details}: ServiceDefinition<Facts, Resource>,
  facts: Facts,
): Standing {
  const known = root(facts);
  let detailProblem: Problem | undefined;
  for (const detail of details(facts)) detailProblem ??= detail.problem;
  return {asOf: known.asOf, rootProblem: known.problem, detailProblem};
}

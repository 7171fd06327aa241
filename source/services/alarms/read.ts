import {asTheyCome} from '../as-they-come.ts';
import type {Known, Reader} from '../reader.ts';
import type {AlarmFact, AlarmFacts, ChangesFact, MuteRuleFact, TopicFact} from './facts.ts';
import type {HistoryEntry} from './model.ts';

const firingEverySeconds = 60;
/** A list of more pages than this takes a good part of a minute at AWS's pace: it is read less often. */
const manyAlarms = 500;
const wholeEverySeconds = 60;
const manyEverySeconds = 300;
const mutesEverySeconds = 60;
const topicsEverySeconds = 600;
const historyEverySeconds = 60;
const changesEverySeconds = 300;
const changesMs = 3_600_000;
const historyMs = 24 * 3_600_000;
/** So many of a refresh: those that were never read come first. */
const mostTopicReads = 50;

const described = 'cloudwatch:DescribeAlarms';
const muted = 'cloudwatch:ListAlarmMuteRules';
const subscribed = 'sns:ListSubscriptionsByTopic';
const happened = 'cloudwatch:DescribeAlarmHistory';

type Requests = typeof import('./requests.ts');

/** Reads every alarm of the region, the firing ones first; yields what is known so far each time something was learned. */
export async function* read(reader: Reader): AsyncGenerator<AlarmFacts> {
  const requests = await import('./requests.ts');
  const reading = new Reading(reader, requests);
  const firing = await reading.learnFiring();
  yield reading.facts;
  for await (const _ of reading.learnAll(firing)) yield reading.facts;
  for await (const _ of asTheyCome(reading.learnMore())) yield reading.facts;
}

/** One round of reading: what is known, and what is asked. */
class Reading {
  readonly #reader: Reader;
  readonly #requests: Requests;
  #alarms: Known<readonly AlarmFact[]> = {value: [], asOf: 0};
  #isWhole = false;
  #muteRules: Known<readonly MuteRuleFact[]> | undefined;
  #changes: Known<ChangesFact> | undefined;
  readonly #topics = new Map<string, Known<TopicFact>>();
  readonly #histories = new Map<string, Known<readonly HistoryEntry[]>>();

  constructor(reader: Reader, requests: Requests) {
    this.#reader = reader;
    this.#requests = requests;
    this.#muteRules = reader.remembered(muted, '');
    this.#changes = reader.remembered(happened, '');
  }

  get facts(): AlarmFacts {
    return {
      alarms: this.#alarms,
      isWhole: this.#isWhole,
      ...(this.#muteRules === undefined ? {} : {muteRules: this.#muteRules}),
      ...(this.#changes === undefined ? {} : {changes: this.#changes}),
      topics: new Map(this.#topics),
      histories: new Map(this.#histories),
    };
  }

  async learnFiring(): Promise<Known<readonly AlarmFact[]>> {
    const before = this.#reader.remembered<readonly AlarmFact[]>(described, '');
    const firing = await this.#reader.known(described, 'firing', firingEverySeconds, session =>
      all(this.#requests.listAlarms(session, {state: 'ALARM'})),
    );
    this.#isWhole = before?.value !== undefined;
    this.#alarms = before?.value ? await this.#newer(before, firing) : firing;
    this.#rememberMore();
    return firing;
  }

  /** Every alarm, page by page; what fires stays in front of what has not come yet. */
  async *learnAll(firing: Known<readonly AlarmFact[]>): AsyncGenerator<void> {
    const before = this.#reader.remembered<readonly AlarmFact[]>(described, '');
    const {length = 0} = before?.value ?? [];
    const every = length > manyAlarms ? manyEverySeconds : wholeEverySeconds;
    let something = Promise.withResolvers<void>();
    let soFar: readonly AlarmFact[] = [];
    let isDone = false;
    const whole = this.#reader.known(described, '', every, async session => {
      for await (const page of this.#requests.listAlarms(session)) {
        soFar = [...soFar, ...page];
        something.resolve();
      }
      return soFar;
    });
    const end = () => {
      isDone = true;
      something.resolve();
    };
    whole.then(end, end);
    for (;;) {
      await something.promise;
      if (isDone) break;
      something = Promise.withResolvers();
      if (this.#isWhole) continue;
      this.#alarms = {value: joined(soFar, firing.value ?? []), asOf: this.#reader.now};
      yield;
    }
    const known = await whole;
    // What was read just now is newer than what fired before it; a list of an earlier minute is older.
    const isNew = known.asOf !== before?.asOf;
    if (known.value === undefined && this.#alarms.value !== undefined) {
      this.#alarms = {...this.#alarms, problem: known.problem};
    } else if (isNew) this.#alarms = known;
    else if (known.problem) this.#alarms = {...this.#alarms, problem: known.problem} as typeof known;
    this.#isWhole = known.value !== undefined;
    yield;
  }

  /** Mute rules, who hears of the topics, and what happened to what is open or fires. */
  learnMore(): readonly Promise<void>[] {
    const alarms = this.#alarms.value ?? [];
    if (alarms.length === 0) return [];
    const topics = topicsOf(alarms);
    const due = topics
      .toSorted((a, b) => this.#readAt(subscribed, a) - this.#readAt(subscribed, b))
      .slice(0, mostTopicReads);
    const opened = alarms.filter(({arn}) => arn === this.#reader.view.open);
    return [
      this.#learnMuteRules(),
      ...due.map(arn => this.#learnTopic(arn)),
      this.#learnChanges(),
      ...opened.map(alarm => this.#learnHistory(alarm)),
    ];
  }

  async #learnMuteRules(): Promise<void> {
    this.#muteRules = await this.#reader.known(muted, '', mutesEverySeconds, this.#requests.listMuteRules);
  }

  async #learnTopic(arn: string): Promise<void> {
    const {readTopic} = this.#requests;
    const topic = await this.#reader.known(subscribed, arn, topicsEverySeconds, session =>
      readTopic(session, arn),
    );
    this.#topics.set(arn, topic);
  }

  async #learnChanges(): Promise<void> {
    const {readChanges} = await import('./requests.ts');
    const since = this.#reader.now - changesMs;
    this.#changes = await this.#reader.known(happened, '', changesEverySeconds, session =>
      readChanges(session, since),
    );
  }

  async #learnHistory({arn, name}: AlarmFact): Promise<void> {
    const {readHistory} = this.#requests;
    const since = this.#reader.now - historyMs;
    const history = await this.#reader.known(happened, arn, historyEverySeconds, session =>
      readHistory(session, name, since),
    );
    this.#histories.set(arn, history);
  }

  /** What earlier rounds learned stays known, though this one may not ask for it. */
  #rememberMore(): void {
    const alarms = this.#alarms.value ?? [];
    for (const arn of topicsOf(alarms)) {
      const topic = this.#reader.keep<TopicFact>(subscribed, arn);
      if (topic) this.#topics.set(arn, topic);
    }
    for (const {arn} of alarms) {
      const history = this.#reader.keep<readonly HistoryEntry[]>(happened, arn);
      if (history) this.#histories.set(arn, history);
    }
  }

  #readAt(operation: string, about: string): number {
    return this.#reader.remembered(operation, about)?.asOf ?? 0;
  }

  /**
   * A list of an earlier minute with the states of this one: what fires now, and of what fired then and does not
   * fire any more, whatever it is now.
   */
  async #newer(
    before: Known<readonly AlarmFact[]>,
    firing: Known<readonly AlarmFact[]>,
  ): Promise<Known<readonly AlarmFact[]>> {
    const {value: list, asOf} = before;
    if (list === undefined || asOf === undefined) return firing;
    if (firing.value === undefined || firing.asOf === undefined || firing.asOf <= asOf) return before;
    const now = new Map(firing.value.map(alarm => [alarm.arn, alarm]));
    const over = list.filter(({arn, state}) => state === 'ALARM' && !now.has(arn));
    const changed = await this.#named(over.map(({name}) => name));
    for (const alarm of changed ?? []) now.set(alarm.arn, alarm);
    // What AWS does not know any more was deleted.
    const isGone = (alarm: AlarmFact) => changed !== undefined && over.includes(alarm) && !now.has(alarm.arn);
    const left = list.filter(alarm => !isGone(alarm));
    return {value: joined(left, [...now.values()]), asOf: firing.asOf};
  }

  /** The alarms of these names; undefined when they could not be asked for. */
  async #named(names: readonly string[]): Promise<readonly AlarmFact[] | undefined> {
    const {session} = this.#reader;
    const found: AlarmFact[] = [];
    for (let from = 0; from < names.length; from += mostNamed) {
      const some = names.slice(from, from + mostNamed);
      const answer = await session.attempt(described, () =>
        all(this.#requests.listAlarms(session, {names: some})),
      );
      if (!answer.ok) return undefined;
      found.push(...answer.value);
    }
    return found;
  }
}

/** DescribeAlarms takes a hundred names. */
const mostNamed = 100;

async function all(pages: AsyncGenerator<readonly AlarmFact[]>): Promise<readonly AlarmFact[]> {
  const found: AlarmFact[] = [];
  for await (const page of pages) found.push(...page);
  return found;
}

/** Each alarm once: as the second list has it, where both have it. */
function joined(list: readonly AlarmFact[], newer: readonly AlarmFact[]): readonly AlarmFact[] {
  const byArn = new Map(list.map(alarm => [alarm.arn, alarm]));
  for (const alarm of newer) byArn.set(alarm.arn, alarm);
  return [...byArn.values()];
}

/** The topics that alarms page, those of firing alarms first. */
function topicsOf(alarms: readonly AlarmFact[]): readonly string[] {
  const firing = alarms.filter(({state}) => state === 'ALARM');
  const actions = [...firing, ...alarms].flatMap(({alarmActions}) => alarmActions);
  return [...new Set(actions.filter(arn => /^arn:[^:]+:sns:/u.test(arn)))];
}

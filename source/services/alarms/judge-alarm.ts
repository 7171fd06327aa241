import {lastOf, type Series} from '../../metrics/ask.ts';
import {absent, type Missing, type Reading, toFields} from '../../reading.ts';
import {valuesByPeriod} from '../history.ts';
import type {JudgeContext} from '../service.ts';
import {actionsOf} from './alarm-actions.ts';
import {askOf} from './asks.ts';
import type {AlarmFact, AlarmFacts} from './facts.ts';
import type {Family} from './family.ts';
import type {Alarm, AlarmAction} from './model.ts';
import {muteOf} from './mutes.ts';
import {ruleTree} from './rule/index.ts';
import {verdictOf} from './verdict.ts';
import {comparisonText} from './wording.ts';

export type AlarmContext = Pick<JudgeContext, 'now' | 'book' | 'view' | 'region'> & {
  readonly account: string;
  readonly facts: AlarmFacts;
  readonly family: Family;
};

/** An alarm as the document has it. */
export function judgeAlarm(fact: AlarmFact, context: AlarmContext): Alarm {
  const {facts, family, view, region, account} = context;
  const rule = family.ruleOf(fact);
  const isSeen = fact.arn === view.open || view.visible.includes(fact.arn);
  const history = facts.histories.get(fact.arn);
  const {values, missing} = toFields({
    value: currentValue(fact, context),
    threshold: fact.threshold === undefined ? absent('not-applicable') : known(fact.threshold, context),
    transitionsLastHour: transitionsOf(fact, context),
  });
  const actions = actionsOf(fact, facts.topics);
  const muted = muteOf(fact, facts.muteRules?.value ?? []);
  const alarm: Omit<Alarm, 'verdictText'> = {
    name: fact.name,
    arn: fact.arn,
    account,
    region,
    kind: fact.kind,
    description: fact.description ?? null,
    state: fact.state,
    since: fact.since === undefined ? null : new Date(fact.since).toISOString(),
    reason: fact.reason ?? null,
    evaluationState: fact.evaluationState ?? null,
    metric: fact.metric
      ? {
          ...fact.metric,
          dimensions: {...fact.metric.dimensions},
          periodSeconds: fact.metric.periodSeconds ?? null,
        }
      : null,
    expression: fact.expression ?? null,
    ...values,
    comparison: comparisonText(fact.comparisonOperator) ?? null,
    evaluation: evaluationOf(fact),
    series: seriesOf(fact, context),
    rule: fact.rule ?? null,
    ruleTree: rule && isSeen ? ruleTree(rule, family.stateOf) : null,
    children: [...family.childrenOf(fact)],
    parents: family.parentsOf(fact.name).map(({name}) => name),
    actionsEnabled: fact.actionsEnabled,
    suppressedBy: fact.suppressedBy === undefined ? null : (nameOf(fact.suppressor) ?? fact.suppressedBy),
    muted: muted ?? null,
    actions: [...actions],
    heard: heardOf(fact, actions, facts, muted !== undefined),
    history: history?.value && fact.arn === view.open ? [...history.value] : null,
    missing: {...missing, ...muteMissing(facts)},
  };
  return {...alarm, verdictText: verdictOf(alarm, {...context, problem: family.problemOf(fact)})};
}

const known = (value: number, {now}: AlarmContext): Reading => ({value, asOf: now});

/** What was measured longer ago says nothing of now. */
const freshMs = 10 * 60_000;

function seriesIn(fact: AlarmFact, {book, now}: AlarmContext): Series | undefined {
  const ask = askOf(fact);
  const series = ask && book(ask);
  return series?.coveredUntil !== undefined && now - series.coveredUntil > freshMs ? undefined : series;
}

function currentValue(fact: AlarmFact, context: AlarmContext): Reading {
  if (!askOf(fact)) return absent('not-applicable');
  const series = seriesIn(fact, context);
  return series ? lastOf(series) : absent('not-asked');
}

function seriesOf(fact: AlarmFact, context: AlarmContext): Alarm['series'] {
  const ask = askOf(fact);
  const series = seriesIn(fact, context);
  const minutes = ask && series ? valuesByPeriod({values: series}, ask.windowSeconds) : undefined;
  return minutes
    ? {startAt: minutes.startAt, periodSeconds: minutes.periodSeconds, values: minutes.values.values}
    : null;
}

/** Changes of the last hour: an alarm that is not among them had none, where all of them were read. */
function transitionsOf({name}: AlarmFact, {facts}: AlarmContext): Reading {
  const {changes} = facts;
  if (changes?.value === undefined) return absent(changes?.problem?.missing ?? 'not-asked');
  const {byName, whole} = changes.value;
  const count = byName.get(name) ?? (whole ? 0 : undefined);
  return count === undefined ? absent('not-asked') : {value: count, asOf: changes.asOf};
}

const treatments = ['missing', 'notBreaching', 'breaching', 'ignore'] as const;

function evaluationOf(fact: AlarmFact): Alarm['evaluation'] {
  const {evaluationPeriods: n, datapointsToAlarm: m, missingData} = fact;
  if (n === undefined) return null;
  const treatment = treatments.find(each => each === missingData) ?? 'missing';
  return {m: m ?? n, n, missingData: treatment};
}

/** Whether somebody hears of it when it fires; undefined subscriptions leave it open. */
function heardOf(
  fact: AlarmFact,
  actions: readonly AlarmAction[],
  facts: AlarmFacts,
  isMuted: boolean,
): boolean | null {
  if (!fact.actionsEnabled || isMuted || fact.suppressedBy !== undefined) return false;
  const onAlarm = actions.filter(({on}) => on === 'ALARM');
  if (onAlarm.length === 0) return false;
  const pages = onAlarm.filter(({risk}) => risk === 'pages');
  // What runs code, opens an incident or scales is not silent, though no topic is behind it.
  if (pages.length < onAlarm.length) return true;
  const isHeard = pages.some(({subscriptions}) => subscriptions !== null && subscriptions.confirmed > 0);
  const isUnknown = pages.some(({subscriptions}) => subscriptions === null);
  if (!isHeard) return isUnknown ? null : false;
  // Somebody listens, and it may be muted for all we know.
  return facts.muteRules?.value === undefined ? null : true;
}

const muteMissing = ({muteRules}: AlarmFacts): Readonly<Record<string, Missing>> => {
  if (muteRules?.value !== undefined) return {};
  return {muted: muteRules?.problem?.missing ?? 'not-asked'};
};

/** The name in an alarm's ARN, or what is no ARN as it is. */
const nameOf = (arn: string | undefined): string | undefined => arn?.split(':').slice(6).join(':') || arn;

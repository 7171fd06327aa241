import * as v from 'valibot';
import {missingReasons} from '../../reading.ts';

const number = v.nullable(v.number());
const text = v.nullable(v.string());
const time = v.pipe(v.string(), v.isoTimestamp());

const alarmKinds = ['metric', 'math', 'anomaly', 'composite', 'log', 'promql', 'other'] as const;
export const alarmStates = ['OK', 'ALARM', 'INSUFFICIENT_DATA'] as const;
const alarmState = v.picklist(alarmStates);

/** What an action can do, the gravest last: `destructive` stops, scales, opens an incident or runs code. */
const actionRisks = ['pages', 'records', 'destructive', 'unknown'] as const;

const actionSchema = v.object({
  arn: v.string(),
  /** The state on entering which it fires. */
  on: alarmState,
  /** In words: `pages topic pager-primary`, `stops instance i-0abc`. */
  does: v.string(),
  risk: v.picklist(actionRisks),
  /** Of a topic: who gets what it sends; null when nobody could tell, or it is no topic. */
  subscriptions: v.nullable(v.object({confirmed: v.number(), pending: v.number()})),
});

const metricSchema = v.object({
  namespace: v.string(),
  name: v.string(),
  dimensions: v.record(v.string(), v.string()),
  statistic: v.string(),
  periodSeconds: number,
});

const historySchema = v.object({
  at: time,
  /** `state`: it went from one to another; `action`: one was carried out, or failed; `change`: somebody edited it. */
  what: v.picklist(['state', 'action', 'change']),
  from: v.nullable(alarmState),
  to: v.nullable(alarmState),
  /** Of an action: its ARN, whether it was carried out, and when the change was that it was carried out for. */
  action: text,
  succeeded: v.nullable(v.boolean()),
  transitionAt: v.nullable(time),
  /** The reason of the new state, the error of an action, or AWS's summary. */
  says: v.string(),
});

/** A rule of a composite as a tree: what each part of it says now, and whether it makes the whole true. */
export type RuleNode = {
  /** `AND`, `OR`, `NOT`, `AT_LEAST 2 of ALARM`, or `ALARM checkout-errors`. */
  readonly says: string;
  /** Undefined where a state is not known. */
  readonly isTrue: boolean | null;
  /** The child alarm of a leaf, and its state now. */
  readonly alarm: string | null;
  readonly state: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA' | null;
  readonly parts: RuleNode[];
};

const ruleNodeSchema: v.GenericSchema<RuleNode> = v.object({
  says: v.string(),
  isTrue: v.nullable(v.boolean()),
  alarm: text,
  state: v.nullable(alarmState),
  parts: v.array(v.lazy(() => ruleNodeSchema)),
});

export const alarmSchema = v.object({
  name: v.string(),
  arn: v.string(),
  account: v.string(),
  region: v.string(),
  kind: v.picklist(alarmKinds),
  description: text,
  state: alarmState,
  /** When it came into this state (StateTransitionedTimestamp). */
  since: v.nullable(time),
  reason: text,
  /** What AWS says of its own evaluation: PARTIAL_DATA, EVALUATION_ERROR, EVALUATION_FAILURE. */
  evaluationState: text,
  metric: v.nullable(metricSchema),
  /** The expression of a math alarm, the query of a log or PromQL alarm. */
  expression: text,
  threshold: number,
  /** `>`, `>=`, `<`, `<=`, `outside the band`, `above the band`, `below the band`. */
  comparison: text,
  evaluation: v.nullable(
    v.object({
      m: v.number(),
      n: v.number(),
      missingData: v.picklist(['missing', 'notBreaching', 'breaching', 'ignore']),
    }),
  ),
  /** The newest settled value of its metric; null for what has none (see missing). */
  value: number,
  /** Null when it was not asked for. */
  series: v.nullable(v.object({startAt: time, periodSeconds: v.number(), values: v.array(number)})),
  /** Of a composite: the rule as AWS has it, and as a tree; the tree is null when it cannot be read. */
  rule: text,
  ruleTree: v.nullable(ruleNodeSchema),
  /** Names. */
  children: v.array(v.string()),
  parents: v.array(v.string()),
  actionsEnabled: v.boolean(),
  /** Of a composite: the alarm that holds its actions back, while it does. */
  suppressedBy: text,
  /** Until when, by which rule; null when nobody muted it, or nobody can tell (see missing). */
  muted: v.nullable(
    v.object({until: v.nullable(time), rule: v.string(), recurring: v.boolean(), ours: v.boolean()}),
  ),
  actions: v.array(actionSchema),
  /** Whether somebody hears of it when it fires; null when nobody can tell. */
  heard: v.nullable(v.boolean()),
  /** Changes of its state in the last hour. */
  transitionsLastHour: number,
  /** What it all means, in one sentence. */
  verdictText: v.string(),
  /** The newest first; null when it was not asked for. */
  history: v.nullable(v.array(historySchema)),
  missing: v.record(v.string(), v.picklist(missingReasons)),
});

export type AlarmState = (typeof alarmStates)[number];
export type AlarmKind = (typeof alarmKinds)[number];
export type ActionRisk = (typeof actionRisks)[number];
export type AlarmAction = v.InferOutput<typeof actionSchema>;
export type HistoryEntry = v.InferOutput<typeof historySchema>;
export type Alarm = v.InferOutput<typeof alarmSchema>;

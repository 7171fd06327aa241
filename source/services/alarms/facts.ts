import type {Known} from '../reader.ts';
import type {AlarmKind, AlarmState, HistoryEntry} from './model.ts';

/** What is known of the alarms of one session. */
export type AlarmFacts = {
  /** Firing ones come first while the rest is still being read: then `isWhole` is false. */
  readonly alarms: Known<readonly AlarmFact[]>;
  readonly isWhole: boolean;
  readonly muteRules?: Known<readonly MuteRuleFact[]>;
  /** Changes of state in the last hour. */
  readonly changes?: Known<ChangesFact>;
  /** By the ARN of the topic. */
  readonly topics: ReadonlyMap<string, Known<TopicFact>>;
  /** Of what is open, by the alarm's ARN; the newest first. */
  readonly histories: ReadonlyMap<string, Known<readonly HistoryEntry[]>>;
};

export type AlarmFact = {
  readonly name: string;
  readonly arn: string;
  readonly kind: AlarmKind;
  readonly description: string | undefined;
  readonly state: AlarmState;
  /** StateTransitionedTimestamp, or where AWS does not say it StateUpdatedTimestamp. */
  readonly since: number | undefined;
  readonly reason: string | undefined;
  readonly reasonData: string | undefined;
  readonly evaluationState: string | undefined;
  readonly metric: MetricFact | undefined;
  /** Of a math or anomaly alarm: every query of it as it is, for GetMetricData. */
  readonly queries: readonly QueryFact[];
  readonly expression: string | undefined;
  readonly threshold: number | undefined;
  readonly comparisonOperator: string | undefined;
  readonly evaluationPeriods: number | undefined;
  readonly datapointsToAlarm: number | undefined;
  readonly missingData: string | undefined;
  readonly rule: string | undefined;
  readonly suppressor: string | undefined;
  readonly suppressedBy: string | undefined;
  /** How long a composite that goes to ALARM waits for its suppressor before it carries out its actions. */
  readonly suppressorWaitSeconds?: number;
  readonly actionsEnabled: boolean;
  readonly okActions: readonly string[];
  readonly alarmActions: readonly string[];
  readonly insufficientDataActions: readonly string[];
};

export type MetricFact = {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: string;
  readonly periodSeconds: number | undefined;
};

export type QueryFact = {
  readonly id: string;
  readonly metric: MetricFact | undefined;
  readonly expression: string | undefined;
  readonly label: string | undefined;
};

export type MuteRuleFact = {
  readonly name: string;
  readonly arn: string;
  readonly status: string | undefined;
  readonly description: string | undefined;
  /** Names. */
  readonly alarms: readonly string[];
  readonly recurring: boolean;
  readonly expression: string | undefined;
  readonly duration: string | undefined;
  readonly timezone: string | undefined;
  readonly startAt: number | undefined;
  readonly expireAt: number | undefined;
};

/** How often alarms changed their state, by name; where it is not whole, an alarm that is not there may have. */
export type ChangesFact = {readonly byName: ReadonlyMap<string, number>; readonly whole: boolean};

export type TopicFact = {readonly confirmed: number; readonly pending: number};

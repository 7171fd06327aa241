import type {Json} from '../operation.ts';

/** What the operations of alarms are built on: the alarms of the account as they are at this moment of its clock. */
export type AlarmWorld = {
  readonly now: () => number;
  /**
   * Brings the alarms to this moment of the clock: evaluations, actions and mute rules that have come due since. Every
   * operation waits for it before it reads or changes anything, GetMetricData too: alarms that publish have metrics.
   */
  readonly settle: () => Promise<void>;
  readonly accountId: string;
  readonly alarmsOf: (region: string) => readonly SimulatedAlarm[];
  readonly alarm: (region: string, name: string) => SimulatedAlarm | undefined;
  /** Creates it, or changes it whole; it keeps its state. */
  readonly putMetricAlarm: (region: string, name: string, settings: MetricAlarmSettings) => void;
  readonly putCompositeAlarm: (region: string, name: string, settings: CompositeAlarmSettings) => void;
  readonly remove: (alarm: SimulatedAlarm) => void;
  /** Holds until the next evaluation of a metric alarm, until a child changes for a composite; real actions fire. */
  readonly setState: (
    alarm: SimulatedAlarm,
    state: StateName,
    reason: string,
    reasonData: string | undefined,
  ) => void;
  readonly enableActions: (alarm: SimulatedAlarm, enabled: boolean) => void;
  readonly muteRules: (region: string) => readonly MuteRule[];
  readonly putMuteRule: (region: string, rule: MuteRuleSettings) => void;
  /** False when there is none of that name. */
  readonly deleteMuteRule: (region: string, name: string) => boolean;
  /** Everything that happened to alarms of a region, the newest first. An action is there a moment after the change. */
  readonly history: (region: string) => readonly HistoryItem[];
};

export type StateName = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

type Actions = {
  readonly actionsEnabled: boolean;
  readonly okActions: readonly string[];
  readonly alarmActions: readonly string[];
  readonly insufficientDataActions: readonly string[];
  readonly description: string | undefined;
};

export type MetricAlarmSettings = Actions & {
  /** The members of PutMetricAlarm that say what is measured and compared, as they came: DescribeAlarms gives them back. */
  readonly measured: Json;
};

export type CompositeAlarmSettings = Actions & {
  readonly rule: string;
  readonly suppressor: string | undefined;
  readonly suppressorWaitSeconds: number | undefined;
  readonly suppressorExtensionSeconds: number | undefined;
};

export type SimulatedAlarm = {
  readonly region: string;
  readonly name: string;
  readonly arn: string;
  readonly kind: 'metric' | 'composite';
  readonly settings: () => MetricAlarmSettings | CompositeAlarmSettings;
  readonly configuredAt: () => number;
  readonly state: () => StateName;
  readonly reason: () => string;
  readonly reasonData: () => string | undefined;
  /** The last time that its state was written, and the last time that it changed. */
  readonly updatedAt: () => number;
  readonly transitionedAt: () => number;
  readonly evaluationState: () => string | undefined;
  readonly suppressedBy: () => {readonly by: string; readonly reason: string} | undefined;
};

export type HistoryItem = {
  readonly alarm: string;
  readonly kind: 'MetricAlarm' | 'CompositeAlarm';
  readonly at: number;
  readonly type: 'ConfigurationUpdate' | 'StateUpdate' | 'Action';
  readonly summary: string;
  readonly data: Json;
};

export type MuteRuleSettings = {
  readonly name: string;
  readonly description: string | undefined;
  readonly expression: string;
  readonly duration: string;
  readonly timezone: string | undefined;
  readonly alarms: readonly string[];
  readonly startAt: number | undefined;
  readonly expireAt: number | undefined;
};

export type MuteRule = MuteRuleSettings & {
  readonly arn: string;
  readonly updatedAt: number;
  readonly status: () => 'SCHEDULED' | 'ACTIVE' | 'EXPIRED';
  readonly type: 'ONE_TIME' | 'RECURRING';
};

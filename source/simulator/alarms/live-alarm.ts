import {type Measured, readMeasured} from './evaluate/measured.ts';
import {type CompositeRule, nameOf, readRule} from './rule/rule.ts';
import type {CompositeAlarmSettings, MetricAlarmSettings, SimulatedAlarm, StateName} from './shape.ts';

/** A state, and why an alarm is in it. */
export type Standing = {
  readonly state: StateName;
  readonly reason: string;
  readonly reasonData?: string | undefined;
};

/** What every alarm of the world carries, whatever it watches. */
type Live = {
  readonly region: string;
  readonly name: string;
  readonly arn: string;
  configuredAt: number;
  state: StateName;
  reason: string;
  reasonData: string | undefined;
  updatedAt: number;
  transitionedAt: number;
  evaluationState: string | undefined;
  isGone: boolean;
  /** How everybody else sees it. */
  readonly view: SimulatedAlarm;
};

export type LiveMetricAlarm = Live & {
  readonly kind: 'metric';
  settings: MetricAlarmSettings;
  /** Undefined when nothing evaluates it. */
  measured: Measured | undefined;
  /** Instead of an evaluation: what it always comes back to. */
  fixed: Standing | undefined;
  /** The first minute that it is evaluated at. */
  joinsAt: number;
};

export type LiveCompositeAlarm = Live & {
  readonly kind: 'composite';
  settings: CompositeAlarmSettings;
  /** Undefined when it cannot be read. */
  rule: CompositeRule | undefined;
  /** The last state that nothing held back the actions of. */
  announced: StateName;
  /** The suppressor has until then to fire; and after it fired no more, the actions wait until then. */
  waitsUntil: number;
  extendsUntil: number;
};

export type LiveAlarm = LiveMetricAlarm | LiveCompositeAlarm;

export type NewAlarm = {
  readonly region: string;
  readonly name: string;
  readonly accountId: string;
  readonly configuredAt: number;
  /** Unless it stands already: AWS's first word for a new alarm. */
  readonly standing?: Standing;
  readonly since?: number;
};

const unchecked: Standing = {state: 'INSUFFICIENT_DATA', reason: 'Unchecked: Initial alarm creation'};

function liveOf({
  region,
  name,
  accountId,
  configuredAt,
  standing = unchecked,
  since = configuredAt,
}: NewAlarm) {
  return {
    region,
    name,
    arn: `arn:aws:cloudwatch:${region}:${accountId}:alarm:${name}`,
    configuredAt,
    state: standing.state,
    reason: standing.reason,
    reasonData: standing.reasonData,
    updatedAt: since,
    transitionedAt: since,
    evaluationState: undefined,
    isGone: false,
  };
}

export function createMetricAlarm(made: NewAlarm, settings: MetricAlarmSettings): LiveMetricAlarm {
  const live = liveOf(made);
  const alarm: LiveMetricAlarm = {
    ...live,
    kind: 'metric',
    settings,
    measured: readMeasured(settings.measured),
    fixed: undefined,
    joinsAt: made.configuredAt,
    view: {...namesOf(live), kind: 'metric', ...viewOf(() => alarm), suppressedBy: () => undefined},
  };
  return alarm;
}

export function createCompositeAlarm(
  made: NewAlarm,
  settings: CompositeAlarmSettings,
  suppressedBy: (alarm: LiveCompositeAlarm) => ReturnType<SimulatedAlarm['suppressedBy']>,
): LiveCompositeAlarm {
  const live = liveOf(made);
  const alarm: LiveCompositeAlarm = {
    ...live,
    kind: 'composite',
    settings,
    rule: ruleOf(settings),
    announced: live.state,
    waitsUntil: 0,
    extendsUntil: 0,
    view: {
      ...namesOf(live),
      kind: 'composite',
      ...viewOf(() => alarm),
      suppressedBy: () => suppressedBy(alarm),
    },
  };
  return alarm;
}

export function ruleOf({rule}: CompositeAlarmSettings): CompositeRule | undefined {
  const read = readRule(rule);
  return 'problem' in read ? undefined : read;
}

/** The alarm that holds back the actions of a composite, by its name. */
export const suppressorOf = ({settings}: LiveCompositeAlarm): string | undefined =>
  settings.suppressor === undefined ? undefined : nameOf(settings.suppressor);

const namesOf = ({region, name, arn}: ReturnType<typeof liveOf>) => ({region, name, arn});

const viewOf = (live: () => LiveAlarm) => ({
  settings: () => live().settings,
  configuredAt: () => live().configuredAt,
  state: () => live().state,
  reason: () => live().reason,
  reasonData: () => live().reasonData,
  updatedAt: () => live().updatedAt,
  transitionedAt: () => live().transitionedAt,
  evaluationState: () => live().evaluationState,
});

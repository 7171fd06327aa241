import type {Json} from '../../operation.ts';
import type {CompositeAlarmSettings, MetricAlarmSettings, SimulatedAlarm} from '../shape.ts';

/** An alarm as DescribeAlarms writes it, whichever kind it is. */
export function writeAlarm(alarm: SimulatedAlarm): Json {
  const settings = alarm.settings();
  return {
    AlarmName: alarm.name,
    AlarmArn: alarm.arn,
    AlarmDescription: settings.description,
    AlarmConfigurationUpdatedTimestamp: alarm.configuredAt() / 1000,
    ActionsEnabled: settings.actionsEnabled,
    OKActions: settings.okActions,
    AlarmActions: settings.alarmActions,
    InsufficientDataActions: settings.insufficientDataActions,
    StateValue: alarm.state(),
    StateReason: alarm.reason(),
    StateReasonData: alarm.reasonData(),
    StateUpdatedTimestamp: alarm.updatedAt() / 1000,
    StateTransitionedTimestamp: alarm.transitionedAt() / 1000,
    ...('rule' in settings ? ofComposite(alarm, settings) : ofMetric(alarm, settings)),
  };
}

const ofMetric = (alarm: SimulatedAlarm, {measured}: MetricAlarmSettings): Json => ({
  Dimensions: [],
  ...measured,
  EvaluationState: alarm.evaluationState(),
});

function ofComposite(alarm: SimulatedAlarm, settings: CompositeAlarmSettings): Json {
  const suppressed = alarm.suppressedBy();
  return {
    AlarmRule: settings.rule,
    ActionsSuppressor: settings.suppressor,
    ActionsSuppressorWaitPeriod: settings.suppressorWaitSeconds,
    ActionsSuppressorExtensionPeriod: settings.suppressorExtensionSeconds,
    ActionsSuppressedBy: suppressed?.by,
    ActionsSuppressedReason: suppressed?.reason,
  };
}

/** All that is said of the children of an alarm. `ChildrenOfAlarmName`, DescribeAlarms, API reference. */
export const writeChild = (alarm: SimulatedAlarm): Json => ({
  ...writeParent(alarm),
  StateValue: alarm.state(),
  StateUpdatedTimestamp: alarm.updatedAt() / 1000,
});

/** And of its parents. `ParentsOfAlarmName`, in the same place. */
export const writeParent = ({name, arn}: SimulatedAlarm): Json => ({AlarmName: name, AlarmArn: arn});

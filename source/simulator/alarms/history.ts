import type {Json} from '../operation.ts';
import type {LiveAlarm, Standing} from './live-alarm.ts';
import type {HistoryItem} from './shape.ts';

/** What happened to the alarms of each region. */
export type History = {
  readonly configured: (alarm: LiveAlarm, what: 'created' | 'updated' | 'deleted', at: number) => void;
  readonly changed: (alarm: LiveAlarm, from: Standing, at: number) => void;
  readonly acted: (alarm: LiveAlarm, action: Acted) => void;
  readonly of: (region: string, now: number) => readonly HistoryItem[];
};

type Acted = {
  readonly arn: string;
  readonly at: number;
  readonly transitionedAt: number;
  readonly error: string | undefined;
  /** What the receiver was told. */
  readonly message: Json;
};

/** CloudWatch user guide: how long it keeps the history of an alarm. */
const keptMs = 30 * 86_400_000;

export function createHistory(): History {
  const regions = new Map<string, HistoryItem[]>();
  const add = ({region, name, kind}: LiveAlarm, item: Omit<HistoryItem, 'alarm' | 'kind'>): void => {
    const items = regions.get(region) ?? [];
    regions.set(region, items);
    items.push({alarm: name, kind: kind === 'metric' ? 'MetricAlarm' : 'CompositeAlarm', ...item});
  };
  return {
    configured(alarm, what, at) {
      const {name, arn, settings} = alarm;
      const type = {created: 'Create', updated: 'Update', deleted: 'Delete'}[what];
      add(alarm, {
        at,
        type: 'ConfigurationUpdate',
        summary: `Alarm "${name}" ${what}`,
        data: {
          version: '1.0',
          type,
          [`${what}Alarm`]: {alarmName: name, alarmArn: arn, actionsEnabled: settings.actionsEnabled},
        },
      });
    },
    changed(alarm, from, at) {
      add(alarm, {
        at,
        type: 'StateUpdate',
        summary: `Alarm updated from ${from.state} to ${alarm.state}`,
        data: {version: '1.0', oldState: stateOf(from), newState: stateOf(alarm)},
      });
    },
    acted(alarm, {arn, at, transitionedAt, error, message}) {
      add(alarm, {
        at,
        type: 'Action',
        summary:
          error === undefined
            ? `Successfully executed action ${arn}`
            : `Failed to execute action ${arn}. Received error: "${error}"`,
        data: {
          actionState: error === undefined ? 'Succeeded' : 'Failed',
          stateUpdateTimestamp: transitionedAt,
          notificationResource: arn,
          publishedMessage: JSON.stringify({default: JSON.stringify(message)}),
          error: error ?? null,
        },
      });
    },
    of: (region, now) =>
      (regions.get(region) ?? [])
        .filter(({at}) => at > now - keptMs && at <= now)
        .reverse()
        .sort((a, b) => b.at - a.at),
  };
}

const stateOf = ({state, reason, reasonData}: Standing): Json => ({
  stateValue: state,
  stateReason: reason,
  ...(reasonData !== undefined && {stateReasonData: dataIn(reasonData)}),
});

/** Whoever sets a state may give any text for its data. */
function dataIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

import type {AlarmState, HistoryEntry} from '../../model.ts';

/** An item of an alarm's history, understood, and the JSON text that it came with. */
export type HistoryLine = {readonly entry: HistoryEntry; readonly data: string};

/** That an alarm went into a state, at a moment. */
export type Transition = {readonly alarm: string; readonly at: number; readonly to: AlarmState};

export function transitionIn(alarm: string, {entry}: HistoryLine): Transition | undefined {
  return entry.what === 'state' && entry.to !== null
    ? {alarm, at: Date.parse(entry.at), to: entry.to}
    : undefined;
}

/** What the receiver of an action was told, as the history has it; undefined where it does not say. */
export const publishedIn = ({data}: HistoryLine): string | undefined => {
  const published = memberOf(objectIn(data), 'publishedMessage');
  return typeof published === 'string' ? published : undefined;
};

/** The changes of children that made a composite change, as its history has them. */
export function triggersIn({data}: HistoryLine): readonly Transition[] {
  const written = memberOf(memberOf(objectIn(data), 'newState'), 'stateReasonData');
  const reason = typeof written === 'string' ? objectIn(written) : written;
  const triggering = memberOf(reason, 'triggeringAlarms');
  if (!Array.isArray(triggering)) return [];
  return triggering.flatMap((child: unknown) => {
    const [arn, state] = [memberOf(child, 'arn'), memberOf(child, 'state')];
    const to = states.find(each => each === memberOf(state, 'value'));
    const at = momentOf(memberOf(state, 'timestamp'));
    if (typeof arn !== 'string' || to === undefined || at === undefined) return [];
    return [{alarm: arn.split(':').slice(6).join(':'), at, to}];
  });
}

const states: readonly AlarmState[] = ['ALARM', 'OK', 'INSUFFICIENT_DATA'];

/** 2026-11-27T11:59:00.000+0000 */
function momentOf(stamp: unknown): number | undefined {
  if (typeof stamp !== 'string') return undefined;
  const at = Date.parse(stamp.replace(/\+0000$/u, 'Z'));
  return Number.isNaN(at) ? undefined : at;
}

function objectIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && name in value
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;

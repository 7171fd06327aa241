import type {AlarmHistoryItem} from '@aws-sdk/client-cloudwatch';
import {stateOf} from './described.ts';
import type {HistoryEntry} from './model.ts';

const kinds: Readonly<Record<string, HistoryEntry['what']>> = {
  StateUpdate: 'state',
  AlarmContributorStateUpdate: 'state',
  Action: 'action',
  AlarmContributorAction: 'action',
  ConfigurationUpdate: 'change',
};

/** An item of an alarm's history; what it carries is a JSON text, and each kind has members of its own. */
export function historyEntryOf(item: AlarmHistoryItem): HistoryEntry | undefined {
  const what = kinds[item.HistoryItemType ?? ''];
  if (what === undefined || item.Timestamp === undefined) return undefined;
  const data = objectIn(item.HistoryData);
  const entry: HistoryEntry = {
    at: item.Timestamp.toISOString(),
    what,
    from: null,
    to: null,
    action: null,
    succeeded: null,
    transitionAt: null,
    says: item.HistorySummary ?? '',
  };
  if (what === 'state') {
    const {oldState, newState} = data;
    return {
      ...entry,
      from: stateOf(memberOf(oldState, 'stateValue')) ?? null,
      to: stateOf(memberOf(newState, 'stateValue')) ?? null,
      says: textOf(memberOf(newState, 'stateReason')) ?? entry.says,
    };
  }
  if (what === 'action') {
    const {actionState, notificationResource, stateUpdateTimestamp: at, error} = data;
    return {
      ...entry,
      action: textOf(notificationResource),
      succeeded: succeededOf(actionState, entry.says),
      transitionAt: typeof at === 'number' ? new Date(at).toISOString() : null,
      says: textOf(error) ?? entry.says,
    };
  }
  return entry;
}

function succeededOf(state: unknown, summary: string): boolean | null {
  if (state === 'Succeeded' || /^Success/u.test(summary)) return true;
  return state === 'Failed' || /^Fail/u.test(summary) ? false : null;
}

function objectIn(text: string | undefined): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const memberOf = (value: unknown, name: string): unknown => (isObject(value) ? value[name] : undefined);

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

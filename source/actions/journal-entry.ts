import type {ActionTarget, Plan, Result} from './plan.ts';

/** What happened, a line each: the beginning of an action, each of its requests, its end. */
export type JournalEntry = {
  readonly time: string;
  /** The same for all lines of one action. */
  readonly id: string;
} & (Begin | Sent | End);

export type Begin = {
  readonly event: 'begin';
  readonly callerArn: string;
  readonly action: string;
  readonly target: ActionTarget;
  readonly plan: Pick<Plan, 'title' | 'risk' | 'steps' | 'changes' | 'warnings' | 'undo' | 'cost'>;
  readonly previous?: Plan['previous'];
};

export type Sent = {
  readonly event: 'request';
  readonly operation: string;
  /** `requests`: the line stands for so many. */
  readonly parameters: Readonly<Record<string, string | number | boolean>>;
  /** Where it stands for many, that of the last one. */
  readonly requestId?: string;
  /**
   * `unknown`: nobody can say whether it was carried out. Of a read there is nothing to be carried out: it stays
   * `unanswered`, or whoever told it to stop did not wait for its answer.
   */
  readonly outcome: 'accepted' | 'refused' | 'unknown' | 'unanswered' | 'stopped';
  readonly says?: string;
};

export type End = {
  readonly event: 'end';
  readonly result: Result;
  readonly says: string;
  readonly before?: Readonly<Record<string, string>>;
  readonly after?: Readonly<Record<string, string>>;
};

/** One action as it is told afterwards. */
export type Done = {
  readonly id: string;
  readonly startedAt: string;
  readonly endedAt: string | undefined;
  readonly callerArn: string;
  readonly action: string;
  readonly title: string;
  /** What was confirmed. */
  readonly plan: Begin['plan'];
  readonly target: ActionTarget;
  /** What it replaced, whole. */
  readonly previous?: Begin['previous'];
  readonly requests: readonly Sent[];
  /** `interrupted`: it began, and nothing says that it ended. */
  readonly result: Result;
  readonly says: string;
  readonly before: Readonly<Record<string, string>>;
  readonly after: Readonly<Record<string, string>>;
};

/** The lines of a journal as actions, the newest first. */
export function actionsDone(entries: readonly JournalEntry[]): readonly Done[] {
  const done = new Map<string, Done>();
  const requests = new Map<string, Sent[]>();
  for (const entry of entries) {
    const known = done.get(entry.id);
    if (entry.event === 'begin') {
      const sent: Sent[] = [];
      requests.set(entry.id, sent);
      done.set(entry.id, {
        id: entry.id,
        startedAt: entry.time,
        endedAt: undefined,
        callerArn: entry.callerArn,
        action: entry.action,
        title: entry.plan.title,
        plan: entry.plan,
        target: entry.target,
        ...(entry.previous === undefined ? {} : {previous: entry.previous}),
        requests: sent,
        result: 'interrupted',
        says: 'It began, and nothing says how it ended: look at the resource before doing it again.',
        before: {},
        after: {},
      });
    } else if (known && entry.event === 'request') {
      const {time: _, id: __, ...sent} = entry;
      requests.get(entry.id)?.push(sent);
    } else if (known && entry.event === 'end') {
      const {result, says, before = {}, after = {}} = entry;
      done.set(entry.id, {...known, endedAt: entry.time, result, says, before, after});
    }
  }
  return [...done.values()].sort((a, b) => b.startedAt.localeCompare(a.startedAt));
}

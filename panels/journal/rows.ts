import {createList, type List} from '../../hooks/list.ts';
import type {JournalRead} from '../../source/actions/journal.ts';
import type {Done} from '../../source/actions/journal-entry.ts';
import type {Result} from '../../source/actions/plan.ts';
import type {Running} from '../../source/actions/runner.ts';
import {formatAge} from '../../source/text/duration.ts';
import type {Tone} from '../../source/text/line.ts';
import type {Column} from '../../source/text/table.ts';
import type {Scene} from '../panel.ts';
import {journalId} from './watch.ts';

/** An action that runs, or one that the journal tells of. */
export type JournalRow = {
  readonly id: string;
  readonly startedAt: number;
  readonly result: Result | 'running';
  readonly title: string;
  readonly region: string;
  readonly says: string;
  readonly running: Running | undefined;
  readonly done: Done | undefined;
};

const tones: Readonly<Record<JournalRow['result'], Tone>> = {
  running: 'accent',
  done: 'good',
  refused: 'warning',
  cancelled: 'warning',
  failed: 'critical',
  unknown: 'critical',
  interrupted: 'critical',
};

const columns: readonly Column<JournalRow>[] = [
  {
    id: 'time',
    title: 'UTC',
    width: 11,
    priority: 1,
    text: row => new Date(row.startedAt).toISOString().slice(5, 16).replace('T', ' '),
    sortValue: row => row.startedAt,
    describe: 'when it began: month, day, hour and minute',
  },
  {
    id: 'result',
    title: 'RESULT',
    width: 11,
    priority: 0,
    text: row => row.result,
    tone: row => tones[row.result],
    sortValue: row => row.result,
    describe: 'running, done, refused, failed, cancelled, unknown, or interrupted: nothing says how it ended',
  },
  {
    id: 'action',
    title: 'ACTION',
    width: 24,
    grow: 'content',
    priority: 0,
    text: row => row.title,
    tone: () => 'strong',
    sortValue: row => row.title,
    describe: 'what was done, and to what',
  },
  {
    id: 'says',
    title: 'LAST WORD',
    width: 20,
    grow: 60,
    priority: 2,
    text: row => row.says,
    describe: 'what it said last',
  },
];

const lists = new WeakMap<
  readonly Running[],
  {readonly read: JournalRead | undefined; readonly list: List}
>();

/** What runs now, above what was done: the newest first. */
export function journalList({actions, state}: Pick<Scene, 'actions' | 'state'>): List {
  const {running} = actions;
  const {read} = state.journal;
  const known = lists.get(running);
  if (known && known.read === read) return known.list;
  const list = createList<JournalRow>({
    id: journalId,
    rows: journalRows(running, read),
    columns,
    identity: row => row.id,
    isWrong: row => row.result !== 'done' && row.result !== 'running',
    group: row => (row.running ? 0 : 1),
  });
  lists.set(running, {read, list});
  return list;
}

function journalRows(running: readonly Running[], read: JournalRead | undefined): readonly JournalRow[] {
  const live = running.filter(({result}) => result === undefined);
  // Of an action that runs here the journal holds only the beginning so far.
  const told = (read?.done ?? []).filter(done => !live.some(({journalId}) => journalId === done.id));
  return [
    ...live.map(each => ({
      id: `running ${each.id}`,
      startedAt: each.startedAt,
      result: 'running' as const,
      title: each.plan.title,
      region: each.plan.target.region,
      says: each.says,
      running: each,
      done: undefined,
    })),
    ...told.map(done => ({
      id: done.id,
      startedAt: Date.parse(done.startedAt),
      result: done.result,
      title: done.title,
      region: done.target.region,
      says: done.says,
      running: undefined,
      done,
    })),
  ];
}

export const rowWithId = (scene: Pick<Scene, 'actions' | 'state'>, id: string | undefined) =>
  id === undefined
    ? undefined
    : journalRows(scene.actions.running, scene.state.journal.read).find(row => row.id === id);

export const agoText = (at: number, now: number): string => {
  const age = formatAge(Math.max(0, now - at));
  return age === 'now' ? 'now' : `${age} ago`;
};

import type {ReactElement} from 'react';
import {type List, settle} from '../../hooks/list.ts';
import {type Line, piece} from '../../source/text/line.ts';
import {listStateOf} from '../model.ts';
import type {Scene} from '../panel.ts';
import {wrapped} from '../parts/lines.ts';
import {listHeader, listLines} from '../parts/list-lines.ts';
import {Rows} from '../parts/row.tsx';
import {entryLines, entryList} from './entry.ts';
import {type JournalRow, journalList, rowWithId} from './rows.ts';
import {journalId} from './watch.ts';

type Entry = {readonly list: List; readonly lines: ReturnType<typeof entryLines>};

/** In minutes: an age in an entry changes no more often. */
const minute = 60_000;
let last: {readonly key: readonly unknown[]; readonly entry: Entry} | undefined;

/** The entry that is open, while it is there. */
export function entryOf(scene: Scene): Entry | undefined {
  const {state, actions, width, glyphs, now, toFile} = scene;
  const open = state.open[journalId];
  if (open === undefined) return undefined;
  const key = [open, state.journal.read, actions.running, width, glyphs, Math.floor(now / minute), toFile];
  if (last && key.every((part, index) => part === last?.key[index])) return last.entry;
  const row = rowWithId(scene, open) ?? endedSince(scene, open);
  if (!row) return undefined;
  const lines = entryLines(row, {width, glyphs, now, toFile});
  const entry = {lines, list: entryList(row.id, lines)};
  last = {key, entry};
  return entry;
}

/** An action that was open while it ran stays open when it has ended. */
function endedSince({actions}: Scene, open: string): JournalRow | undefined {
  const running = actions.running.find(({id}) => open === `running ${id}`);
  if (!running) return undefined;
  const {plan, startedAt, says, result = 'running' as const} = running;
  const {title, target} = plan;
  return {id: open, startedAt, result, title, region: target.region, says, running, done: undefined};
}

type JournalPlan = {readonly above: readonly Line[]; readonly tableHeight: number};

export function planJournal({state, width, height, glyphs}: Scene): JournalPlan {
  const {read, problem} = state.journal;
  const torn = read?.torn ?? 0;
  const sentences = problem === undefined ? [] : [problem];
  if (torn > 0) {
    sentences.push(
      torn === 1
        ? 'One line of the journal is torn and was left out: the program or the machine stopped while it was written.'
        : `${torn} lines of the journal are torn and were left out: the program or the machine stopped while they were written.`,
    );
  }
  const above = sentences
    .flatMap(sentence => wrapped(sentence, Math.max(10, width - 2), 3, glyphs))
    .map(text => [piece(` ${text}`, 'warning')]);
  return {above, tableHeight: Math.max(1, height - above.length - 1)};
}

/** What runs now and what was done from this machine; one of them, opened. */
export function JournalScreen({scene}: {readonly scene: Scene}): ReactElement {
  const {width, height, glyphs, color, state} = scene;
  const entry = entryOf(scene);
  const {above, tableHeight} = entry ? {above: [], tableHeight: height - 1} : planJournal(scene);
  const list = entry?.list ?? journalList(scene);
  const before = listStateOf(state, list.id);
  const arranged = list.arrange(before);
  const room = {width, height: tableHeight, glyphs};
  const at = settle(before, arranged, tableHeight);
  const rows = listLines(arranged, at, room);
  const none = arranged.total > 0 ? 'nothing matches' : nothingText(scene);
  const empty: readonly Line[] = arranged.count === 0 ? [[piece(`   ${none}`, 'quiet')]] : [];
  const header = entry ? [] : [listHeader(arranged, room)];
  return <Rows lines={[...above, ...header, ...rows, ...empty]} height={height} color={color} />;
}

const nothingText = ({state, glyphs}: Scene): string =>
  state.journal.read
    ? 'nothing was done from this machine'
    : `reading the journal ${glyphs.ascii ? '...' : '…'}`;

import {listStateOf} from '../model.ts';
import type {Panel, Scene} from '../panel.ts';
import {journalList, rowWithId} from './rows.ts';
import {entryOf, JournalScreen, planJournal} from './screen.tsx';
import {journalId} from './watch.ts';

export const journalPanel: Panel = {
  id: journalId,
  title: 'Journal',
  key: 'J',
  service: undefined,
  resources: () => [],
  nameOf: () => undefined,
  count: () => ({number: 0, what: '', unread: 0}),
  focus: scene => {
    const entry = entryOf(scene);
    return entry
      ? {list: entry.list, height: scene.height - 1}
      : {list: journalList(scene), height: planJournal(scene).tableHeight};
  },
  enter: (scene, row) => (entryOf(scene) ? undefined : {panel: journalId, id: row}),
  looks: () => ({visible: [], open: undefined}),
  copies: (scene: Scene, row) => {
    const entry = entryOf(scene);
    if (entry) return [{what: 'line', text: entry.lines.find(({id}) => id === row)?.text.trim() ?? ''}];
    const found = rowWithId(scene, row ?? listStateOf(scene.state, journalId).selected);
    const requests = found?.done?.requests.flatMap(({requestId}) => (requestId ? [requestId] : [])) ?? [];
    const forms = found ? [{what: 'name', text: found.title}] : [];
    return requests.length === 0 ? forms : [...forms, {what: 'request id', text: requests.join(' ')}];
  },
  glance: () => [],
  thresholds: () => [],
  Screen: JournalScreen,
};

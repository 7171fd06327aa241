import type {Binding} from '../keymap.ts';
import {stopRunning} from '../keys/stop.ts';
import {type Console, focusOf} from '../model.ts';
import type {JournalRow} from './rows.ts';
import {rowWithId} from './rows.ts';
import {journalId} from './watch.ts';

const selectedRow = (console: Console): JournalRow | undefined => {
  const {scene, at} = focusOf(console);
  return rowWithId(scene, scene.state.open[journalId] ?? at.selected);
};

export const journalKeys: readonly Binding[] = [
  {
    id: 'cancel',
    keys: ['x'],
    scope: `panel ${journalId}`,
    title: 'cancel',
    describe: 'stop the selected action between two of its steps',
    footer: true,
    named: true,
    footerTitle: console => (selectedRow(console)?.running ? 'cancel' : undefined),
    available: console => console.state.get().panel === journalId,
    whyNot: console =>
      selectedRow(console)?.running ? undefined : 'nothing to cancel: that one does not run here',
    run: console => {
      const running = selectedRow(console)?.running;
      if (running) stopRunning(console, running);
    },
  },
];

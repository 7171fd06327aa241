import {expect} from 'vitest';
import type {Ending, Terminal} from './harness.ts';

/** Everything that a full-screen program switches is as the shell had it. */
export function expectClean(terminal: Terminal, {discipline}: Pick<Ending, 'discipline'>): void {
  expect(terminal.modes()).toEqual({
    alternateScreen: false,
    cursorVisible: true,
    bracketedPaste: false,
    mouse: false,
    focusReports: false,
    applicationCursorKeys: false,
    synchronizedOutput: false,
  });
  expect(discipline).toEqual({echo: true, canonical: true, signals: true, newlines: true});
}

/** What was drawn step by step is what would be drawn at once: `Ctrl-l` changes nothing. */
export async function expectWellDrawn(terminal: Terminal): Promise<void> {
  // What a screen asks for when it is opened comes a moment after it.
  await terminal.settled({quietMs: 400});
  const before = terminal.screen();
  const mark = terminal.mark();
  terminal.press('Ctrl-l');
  // On a busy machine the answer to a key can take longer than a program is quiet.
  await terminal.shows(() => terminal.bytesSince(mark) > 0);
  await terminal.settled();
  expect(terminal.screen()).toEqual(before);
}

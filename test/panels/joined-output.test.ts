import {expect, test} from 'vitest';
import {foldNextLines, joinOutput} from '../../panels/joined-output.ts';
import {Display} from './terminal.ts';

const open = () => {
  const display = new Display(80, 24);
  return {display, output: joinOutput(display as unknown as NodeJS.WriteStream)};
};

test('the writes of one frame leave as one', async () => {
  const {display, output} = open();
  output.write('\u001b[?2026h');
  output.write('frame');
  output.write('\u001b[?2026l');
  expect(display.chunks).toEqual([]);
  await Promise.resolve();
  expect(display.chunks).toEqual(['\u001b[?2026hframe\u001b[?2026l']);
});

test('who wants to know when it is written is not kept waiting', async () => {
  const {display, output} = open();
  output.write('first ');
  await new Promise<void>(resolve => {
    output.write('last', () => resolve());
    expect(display.chunks).toEqual(['first last']);
  });
});

test('a run of unchanged lines is one step', () => {
  expect(foldNextLines('a\u001b[E\u001b[E\u001b[Eb\u001b[Ec')).toBe('a\u001b[3Eb\u001b[Ec');
});

test('the alternate screen starts at its top and never wraps; the shell gets wrapping back', async () => {
  const {display, output} = open();
  output.write('\u001b[?1049h');
  await Promise.resolve();
  expect(display.chunks).toEqual(['\u001b[?1049h\u001b[H\u001b[?7l']);
  output.write('\u001b[?1049l');
  await Promise.resolve();
  expect(display.chunks[1]).toBe('\u001b[?7h\u001b[?1049l');
});

test('it has the size of the terminal; that it changed is told when the screen is ready for it', () => {
  const {display, output} = open();
  let changes = 0;
  output.on('resize', () => {
    changes += 1;
  });
  display.resize(100, 30);
  expect([output.columns, output.rows, output.isTTY, changes]).toEqual([100, 30, true, 0]);
  output.resized();
  expect(changes).toBe(1);
});

test('nothing is written to a terminal that is gone', async () => {
  const {display, output} = open();
  output.write('too late');
  display.destroy();
  await Promise.resolve();
  await new Promise<void>(resolve => {
    output.write('', () => resolve());
  });
  expect(display.chunks).toEqual([]);
});

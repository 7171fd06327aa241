import type {Key} from 'ink';
import {expect, test} from 'vitest';
import {isText, keysOf, pastedText, withoutLastGrapheme, withoutLastWord} from '../../hooks/keyboard.ts';

const plain: Key = {
  upArrow: false,
  downArrow: false,
  leftArrow: false,
  rightArrow: false,
  pageDown: false,
  pageUp: false,
  home: false,
  end: false,
  return: false,
  escape: false,
  ctrl: false,
  shift: false,
  tab: false,
  backspace: false,
  delete: false,
  meta: false,
  super: false,
  hyper: false,
  capsLock: false,
  numLock: false,
};

test('keys that arrive in one chunk are as many keys', () => {
  expect(keysOf('jjjj', plain)).toEqual(['j', 'j', 'j', 'j']);
  expect(keysOf('/web\r', plain)).toEqual(['/', 'w', 'e', 'b', 'Enter']);
  expect(keysOf('g\u0006\t', plain)).toEqual(['g', 'Ctrl-f', 'Tab']);
});

test('a character of several code points is one key', () => {
  expect(keysOf('👩‍👩‍👧é', plain)).toEqual(['👩‍👩‍👧', 'é']);
});

test('named keys have one name, however the terminal sends them', () => {
  expect(keysOf('', {...plain, upArrow: true})).toEqual(['Up']);
  expect(keysOf('', {...plain, tab: true, shift: true})).toEqual(['Shift-Tab']);
  expect(keysOf('c', {...plain, ctrl: true})).toEqual(['Ctrl-c']);
  expect(keysOf('', {...plain, pageDown: true})).toEqual(['PageDown']);
});

test('Esc glued to the key after it is both', () => {
  expect(keysOf('j', {...plain, meta: true})).toEqual(['Esc', 'j']);
});

test('text is one visible character', () => {
  expect(['q', ' ', 'é', '👩‍👩‍👧'].map(isText)).toEqual([true, true, true, true]);
  expect(['Enter', 'Ctrl-f', '', '\u0000'].map(isText)).toEqual([false, false, false, false]);
});

test('a paste is its first line without what could move the cursor', () => {
  expect(pastedText('orders\nrm -rf')).toBe('orders');
  expect(pastedText('or\u001bders')).toBe('orders');
});

test('what is taken back is what was typed', () => {
  expect(withoutLastGrapheme('web👩‍👩‍👧')).toBe('web');
  expect(withoutLastGrapheme('')).toBe('');
  expect(withoutLastWord('used>80% web')).toBe('used>80% ');
});

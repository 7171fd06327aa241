import {isText, pastedText} from '../../hooks/keyboard.ts';
import {helpKeys} from '../help/keys.ts';
import type {Binding, KeyOverrides, Scope} from '../keymap.ts';
import {checkKeyOverrides as check} from '../keymap.ts';
import type {Console} from '../model.ts';
import {paletteKeys, typeIntoPalette} from '../palette/keys.ts';
import type {ConsoleState} from '../state.ts';
import {alwaysKeys, everywhereKeys} from './everywhere.ts';
import {filterKeys, listKeys, typeIntoFilter} from './list.ts';
import {moveKeys} from './move.ts';

/** Every key there is, in the order in which footer, help and palette name them. */
export const bindings: readonly Binding[] = [
  ...listKeys,
  ...moveKeys,
  ...everywhereKeys,
  ...alwaysKeys,
  ...filterKeys,
  ...paletteKeys,
  ...helpKeys,
];

/** Throws one sentence when an override names no key, or gives one key two meanings. */
export const checkKeyOverrides = (overrides: KeyOverrides): void => check(bindings, overrides);

export function scopesOf(state: ConsoleState): readonly Scope[] {
  if (state.modal) return [state.modal.kind, 'always'];
  return state.typing ? ['text', 'always'] : ['list', 'everywhere', 'always'];
}

const takesText = (state: ConsoleState): boolean =>
  state.modal?.kind === 'palette' || state.typing !== undefined;

function type(console: Console, text: string): void {
  if (console.state.get().modal) typeIntoPalette(console, text);
  else typeIntoFilter(console, text);
}

/** The one place where keys arrive. Each sees what the one before it changed. */
export function press(console: Console, keys: readonly string[]): void {
  for (const key of keys) {
    const state = console.state.get();
    if (takesText(state) && isText(key)) {
      type(console, key);
      continue;
    }
    const binding = console.keymap.find(scopesOf(state), key);
    if (binding?.scope !== 'always') console.state.set(before => forget(before, binding?.id === 'copy'));
    if (binding && (binding.available?.(console) ?? true)) binding.run(console, key);
  }
}

/** What the key before did is said until the next one. */
function forget(state: ConsoleState, keepCopied: boolean): ConsoleState {
  if (state.notice === undefined && (keepCopied || state.copied === undefined)) return state;
  return {...state, notice: undefined, copied: keepCopied ? state.copied : undefined};
}

/** A paste is text or nothing: it never presses keys. */
export function paste(console: Console, text: string): void {
  if (takesText(console.state.get())) type(console, pastedText(text));
}

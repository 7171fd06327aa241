import {didYouMean} from '../source/text/nearest.ts';
import type {Console} from './model.ts';

/**
 * Where a key works. The first of these that is active takes it: a help or a palette over everything, then text
 * being typed, then the list on screen, then everywhere.
 */
export type Scope = 'help' | 'palette' | 'text' | 'list' | 'everywhere' | 'always';

export type Binding = {
  readonly id: string;
  readonly keys: readonly string[];
  readonly scope: Scope;
  /** As the footer and the palette name it. */
  readonly title: string;
  /** As the help explains it. */
  readonly describe: string;
  readonly footer?: boolean;
  /** Also found by name in the palette. */
  readonly named?: boolean;
  readonly available?: (console: Console) => boolean;
  readonly run: (console: Console, key: string) => void;
};

export type KeyOverrides = Readonly<Record<string, string | false>>;
export type Keymap = {
  readonly bindings: readonly Binding[];
  readonly find: (scopes: readonly Scope[], key: string) => Binding | undefined;
};

const namedKeys =
  /^(?:Enter|Esc|Tab|Shift-Tab|Up|Down|Left|Right|Home|End|PageUp|PageDown|Backspace|Delete|Ctrl-[a-z]|\S)$/u;

const keysIn = (text: string): readonly string[] => text.split(/\s+/u).filter(key => key !== '');

/** Throws a sentence when an override names no key of ours, or a key that nobody can press. */
export function checkKeyOverrides(bindings: readonly Binding[], overrides: KeyOverrides): void {
  const ids = bindings.filter(binding => binding.scope !== 'text').map(binding => binding.id);
  for (const [id, keys] of Object.entries(overrides)) {
    if (!ids.includes(id)) throw new Error(`There is no key named "${id}".${didYouMean(id, ids)}`);
    if (keys === false) continue;
    const wrong = keysIn(keys).find(key => !namedKeys.test(key));
    if (wrong !== undefined || keysIn(keys).length === 0) {
      throw new Error(
        `"${wrong ?? keys}" is not a key for ${id}: write one character, Ctrl-x, or a name such as Enter, PageDown or Esc.`,
      );
    }
  }
  const taken = new Map<string, string>();
  for (const binding of overridden(bindings, overrides)) {
    for (const key of binding.keys) {
      const place = `${layerOf(binding.scope)} ${key}`;
      const other = taken.get(place);
      if (other !== undefined) throw new Error(`The key ${key} is given to ${other} and to ${binding.id}.`);
      taken.set(place, binding.id);
    }
  }
}

/** Lists and everywhere are active together: a key can mean one thing in both. */
const layerOf = (scope: Scope): Scope => (scope === 'list' ? 'everywhere' : scope);

function overridden(bindings: readonly Binding[], overrides: KeyOverrides): readonly Binding[] {
  return bindings.map(binding => {
    const keys = overrides[binding.id];
    if (keys === undefined) return binding;
    return {...binding, keys: keys === false ? [] : keysIn(keys)};
  });
}

export function createKeymap(bindings: readonly Binding[], overrides: KeyOverrides): Keymap {
  checkKeyOverrides(bindings, overrides);
  const table = overridden(bindings, overrides);
  const byKey = new Map(
    table.flatMap(binding => binding.keys.map(key => [`${binding.scope} ${key}`, binding])),
  );
  return {
    bindings: table.filter(binding => binding.keys.length > 0),
    find: (scopes, key) => {
      for (const scope of scopes) {
        const found = byKey.get(`${scope} ${key}`);
        if (found) return found;
      }
      return undefined;
    },
  };
}

const signs: Readonly<Record<string, string>> = {Enter: '⏎', Up: '↑', Down: '↓', Left: '←', Right: '→'};

/** A key as it is shown: signs where the terminal can draw them. */
export const showKey = (key: string, ascii: boolean): string => (ascii ? key : (signs[key] ?? key));

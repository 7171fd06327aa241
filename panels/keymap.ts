import {didYouMean} from '../source/text/nearest.ts';
import {type Console, explain} from './model.ts';

/**
 * Where a key works. The first of these that is active takes it: a help, a palette or a plan over everything, then
 * text being typed, then the panel, the row that is selected and the list on screen, then everywhere. Over a page
 * about a row, what works on that row still works.
 */
export type Scope =
  | 'help'
  | 'palette'
  | 'plan'
  | 'options'
  | 'name'
  | 'arming'
  | 'text'
  | PanelScope
  | 'row'
  | 'list'
  | 'everywhere'
  | 'always';

/** The keys of one panel alone; another may give them another meaning. */
type PanelScope = `panel ${string}`;

/** Scopes of text that is being typed: their keys are no commands, and nobody gives them away. */
const textScopes: readonly Scope[] = ['text', 'options', 'name', 'arming'];

export const isTextScope = (scope: Scope): boolean => textScopes.includes(scope);

export type Binding = {
  readonly id: string;
  readonly keys: readonly string[];
  readonly scope: Scope;
  /** As the footer and the palette name it. */
  readonly title: string;
  /** As the help explains it. */
  readonly describe: string;
  readonly footer?: boolean;
  /** What the footer says here and now, where that is another word than the title. */
  readonly footerTitle?: (console: Console) => string | undefined;
  /** Also found by name in the palette. */
  readonly named?: boolean;
  /** Where it means nothing it is not shown, and does nothing. */
  readonly available?: (console: Console) => boolean;
  /** Why it cannot work now: it is dimmed, and says so when it is pressed. */
  readonly whyNot?: (console: Console) => string | undefined;
  /** `alone`: no other key came in the same chunk. */
  readonly run: (console: Console, key: string, alone: boolean) => void;
};

export type KeyOverrides = Readonly<Record<string, string | false>>;
export type Keymap = {
  readonly bindings: readonly Binding[];
  /** What the palette finds by name: also what no key was ever meant for. */
  readonly named: readonly Binding[];
  readonly find: (scopes: readonly Scope[], key: string) => Binding | undefined;
};

const namedKeys =
  /^(?:Enter|Esc|Tab|Shift-Tab|Up|Down|Left|Right|Home|End|PageUp|PageDown|Backspace|Delete|Ctrl-[a-z]|\S)$/u;

const keysIn = (text: string): readonly string[] => text.split(/\s+/u).filter(key => key !== '');

/** Throws a sentence when an override names no key of ours, or a key that nobody can press. */
export function checkKeyOverrides(bindings: readonly Binding[], overrides: KeyOverrides): void {
  const ids = bindings.filter(binding => !isTextScope(binding.scope)).map(binding => binding.id);
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
  const given = overridden(bindings, overrides);
  for (const [index, binding] of given.entries()) {
    const other = given
      .slice(0, index)
      .find(each => meet(each.scope, binding.scope) && each.keys.some(key => binding.keys.includes(key)));
    const key = binding.keys.find(each => other?.keys.includes(each));
    if (other) throw new Error(`The key ${key} is given to ${other.id} and to ${binding.id}.`);
  }
}

const isOnScreen = (scope: Scope): boolean =>
  scope === 'row' || scope === 'list' || scope === 'everywhere' || scope.startsWith('panel ');

/** The list, its row, its panel and everywhere are active together: a key can mean one thing in them. */
const meet = (a: Scope, b: Scope): boolean =>
  a === b || (isOnScreen(a) && isOnScreen(b) && !(a.startsWith('panel ') && b.startsWith('panel ')));

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
    named: table.filter(
      ({named, keys}, index) => named && (keys.length > 0 || bindings[index]?.keys.length === 0),
    ),
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

/** Does what the key means here, or says why it cannot. */
export function runBinding(console: Console, binding: Binding, key: string, alone: boolean): void {
  if (!(binding.available?.(console) ?? true)) return;
  const why = binding.whyNot?.(console);
  if (why === undefined) binding.run(console, key, alone);
  else explain(console, why);
}

import {isText, pastedText} from '../../hooks/keyboard.ts';
import type {Action} from '../../source/actions/action.ts';
import {armingKeys, typeIntoArming} from '../arm/arming.ts';
import {helpKeys} from '../help/keys.ts';
import {journalKeys} from '../journal/keys.ts';
import {type Binding, isTextScope, runBinding, type Scope} from '../keymap.ts';
import type {Console} from '../model.ts';
import {paletteKeys, typeIntoPalette} from '../palette/keys.ts';
import {wantsName} from '../plan/confirming.ts';
import {editPlanText, nameKeys, optionKeys, planKeys} from '../plan/keys.ts';
import {readyOf} from '../plan/modal.ts';
import type {ConsoleState} from '../state.ts';
import {actionKeys, suggestedKey} from './actions.ts';
import {alwaysKeys, everywhereKeys} from './everywhere.ts';
import {filterKeys, listKeys, openKey, typeIntoFilter} from './list.ts';
import {moveKeys} from './move.ts';

/** The actions of a service, by its id. */
export type ActionsOf = readonly {readonly service: string; readonly actions: readonly Action[]}[];

/** Every key there is, in the order in which footer, help and palette name them. */
export const bindingsWith = (actions: ActionsOf): readonly Binding[] => [
  openKey,
  suggestedKey,
  ...actions.flatMap(each => actionKeys(each.service, each.actions)),
  ...journalKeys,
  ...listKeys,
  ...moveKeys,
  ...everywhereKeys,
  ...alwaysKeys,
  ...filterKeys,
  ...paletteKeys,
  ...helpKeys,
  ...planKeys,
  ...optionKeys,
  ...nameKeys,
  ...armingKeys,
];

/** The scopes in which a key is looked for now, the first one first. */
export function scopesOf(console: Console): readonly Scope[] {
  const {arming, modal, typing, panel} = console.state.get();
  if (arming) return ['arming', 'always'];
  if (modal?.kind === 'plan') {
    if (modal.editing) return ['options', 'always'];
    const plan = readyOf(modal)?.plan;
    const typesName =
      modal.made.is === 'ready' && plan !== undefined && wantsName(plan, console.actions.get());
    return typesName ? ['name', 'plan', 'always'] : ['plan', 'always'];
  }
  if (modal?.kind === 'page') {
    return modal.says === undefined ? ['help', `panel ${panel}`, 'row', 'always'] : ['help', 'always'];
  }
  if (modal) return [modal.kind, 'always'];
  return typing ? ['text', 'always'] : [`panel ${panel}`, 'row', 'list', 'everywhere', 'always'];
}

const takesText = (console: Console): boolean => {
  const [first] = scopesOf(console);
  return first === 'palette' || (first !== undefined && isTextScope(first));
};

function type(console: Console, text: string): void {
  const [scope] = scopesOf(console);
  if (scope === 'arming') typeIntoArming(console, text);
  else if (scope === 'palette') typeIntoPalette(console, text);
  else if (scope === 'options' || scope === 'name') editPlanText(console, before => before + text);
  else typeIntoFilter(console, text);
}

/**
 * The one place where keys arrive. Each sees what the one before it changed. `alone`: the terminal sent nothing
 * else with it.
 */
export function press(console: Console, keys: readonly string[], alone = keys.length === 1): void {
  for (const key of keys) {
    if (takesText(console) && isText(key)) {
      type(console, key);
      continue;
    }
    const binding = console.keymap.find(scopesOf(console), key);
    if (binding?.scope !== 'always') console.state.set(before => forget(before, binding?.id === 'copy'));
    if (binding) runBinding(console, binding, key, alone);
  }
}

/** What the key before did is said until the next one. */
function forget(state: ConsoleState, keepCopied: boolean): ConsoleState {
  if (state.notice === undefined && (keepCopied || state.copied === undefined)) return state;
  return {...state, notice: undefined, copied: keepCopied ? state.copied : undefined};
}

/** A paste is text or nothing: it never presses keys. */
export function paste(console: Console, text: string): void {
  if (takesText(console)) type(console, pastedText(text));
}

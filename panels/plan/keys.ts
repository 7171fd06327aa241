import {withoutLastGrapheme, withoutLastWord} from '../../hooks/keyboard.ts';
import {armTitle, isArmable, openArming} from '../arm/arming.ts';
import type {Binding} from '../keymap.ts';
import {type Console, say, sceneOf} from '../model.ts';
import {confirm} from './confirm.ts';
import {confirmingKey, isUnlocked} from './confirming.ts';
import {planScroll} from './lines.ts';
import {readyOf} from './modal.ts';
import {changePlan, openPlan, planOf} from './open.ts';

const hasPlan = (console: Console): boolean => {
  const modal = planOf(console);
  return modal !== undefined && readyOf(modal) !== undefined;
};

/** The key is named where it would run the plan. */
function runTitle(console: Console, key: 'y' | 'Enter'): string | undefined {
  const modal = planOf(console);
  if (modal?.made.is !== 'ready') return undefined;
  const {plan} = modal.made.ready;
  const runs =
    plan.blocked.length === 0 && isUnlocked(plan, console.actions.get()) && confirmingKey(plan.risk) === key;
  return runs ? 'run' : undefined;
}

const scroll = (console: Console, to: (offset: number, page: number, most: number) => number): void =>
  changePlan(console, modal => {
    const {most, page} = planScroll(sceneOf(console), modal);
    const from = Math.min(modal.offset, most);
    return {...modal, offset: Math.max(0, Math.min(most, to(from, page, most)))};
  });

const scrolling = (
  id: string,
  keys: readonly string[],
  title: string,
  to: (offset: number, page: number, most: number) => number,
): Binding => ({id, keys, scope: 'plan', title, describe: title, run: console => scroll(console, to)});

export const planKeys: readonly Binding[] = [
  {
    id: 'plan.confirm',
    keys: ['y'],
    scope: 'plan',
    title: 'run',
    describe: 'run a plan that disturbs or reads; only ever confirms',
    footer: true,
    footerTitle: console => runTitle(console, 'y'),
    run: (console, _key, alone) => confirm(console, 'y', alone),
  },
  {
    id: 'plan.enter',
    keys: ['Enter'],
    scope: 'plan',
    title: 'run',
    describe: 'run a plan that can be taken back',
    footer: true,
    footerTitle: console => runTitle(console, 'Enter'),
    run: (console, _key, alone) => confirm(console, 'Enter', alone),
  },
  {
    id: 'plan.copy',
    keys: ['c'],
    scope: 'plan',
    title: 'copy the command',
    describe: 'copy the AWS CLI commands of the plan',
    footer: true,
    available: hasPlan,
    run: copyCommands,
  },
  {
    id: 'plan.options',
    keys: ['Tab'],
    scope: 'plan',
    title: 'options',
    describe: 'type the options of the action',
    footer: true,
    available: console => (planOf(console)?.action.options.length ?? 0) > 0,
    run: console =>
      changePlan(console, modal => ({...modal, editing: {index: 0, texts: modal.values}, notes: []})),
  },
  {
    id: 'plan.arm',
    keys: ['A'],
    scope: 'plan',
    title: 'arm',
    describe: 'arm the account for 15 minutes, or lock it again',
    footer: true,
    available: isArmable,
    footerTitle: armTitle,
    run: openArming,
  },
  {
    id: 'plan.page-down',
    keys: ['PageDown', 'Ctrl-f', ' '],
    scope: 'plan',
    title: 'more',
    describe: 'a page down',
    footer: true,
    available: console => {
      const modal = planOf(console);
      return modal !== undefined && planScroll(sceneOf(console), modal).most > 0;
    },
    run: console => scroll(console, (offset, page) => offset + page),
  },
  scrolling('plan.page-up', ['PageUp', 'Ctrl-u'], 'a page up', (offset, page) => offset - page),
  scrolling('plan.down', ['j', 'Down'], 'a line down', offset => offset + 1),
  scrolling('plan.up', ['k', 'Up'], 'a line up', offset => offset - 1),
  scrolling('plan.first', ['g', 'Home'], 'the start', () => 0),
  scrolling('plan.last', ['G', 'End'], 'the end', (_offset, _page, most) => most),
  {
    id: 'plan.leave',
    keys: ['Esc', 'q'],
    scope: 'plan',
    title: 'leave',
    describe: 'leave the plan; nothing is done',
    footer: true,
    run: console => console.state.set(state => ({...state, modal: undefined})),
  },
];

function copyCommands(console: Console): void {
  const modal = planOf(console);
  const steps = (modal && readyOf(modal))?.plan.steps ?? [];
  const commands = steps.flatMap(({cli}) => (cli === undefined ? [] : [cli]));
  if (commands.length > 0) console.terminal.copy(commands.join('\n'));
  say(console, copiedText(commands.length));
}

const copiedText = (count: number): string => {
  if (count === 0) return 'there is no AWS CLI command for this plan';
  return count === 1 ? 'copied the AWS CLI command' : `copied ${count} AWS CLI commands`;
};

const moveTo = (console: Console, by: number): void =>
  changePlan(console, modal => {
    const {editing, action} = modal;
    if (!editing) return modal;
    const count = action.options.length;
    return {...modal, editing: {...editing, index: (editing.index + by + count) % count}};
  });

/** Changes the text that is being typed: of an option, or of the resource's name. */
export const editPlanText = (console: Console, change: (text: string) => string): void =>
  changePlan(console, modal => {
    const {editing, action} = modal;
    if (!editing) return {...modal, typed: change(modal.typed)};
    const name = action.options[editing.index]?.name;
    if (name === undefined) return modal;
    const texts = {...editing.texts, [name]: change(editing.texts[name] ?? '')};
    return {...modal, editing: {...editing, texts}};
  });

function planAgain(console: Console): void {
  const modal = planOf(console);
  if (!modal?.editing) return;
  const given = Object.entries(modal.editing.texts)
    .map(([name, text]) => [name, text.trim()] as const)
    .filter(([, text]) => text !== '');
  openPlan(console, modal.action, modal.target, Object.fromEntries(given));
}

const typing = (
  scope: 'options' | 'name',
  id: string,
  keys: readonly string[],
  title: string,
  change: (text: string) => string,
): Binding => ({
  id: `${scope}.${id}`,
  keys,
  scope,
  title,
  describe: title,
  run: console => editPlanText(console, change),
});

const typingIn = (scope: 'options' | 'name'): readonly Binding[] => [
  typing(scope, 'back', ['Backspace', 'Delete', 'Ctrl-h'], 'take back a character', withoutLastGrapheme),
  typing(scope, 'word', ['Ctrl-w'], 'take back a word', withoutLastWord),
  typing(scope, 'clear', ['Ctrl-u'], 'clear', () => ''),
];

/** While the name of the resource is typed, the keys of the plan that are no text still work. */
export const nameKeys = typingIn('name');

export const optionKeys: readonly Binding[] = [
  {
    id: 'options.apply',
    keys: ['Enter'],
    scope: 'options',
    title: 'plan with these',
    describe: 'make the plan with these options',
    footer: true,
    run: planAgain,
  },
  {
    id: 'options.next',
    keys: ['Tab', 'Down'],
    scope: 'options',
    title: 'next',
    describe: 'the next option',
    footer: true,
    available: console => (planOf(console)?.action.options.length ?? 0) > 1,
    run: console => moveTo(console, 1),
  },
  {
    id: 'options.previous',
    keys: ['Shift-Tab', 'Up'],
    scope: 'options',
    title: 'before',
    describe: 'the option before',
    run: console => moveTo(console, -1),
  },
  {
    id: 'options.leave',
    keys: ['Esc', 'Ctrl-g'],
    scope: 'options',
    title: 'leave',
    describe: 'leave the options as they were',
    footer: true,
    run: console => changePlan(console, modal => ({...modal, editing: undefined})),
  },
  ...typingIn('options'),
];

import type {Action} from '../../source/actions/action.ts';
import type {ActionTarget} from '../../source/actions/plan.ts';
import type {Binding} from '../keymap.ts';
import {type Console, focusOf} from '../model.ts';
import type {Aim, Suggested} from '../panel.ts';
import {openPlan} from '../plan/open.ts';
import {withStop} from './stop.ts';

/** `kinesis.split` is split in the footer, where there is little room, `buckets.abort-uploads` is abort. */
const wordOf = ({id}: Action): string => id.slice(id.indexOf('.') + 1).replace(/-.*/u, '');

/** What the actions of a service work on now: nothing, but in the panel of the service. */
function aimIn(console: Console, service: string): Aim | undefined {
  const {panel, scene, at} = focusOf(console);
  return panel.service === service ? panel.aim?.(scene, at.selected) : undefined;
}

/** What the action works on: the part that is selected, where it takes one. */
function targetFor(action: Action, {target}: Aim): ActionTarget | undefined {
  if (action.on !== 'resource') return action.on === 'part' && target.part === undefined ? undefined : target;
  const {part: _, ...whole} = target;
  return whole;
}

function whyNot(console: Console, action: Action, aim: Aim | undefined): string | undefined {
  if (!aim) return `${action.title}: select in its panel first what it should work on`;
  const target = targetFor(action, aim);
  if (!target)
    return `${action.title}: open ${aim.target.resource} and select a ${focusOf(console).panel.part ?? 'part'} first`;
  const available = action.available(aim.resource, target.part);
  return available === true ? undefined : `${action.title}: ${available}`;
}

/** The keys of a service's actions, in the panel of the service: each opens a plan, and changes nothing. */
export const actionKeys = (service: string, actions: readonly Action[]): readonly Binding[] => {
  const rivals = (action: Action) => actions.filter(({key}) => key !== undefined && key === action.key);
  const own = actions.flatMap(action => {
    const [first, ...others] = rivals(action);
    // Without a key it is for the palette alone.
    const keys = action.key === undefined || others.length > 0 ? [] : [action.key];
    const alone: Binding = {...bindingOf(service, () => action), ...namesOf(action), keys, named: true};
    return first === action && others.length > 0 ? [alone, toggle(service, [first, ...others])] : [alone];
  });
  return actions.length === 0 ? own : withStop(service, own, console => aimIn(console, service));
};

const namesOf = ({id, title, describe}: Action) => ({id, title, describe});

/** A key that several actions share: it means the one that applies to what is selected. */
function toggle(service: string, actions: readonly [Action, ...Action[]]): Binding {
  const [first] = actions;
  const applies = (console: Console): Action => {
    const aim = aimIn(console, service);
    return actions.find(action => whyNot(console, action, aim) === undefined) ?? first;
  };
  return {
    ...bindingOf(service, applies),
    id: `${service}.${actions.map(wordOf).join('-or-')}`,
    keys: first.key === undefined ? [] : [first.key],
    title: actions.map(({title}) => title).join(' or '),
    describe: actions.map(({describe}) => describe).join(' Or: '),
  };
}

type Doing = Pick<Binding, 'scope' | 'footer' | 'footerTitle' | 'whyNot' | 'run'>;

/** What a key does that opens the plan of an action, which may depend on what is selected. */
const bindingOf = (service: string, actionAt: (console: Console) => Action): Doing => ({
  scope: `panel ${service}` as const,
  footer: true,
  footerTitle: console => {
    const action = actionAt(console);
    const aim = aimIn(console, service);
    return aim && targetFor(action, aim) ? wordOf(action) : undefined;
  },
  whyNot: console => whyNot(console, actionAt(console), aimIn(console, service)),
  run: console => {
    const action = actionAt(console);
    const aim = aimIn(console, service);
    const target = aim && targetFor(action, aim);
    if (target) openPlan(console, action, target, aim.values[action.id]);
  },
});

function suggestedHere(
  console: Console,
): {readonly suggested: Suggested; readonly action: Action} | undefined {
  const {panel, scene, at} = focusOf(console);
  const finding = panel.findingOf?.(scene, at.selected);
  const owner = finding && console.panels.find(each => each.service === finding.service);
  const suggested =
    panel.suggestedBy?.(scene, at.selected) ?? (finding && owner?.suggested?.(scene, finding));
  const action =
    suggested && console.actions.of(suggested.target.service).find(({id}) => id === suggested.action);
  return suggested && action ? {suggested, action} : undefined;
}

export const suggestedKey: Binding = {
  id: 'suggested',
  keys: ['.'],
  scope: 'row',
  title: 'suggested plan',
  describe: 'open the plan that is suggested for what is wrong with this row',
  footer: true,
  named: true,
  footerTitle: console => {
    const here = suggestedHere(console);
    return here && wordOf(here.action);
  },
  whyNot: console => (suggestedHere(console) ? undefined : 'nothing is suggested for this row'),
  run: console => {
    const here = suggestedHere(console);
    if (here) openPlan(console, here.action, here.suggested.target, here.suggested.values);
  },
};

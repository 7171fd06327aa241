import type {Running} from '../../source/actions/runner.ts';
import type {Binding} from '../keymap.ts';
import {type Console, say} from '../model.ts';
import type {Aim} from '../panel.ts';

const key = 'x';

export function stopRunning(console: Console, {id, plan}: Running): void {
  console.actions.cancel(id);
  say(console, `stopping between two steps: ${plan.title}`);
}

type AimOf = (console: Console) => Aim | undefined;

/** What runs from here on what is selected: of several what was begun last. */
function runningOn(console: Console, aim: Aim | undefined): Running | undefined {
  const {running} = console.actions.get();
  return running.find(
    ({plan, result}) => result === undefined && aim !== undefined && plan.target.arn === aim.target.arn,
  );
}

/** The keys of a service's panel with the one that stops what runs; an action that has that key comes before. */
export function withStop(service: string, bindings: readonly Binding[], aimOf: AimOf): readonly Binding[] {
  if (!bindings.some(({keys}) => keys.includes(key))) return [...bindings, stopKey(service, aimOf)];
  return bindings.map(binding => (binding.keys.includes(key) ? orStop(binding, aimOf) : binding));
}

const stopKey = (service: string, aimOf: AimOf): Binding => ({
  id: `${service}.stop`,
  keys: [key],
  scope: `panel ${service}`,
  title: 'cancel',
  describe: 'Stops what runs from here on what is selected, between two of its steps.',
  footer: true,
  footerTitle: console => (runningOn(console, aimOf(console)) ? 'cancel' : undefined),
  whyNot: console => {
    const aim = aimOf(console);
    if (runningOn(console, aim)) return undefined;
    return aim ? `nothing to cancel: nothing runs from here on ${aim.target.resource}` : 'nothing to cancel';
  },
  run: console => {
    const running = runningOn(console, aimOf(console));
    if (running) stopRunning(console, running);
  },
});

/** Where the action of that key cannot work, it stops what runs. */
function orStop(own: Binding, aimOf: AimOf): Binding {
  const stopped = (console: Console) =>
    own.whyNot?.(console) === undefined ? undefined : runningOn(console, aimOf(console));
  return {
    ...own,
    footerTitle: console => (stopped(console) ? 'cancel' : own.footerTitle?.(console)),
    whyNot: console => (stopped(console) ? undefined : own.whyNot?.(console)),
    run: (console, pressed, alone) => {
      const running = stopped(console);
      if (running) stopRunning(console, running);
      else own.run(console, pressed, alone);
    },
  };
}

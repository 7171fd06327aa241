import type {Action, OptionValues} from '../../source/actions/action.ts';
import type {ReadyPlan} from '../../source/actions/life.ts';
import type {ActionTarget} from '../../source/actions/plan.ts';
import type {Console} from '../model.ts';
import type {PlanModal} from './modal.ts';

/** Changes the plan on screen; nothing when there is none, or when it was asked for anew meanwhile. */
export function changePlan(console: Console, change: (modal: PlanModal) => PlanModal, asked?: number): void {
  console.state.set(state => {
    const {modal} = state;
    if (modal?.kind !== 'plan' || (asked !== undefined && modal.asked !== asked)) return state;
    const next = change(modal);
    return next === modal ? state : {...state, modal: next};
  });
}

export const planOf = (console: Console): PlanModal | undefined => {
  const {modal} = console.state.get();
  return modal?.kind === 'plan' ? modal : undefined;
};

/** Shows the plan of an action, as soon as it is made. Nothing is changed by it. */
export function openPlan(
  console: Console,
  action: Action,
  target: ActionTarget,
  values: OptionValues = {},
): void {
  const asked = console.nextAsk();
  const modal: PlanModal = {
    kind: 'plan',
    asked,
    action,
    target,
    values,
    made: {is: 'reading'},
    editing: undefined,
    typed: '',
    offset: 0,
    notes: [],
  };
  console.state.set(state => ({...state, modal}));
  console.actions.prepare(action, target, values).then(
    answer =>
      changePlan(
        console,
        asking => ('plan' in answer ? withPlan(asking, answer) : without(asking, answer.wrong)),
        asked,
      ),
    (error: unknown) => changePlan(console, asking => without(asking, messageOf(error)), asked),
  );
}

export const withPlan = (modal: PlanModal, ready: ReadyPlan): PlanModal => ({
  ...modal,
  made: {is: 'ready', ready},
  typed: '',
  offset: 0,
});

/** No plan: when an option that it cannot do without is not there, that is asked for first. */
function without(modal: PlanModal, wrong: string): PlanModal {
  const {options} = modal.action;
  const missing = options.findIndex(({name, required}) => required && modal.values[name] === undefined);
  return {
    ...modal,
    made: {is: 'wrong', says: wrong},
    editing: missing < 0 ? undefined : {index: missing, texts: modal.values},
  };
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

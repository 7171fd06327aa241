import type {ReadyPlan} from '../../source/actions/life.ts';
import type {Plan} from '../../source/actions/plan.ts';
import type {StartAnswer} from '../../source/actions/runner.ts';
import {type Console, say, smallest} from '../model.ts';
import {confirmingKey, confirmSentence, isUnlocked, readForMs} from './confirming.ts';
import type {Note, PlanModal} from './modal.ts';
import {changePlan, messageOf, planOf, withPlan} from './open.ts';

/** A key that confirms, if it is the right one, alone, and the plan could be read before it came. */
export function confirm(console: Console, key: string, alone: boolean): void {
  const modal = planOf(console);
  const {columns, rows} = console.size.get();
  const isDrawn = columns >= smallest.columns && rows >= smallest.rows;
  if (modal?.made.is !== 'ready' || !isDrawn) return;
  const {ready} = modal.made;
  const why = whyNot(console, modal, ready, key, alone);
  if (why === undefined) start(console, modal, ready);
  else changePlan(console, shown => ({...shown, notes: [why]}));
}

function whyNot(
  console: Console,
  {typed}: PlanModal,
  ready: ReadyPlan,
  key: string,
  alone: boolean,
): Note | undefined {
  const {plan} = ready;
  const actions = console.actions.get();
  const warning = (says: string): Note => ({says, tone: 'warning'});
  const [blocked] = plan.blocked;
  if (blocked) return {says: `It cannot be run: ${blocked.because} ${blocked.unblock}`, tone: 'critical'};
  if (!isUnlocked(plan, actions)) return warning(confirmSentence(plan, actions, console.glyphs));
  const now = console.elapsed();
  const painted = console.painted.since(ready, now);
  const wanted = confirmingKey(plan.risk);
  if (!alone || painted === undefined || painted < readForMs) {
    console.painted.again(now);
    return painted === undefined
      ? warning(`Read it to its end first (PageDown); then ${wanted} runs it.`)
      : warning(`Nothing was run: ${wanted} counts alone, half a second after the plan is on the screen.`);
  }
  if (key !== wanted) return warning(confirmSentence(plan, actions, console.glyphs));
  if (plan.risk === 'destructive' && typed !== plan.target.resource) {
    return warning(`That is not its name: type ${plan.target.resource} and Enter.`);
  }
  return undefined;
}

function start(console: Console, {asked, action}: PlanModal, ready: ReadyPlan): void {
  changePlan(console, shown => ({...shown, made: {is: 'starting', ready}, notes: []}));
  // Whoever leaves the plan before it began has not confirmed it any more.
  const isWanted = () => planOf(console)?.asked === asked;
  console.actions.start(action, ready, isWanted).then(
    answer => answered(console, asked, ready, answer),
    (error: unknown) => answered(console, asked, ready, {refused: messageOf(error)}),
  );
}

function answered(console: Console, asked: number, confirmed: ReadyPlan, answer: StartAnswer): void {
  const isShown = planOf(console)?.asked === asked;
  const {title} = confirmed.plan;
  if ('started' in answer) {
    if (isShown) console.state.set(state => ({...state, modal: undefined}));
    return;
  }
  if (!isShown) {
    say(
      console,
      'refused' in answer ? answer.refused : `not started: what the plan of ${title} stands on has changed`,
    );
    return;
  }
  changePlan(
    console,
    shown =>
      'refused' in answer
        ? {...shown, made: {is: 'ready', ready: confirmed}, notes: [{says: answer.refused, tone: 'critical'}]}
        : {...withPlan(shown, answer.replanned), notes: changedNotes(confirmed.plan, answer.replanned.plan)},
    asked,
  );
}

const textsOf = ({title, steps, changes, blocked, warnings, cost}: Plan): readonly string[] => [
  title,
  ...steps.map(({says}) => says),
  ...changes,
  ...blocked.map(({because}) => because),
  ...warnings,
  cost,
];

/** What reads differently now than in the plan that was confirmed. */
function changedNotes(before: Plan, now: Plan): readonly Note[] {
  const known = new Set(textsOf(before));
  const [first] = textsOf(now).filter(text => !known.has(text));
  return [
    {
      says: `Nothing was run: what the plan stands on has changed. ${first === undefined ? 'It reads as before' : `New: ${first}`}`,
      tone: 'warning',
    },
  ];
}

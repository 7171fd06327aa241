import type {Action, OptionValues} from '../../source/actions/action.ts';
import type {ReadyPlan} from '../../source/actions/life.ts';
import type {ActionTarget} from '../../source/actions/plan.ts';

/** A word about the plan, above it: why a key did nothing, what changed, what AWS refused. */
export type Note = {readonly says: string; readonly tone: 'warning' | 'critical'};

/** Options while they are typed: what stands in each line, and which line the keys go to. */
type Editing = {readonly index: number; readonly texts: OptionValues};

type Made =
  | {readonly is: 'reading'}
  | {readonly is: 'wrong'; readonly says: string}
  | {readonly is: 'ready'; readonly ready: ReadyPlan}
  | {readonly is: 'starting'; readonly ready: ReadyPlan};

/** An action whose plan is on the screen, or on its way there. */
export type PlanModal = {
  readonly kind: 'plan';
  /** Which asking this is: an answer to an earlier one is not shown. */
  readonly asked: number;
  readonly action: Action;
  readonly target: ActionTarget;
  readonly values: OptionValues;
  readonly made: Made;
  readonly editing: Editing | undefined;
  /** What was typed of the resource's name, where that confirms. */
  readonly typed: string;
  readonly offset: number;
  readonly notes: readonly Note[];
};

export const readyOf = ({made}: PlanModal): ReadyPlan | undefined =>
  made.is === 'ready' || made.is === 'starting' ? made.ready : undefined;

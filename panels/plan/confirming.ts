import type {ActionsState} from '../../source/actions/console-actions.ts';
import type {Plan, Risk} from '../../source/actions/plan.ts';
import type {Glyphs} from '../../source/text/marks.ts';
import {said} from '../parts/said.ts';

/** How long a plan has to be on the screen before a key can confirm it. */
export const readForMs = 500;

export const confirmingKey = (risk: Risk): 'Enter' | 'y' =>
  risk === 'intrusive-read' || risk === 'disruptive' ? 'y' : 'Enter';

const writes = (plan: Plan): boolean => plan.risk !== 'intrusive-read';

/** Writes may begin, or none is asked for. */
export const isUnlocked = (plan: Plan, actions: ActionsState): boolean =>
  writes(plan) ? !actions.readOnly && actions.armedUntil !== undefined : actions.allowsSampling;

/** The name of the resource is being typed: no other key acts meanwhile. */
export const wantsName = (plan: Plan, actions: ActionsState): boolean =>
  plan.risk === 'destructive' && plan.blocked.length === 0 && isUnlocked(plan, actions);

/** What it takes to run the plan, in a sentence. */
export function confirmSentence(plan: Plan, actions: ActionsState, glyphs: Glyphs): string {
  if (plan.blocked.length > 0) return 'It cannot be run: what is in its way stands above.';
  if (actions.readOnly && !isUnlocked(plan, actions))
    return 'This console is read only: the plan can be read and copied.';
  const does =
    plan.risk === 'destructive'
      ? `typing ${said(plan.target.resource, glyphs)} and Enter runs it`
      : `${confirmingKey(plan.risk)} runs it`;
  if (isUnlocked(plan, actions))
    return `${does.charAt(0).toUpperCase()}${does.slice(1)}.`.replace(/^Y /u, 'y ');
  const account =
    actions.account === undefined ? '' : ` ${glyphs.ascii ? '..' : '··'}${actions.account.slice(-4)}`;
  return `Locked: arm with A (account${account}, 15 minutes), then ${does}.`;
}

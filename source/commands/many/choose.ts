import type {Action, OptionValues} from '../../actions/action.ts';
import type {ReadyPlan} from '../../actions/life.ts';
import type {ActionTarget, Plan} from '../../actions/plan.ts';
import type {Session} from '../../aws/session.ts';
import {UsageError} from '../../usage-error.ts';
import {type Case, skipped} from './case.ts';

export type Chosen = {readonly ready: readonly ReadyPlan[]; readonly others: readonly Case[]};

type Choice = {
  readonly action: Action;
  readonly session: Session;
  readonly targets: readonly ActionTarget[];
  readonly values: OptionValues;
  readonly includeDestructive: boolean;
  readonly signal: AbortSignal;
};

/** Plans each of many; what is in the way of one, or is too grave to be done without a word, is left out. */
export async function choose(choice: Choice): Promise<Chosen> {
  const {action, session, targets, values, signal} = choice;
  const ready: ReadyPlan[] = [];
  const others: Case[] = [];
  const made = targets.map(async target => ({
    name: target.resource,
    prepared: await action.prepare(session, target, values, signal),
  }));
  for (const {name, prepared} of await Promise.all(made)) {
    if ('wrong' in prepared) {
      if (!prepared.problem) throw new UsageError(prepared.wrong);
      others.push({...skipped(name, prepared.wrong), is: 'failed'});
      continue;
    }
    const why = leftOut(prepared.plan, choice);
    if (why === undefined) ready.push(prepared);
    else others.push(skipped(name, why));
  }
  return {ready, others};
}

/** Why this one is not done; undefined when it is. */
export function leftOut(
  {blocked: [inTheWay], risk, warnings}: Plan,
  {includeDestructive}: Pick<Choice, 'includeDestructive'>,
): string | undefined {
  if (inTheWay) return inTheWay.because;
  if (risk !== 'destructive' || includeDestructive) return undefined;
  const [first] = warnings;
  return `Destructive, and so left out without --include-destructive.${first === undefined ? '' : ` ${first}`}`;
}

import type {Action} from '../../actions/action.ts';
import type {Journal} from '../../actions/journal.ts';
import {type Finished, type ReadyPlan, startAction} from '../../actions/life.ts';
import type {Plan, Result} from '../../actions/plan.ts';
import type {Session} from '../../aws/session.ts';
import {type Case, skipped, underWay} from './case.ts';
import {leftOut} from './choose.ts';
import {lanesOf} from './lanes.ts';

export type Carrying = {
  readonly action: Action;
  readonly session: Session;
  readonly journal: Journal;
  readonly signal: AbortSignal;
  readonly includeDestructive: boolean;
  /** Armed anew for each: many take longer than one arming lasts. Answers why not. */
  readonly arm: () => string | undefined;
  readonly onProgress: (name: string, says: string) => void;
  /** Each as it begins, when nobody knows yet how it ends, and as it ends. */
  readonly onCase: (known: Case) => void | Promise<void>;
};

/** So many at a time: more would only wait for each other at the gate. */
const mostLanes = 20;

/** Carries plans out, as fast as the gate lets their requests through; never two at a time on the same things. */
export async function carryOutMany(plans: readonly ReadyPlan[], carrying: Carrying): Promise<void> {
  const waiting = [...lanesOf(plans)];
  const work = async () => {
    for (let lane = waiting.shift(); lane; lane = waiting.shift()) {
      for (const ready of lane) await carrying.onCase(await ended(ready, carrying));
    }
  };
  await Promise.all(Array.from({length: Math.min(mostLanes, waiting.length)}, work));
}

/** One that breaks off says so, and keeps none of the others from its turn. */
async function ended(ready: ReadyPlan, carrying: Carrying): Promise<Case> {
  try {
    return await one(ready, carrying);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return {...underWay(ready.plan.target.resource), says: `It broke off: ${why}`};
  }
}

async function one(confirmed: ReadyPlan, carrying: Carrying): Promise<Case> {
  const {session, signal, onProgress} = carrying;
  const name = confirmed.plan.target.resource;
  const began = session.clock.now();
  let shown: readonly string[] = [];
  const start = (ready: ReadyPlan) => {
    const locked = carrying.arm();
    if (locked !== undefined) return {refused: locked};
    return startAction(ready, {
      ...carrying,
      onProgress: ({says, shows}) => {
        shown = shows ?? shown;
        onProgress(name, says);
      },
    });
  };
  if (signal.aborted) return skipped(name, 'Stopped before its turn.');
  await carrying.onCase(underWay(name));
  let started = await start(confirmed);
  if ('replanned' in started) {
    // What was said yes to is the drill: what one of it looks like now may differ, but not be graver.
    const {replanned} = started;
    const why = leftOut(replanned.plan, carrying) ?? grown(confirmed.plan, replanned.plan);
    if (why !== undefined) return skipped(name, why);
    started = await start(replanned);
  }
  if ('replanned' in started) return skipped(name, 'What its plan stands on keeps changing: try it alone.');
  if ('refused' in started && signal.aborted) return skipped(name, 'Stopped before its turn.');
  if ('refused' in started) return {...skipped(name, started.refused), is: 'failed'};
  const finished = await started.finished;
  const tookMs = session.clock.now() - began;
  return {name, is: kinds[finished.result], says: finished.says, details: detailsOf(finished, shown), tookMs};
}

const kinds: Readonly<Record<Result, Case['is']>> = {
  done: 'passed',
  failed: 'failed',
  refused: 'skipped',
  // It had begun: what it did until it was stopped is not proved.
  cancelled: 'unknown',
  unknown: 'unknown',
  interrupted: 'unknown',
};

const grown = (confirmed: Plan, now: Plan): string | undefined =>
  now.risk === 'destructive' && confirmed.risk !== 'destructive'
    ? 'It has become destructive since it was planned.'
    : undefined;

function detailsOf({proof}: Finished, shown: readonly string[]): readonly string[] {
  return shown.length > 0
    ? shown
    : Object.entries(proof?.after ?? {}).map(([what, value]) => `${what}: ${value}`);
}

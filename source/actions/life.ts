import type {Lease} from '../aws/lease.ts';
import type {Outcome} from '../aws/problem.ts';
import type {Session} from '../aws/session.ts';
import {UsageError} from '../usage-error.ts';
import type {Action, Ending, Prepared, Progress, Request} from './action.ts';
import type {Journal} from './journal.ts';
import type {Plan, Proof, Result} from './plan.ts';
import {ActionRecord} from './record.ts';

export type ReadyPlan = Extract<Prepared, {readonly plan: Plan}>;

/** How an action went, for a person and for a script. */
export type Finished = {
  readonly result: Result;
  readonly says: string;
  readonly proof: Proof | undefined;
};

export type Started =
  | {
      /** As the journal names it. */
      readonly id: string;
      readonly finished: Promise<Finished>;
    }
  /** The facts changed since the plan was made: here is the plan as it would be now. */
  | {readonly replanned: ReadyPlan}
  | {readonly refused: string};

export type LifeOptions = {
  readonly action: Action;
  readonly session: Session;
  readonly journal: Journal;
  /** Stops between steps. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
  /** Asked once more right before the beginning: whoever confirmed may have left meanwhile. */
  readonly isWanted?: () => boolean;
};

/** What is said to whoever left while it was starting. */
export const leftBefore = {refused: 'It was left before it began: nothing was done.'} as const;

/**
 * From a confirmed plan to its proof. Right before the first request the facts are read again; from there on
 * every request leaves under the action's own lease, once, and everything is in the journal.
 */
export async function startAction(confirmed: ReadyPlan, options: LifeOptions): Promise<Started> {
  const {action, session} = options;
  const {target, blocked, steps, mayAlso = []} = confirmed.plan;
  const [inTheWay] = blocked;
  if (inTheWay) return {refused: `${inTheWay.because} ${inTheWay.unblock}`};
  const {arn, resource, account} = target;
  const names = [arn, resource, ...(confirmed.plan.touches ?? [])];
  // What this plan does not name it does not get, whatever else the action can do.
  const named = new Set([...steps.map(({operation}) => operation), ...mayAlso]);
  const operations = action.sends.filter(operation => named.has(operation));
  const lease = session.gate.lease({operations, names}, account);
  if ('refused' in lease) return lease;
  const now = await confirmed.again();
  if ('wrong' in now) return {refused: now.wrong};
  if (now.plan.basis !== confirmed.plan.basis || now.plan.blocked.length > 0) return {replanned: now};
  if (options.signal.aborted || options.isWanted?.() === false) {
    return leftBefore;
  }
  const record = new ActionRecord(options.journal, session);
  try {
    record.begin(action.id, now.plan);
  } catch (error) {
    if (error instanceof UsageError) return {refused: `${error.message} So nothing was done.`};
    throw error;
  }
  const run = () => carryOut(now, record, lease, options).finally(() => lease.end());
  return {id: record.id, finished: lease.run(run)};
}

async function carryOut(
  ready: ReadyPlan,
  record: ActionRecord,
  lease: Lease,
  options: LifeOptions,
): Promise<Finished> {
  const {session, signal, onProgress} = options;
  const send = async <Value>(request: Request<Value>): Promise<Outcome<Value>> => {
    const answer = await session.attempt(request.operation, () => request.send(session.once));
    record.sent(request, answer, signal.aborted);
    const name = answer.ok ? request.names?.(answer.value) : undefined;
    if (name !== undefined) lease.learn(name);
    return answer;
  };
  const {clock} = session;
  const work = {signal, send, now: clock.now, sleep: (ms: number) => clock.sleep(ms, signal)};
  const running = ready.carryOut(work);
  let finished: Finished;
  try {
    let step = await running.next();
    while (!step.done) {
      onProgress(step.value);
      step = await running.next();
    }
    finished = finishedOf(step.value.ending, step.value.proof);
  } catch (error) {
    if (!signal.aborted) {
      record.tellCounts();
      throw error;
    }
    finished = {result: 'cancelled', says: 'Stopped before it was done.', proof: undefined};
  }
  const {result, says, proof} = finished;
  record.end({result, says, ...(proof ? {before: proof.before, after: proof.after} : {})});
  return record.lost === undefined ? finished : {...finished, says: `${says} ${record.lost}`};
}

function finishedOf(ending: Ending, proof: Proof | undefined): Finished {
  const verdict = proof === undefined || proof.verdict === '' ? '' : ` ${proof.verdict}`;
  if (ending.ended === 'done') return {result: 'done', says: `${ending.note ?? 'Done.'}${verdict}`, proof};
  if (ending.ended === 'stopped') return {result: 'cancelled', says: `${ending.says}${verdict}`, proof};
  const {sentence, uncertain} = ending.problem;
  if (uncertain) {
    return {
      result: 'unknown',
      says: `Nobody can say whether it was carried out: ${sentence} Look before doing it again.${verdict}`,
      proof,
    };
  }
  return {result: 'failed', says: `${sentence}${verdict}`, proof};
}

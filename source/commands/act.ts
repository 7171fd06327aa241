import type {Action, OptionValues, Progress} from '../actions/action.ts';
import type {Journal} from '../actions/journal.ts';
import {type Finished, type ReadyPlan, startAction} from '../actions/life.ts';
import type {Plan, Result} from '../actions/plan.ts';
import {planText} from '../actions/plan-text.ts';
import {resultText} from '../actions/result-text.ts';
import type {Service} from '../services/service.ts';
import {plain} from '../text/cell.ts';
import {UsageError} from '../usage-error.ts';
import {oneSession} from './one-session.ts';
import {print, say} from './print.ts';
import {exitCodeOfSignal} from './signals.ts';
import {stopOnSignal} from './stop-on-signal.ts';
import type {Target} from './target.ts';

export type ActFlags = {
  readonly service: Service;
  readonly action: Action;
  /** The resource, and the part of it. */
  readonly name: string;
  readonly part: string | undefined;
  readonly values: OptionValues;
  readonly dryRun: boolean;
  readonly yes: boolean;
  readonly json: boolean;
  readonly ascii: boolean;
};

const exitRefused = 1;
const exitUnknown = 2;
const exitUnread = 3;

const exitCodes: Readonly<Record<Result, number>> = {
  done: 0,
  refused: exitRefused,
  failed: exitRefused,
  cancelled: exitRefused,
  interrupted: exitUnknown,
  unknown: exitUnknown,
};

/** One action without the console: the same plan, the same guards, the same journal. */
export async function actCommand(target: Target, flags: ActFlags): Promise<number> {
  const {service, action, name, part, values} = flags;
  const stop = new AbortController();
  const opened = await oneSession(target);
  if (!opened.ok) return unread(opened.problem.sentence);
  const {session, account} = opened.value;
  const located = await service.locate(session, name, part);
  if (!located.ok) return unread(located.problem.sentence);
  const {region} = session;
  const on = {service: service.id, account, region, ...located.value};
  const prepared = await action.prepare(session, on, values, stop.signal);
  if ('wrong' in prepared) {
    if (prepared.problem) return unread(prepared.wrong);
    throw new UsageError(prepared.wrong);
  }

  if (!flags.yes || flags.dryRun) {
    await show(prepared.plan, flags);
    // What is in the way of it would be refused with --yes.
    return prepared.plan.blocked.length > 0 ? exitRefused : 0;
  }
  if (!flags.json) await show(prepared.plan, flags);
  // `--yes` is the arming of a script.
  const locked = target.arming.readOnly ? undefined : target.arming.arm(account, account.slice(-4));
  if (locked !== undefined) return refused(locked);
  return run(prepared, {...flags, stop, journal: target.journal, session});
}

type RunOptions = ActFlags & {
  readonly stop: AbortController;
  readonly journal: Journal;
  readonly session: Parameters<Action['prepare']>[0];
};

async function run(ready: ReadyPlan, {action, session, journal, stop, json}: RunOptions): Promise<number> {
  let shown: readonly string[] = [];
  const onProgress = ({says, shows}: Progress) => {
    say(says);
    // Keys are for a screen: a pipe or the log of a build is none.
    if (process.stdout.isTTY) shown = shows ?? shown;
  };
  const {value: exitCode, signalled} = await stopOnSignal(stop, async () => {
    const answer = await startAction(ready, {action, session, journal, signal: stop.signal, onProgress});
    if ('refused' in answer) return refused(answer.refused);
    if ('replanned' in answer) {
      return refused('What the plan stands on has changed meanwhile: look at it again (without --yes).');
    }
    const finished = await answer.finished;
    await tell(ready.plan, finished, json ? [] : shown, json);
    return exitCodes[finished.result];
  });
  return signalled === undefined ? exitCode : exitCodeOfSignal(signalled);
}

async function show(plan: Plan, {json, ascii}: ActFlags): Promise<void> {
  const {picture: _, ...document} = plan;
  if (json) return print(`${JSON.stringify({schema: 'hotshard.plan/1', ...document}, null, 2)}\n`);
  await print(planText(plan, process.stdout.columns ?? 100, {ascii}));
}

async function tell(
  plan: Plan,
  {result, says, proof}: Finished,
  shown: readonly string[],
  json: boolean,
): Promise<void> {
  // What a screen saw while it ran, a pipe is told at the end, as far as it may leave the screen.
  const found = shown.length > 0 ? shown : (proof?.found ?? []);
  if (!json) return print([...found.map(plain), resultText(result, says), ''].join('\n'));
  const {picture: _, ...document} = plan;
  await print(
    `${JSON.stringify({schema: 'hotshard.result/1', result, says, proof: proof ?? null, plan: document}, null, 2)}\n`,
  );
}

function refused(sentence: string): number {
  say(`hotshard: ${sentence}`);
  return exitRefused;
}

function unread(sentence: string): number {
  say(`hotshard: ${sentence}`);
  return exitUnread;
}

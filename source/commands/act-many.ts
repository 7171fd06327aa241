import type {Action, Matching, OptionValues} from '../actions/action.ts';
import type {ReadyPlan} from '../actions/life.ts';
import type {ActionTarget, Plan} from '../actions/plan.ts';
import type {Session} from '../aws/session.ts';
import type {Service} from '../services/service.ts';
import {carryOutMany} from './many/carry-out.ts';
import {type Case, countOf, skipped} from './many/case.ts';
import {choose} from './many/choose.ts';
import {junitText} from './many/junit.ts';
import {manyPlansText, manyResultsText} from './many/text.ts';
import {oneSession} from './one-session.ts';
import {print, say} from './print.ts';
import {exitCodeOfSignal} from './signals.ts';
import {stopOnSignal} from './stop-on-signal.ts';
import type {Target} from './target.ts';
import {writeWhole} from './write-whole.ts';

export type ManyFlags = {
  readonly service: Service;
  readonly action: Action;
  readonly matching: Matching;
  readonly prefix: string;
  readonly values: OptionValues;
  /** More than so many are refused, all of them. */
  readonly most: number;
  readonly includeDestructive: boolean;
  readonly junit: string | undefined;
  readonly dryRun: boolean;
  readonly yes: boolean;
  readonly json: boolean;
};

const exitFailed = 1;
const exitUnknown = 2;
const exitUnread = 3;

/** One action on every resource whose name begins so, each with its own plan, guards and line in the journal. */
export async function actManyCommand(target: Target, flags: ManyFlags): Promise<number> {
  const {service, action, prefix, values, includeDestructive, json} = flags;
  const stop = new AbortController();
  const {signal} = stop;
  const opened = await oneSession(target);
  if (!opened.ok) return ended(opened.problem.sentence, exitUnread);
  const {session, account} = opened.value;
  const matching = await flags.matching(session, prefix);
  if (!matching.ok) return ended(matching.problem.sentence, exitUnread);
  const found = matching.value;
  const wrong = countProblem(found.length, flags, session.region);
  if (wrong !== undefined) return ended(wrong, exitFailed);
  const targets: readonly ActionTarget[] = found.map(each => ({
    service: service.id,
    account,
    region: session.region,
    ...each,
  }));
  const {ready, others} = await choose({action, session, targets, values, includeDestructive, signal});
  if (!flags.yes || flags.dryRun) {
    const plans = ready.map(({plan}) => plan);
    const title = `${action.title}: all that begin with ${prefix}`;
    await print(json ? plansJson(plans, others) : manyPlansText(title, plans, others));
    return 0;
  }
  const arm = () => (target.arming.readOnly ? undefined : target.arming.arm(account, account.slice(-4)));
  const {journal} = target;
  const run = new ReportedRun(
    flags,
    session,
    found.map(({resource}) => resource),
  );
  const carrying = {action, session, journal, signal, includeDestructive, arm};
  const {value: cases, signalled} = await stopOnSignal(stop, () => run.carryOut(ready, others, carrying));
  await print(json ? resultsJson(cases) : manyResultsText(cases));
  if (signalled !== undefined) return exitCodeOfSignal(signalled);
  if (countOf(cases, 'failed') > 0) return exitFailed;
  return countOf(cases, 'unknown') > 0 ? exitUnknown : 0;
}

function countProblem(count: number, {prefix, most, service}: ManyFlags, region: string): string | undefined {
  if (count === 0) return `No ${service.list} in ${region} begin with ${prefix}: look at the prefix.`;
  if (count <= most) return undefined;
  return `${count} ${service.list} begin with ${prefix}, more than ${most}: name a longer prefix, or allow as many with --max ${count}.`;
}

/** Carries it out, and keeps the report whole meanwhile: should this machine die, it says what was not reached. */
class ReportedRun {
  readonly #flags: ManyFlags;
  readonly #session: Session;
  readonly #names: readonly string[];
  readonly #startedAt: number;
  readonly #cases = new Map<string, Case>();
  #writing: Promise<void> = Promise.resolve();

  constructor(flags: ManyFlags, session: Session, names: readonly string[]) {
    this.#flags = flags;
    this.#session = session;
    this.#names = names;
    this.#startedAt = session.clock.now();
  }

  async carryOut(
    ready: readonly ReadyPlan[],
    others: readonly Case[],
    carrying: Omit<Parameters<typeof carryOutMany>[1], 'onProgress' | 'onCase'>,
  ): Promise<readonly Case[]> {
    for (const each of others) this.#cases.set(each.name, each);
    // A report that cannot be written is known before anybody is paged.
    await this.#write();
    await carryOutMany(ready, {
      ...carrying,
      onProgress: (name, says) => say(`${name}: ${says}`),
      onCase: each => {
        this.#cases.set(each.name, each);
        return this.#write();
      },
    });
    return this.#all();
  }

  #all(): readonly Case[] {
    return this.#names.map(name => this.#cases.get(name) ?? skipped(name, 'Not reached.'));
  }

  #write(): Promise<void> {
    const {junit, action, prefix} = this.#flags;
    if (junit === undefined) return this.#writing;
    this.#writing = this.#writing.then(() => {
      const [startedAt, cases] = [this.#startedAt, this.#all()];
      const tookMs = this.#session.clock.now() - startedAt;
      const name = `${action.id} ${prefix}`;
      return writeWhole(junit, junitText({name, action: action.id, startedAt, tookMs, cases}));
    });
    return this.#writing;
  }
}

const plansJson = (plans: readonly Plan[], others: readonly Case[]): string => {
  const documents = plans.map(({picture: _, ...document}) => document);
  return `${JSON.stringify({schema: 'hotshard.plans/1', plans: documents, skipped: others}, null, 2)}\n`;
};

const resultsJson = (cases: readonly Case[]): string =>
  `${JSON.stringify({schema: 'hotshard.results/1', cases: cases.map(each => ({...each, tookMs: each.tookMs ?? null}))}, null, 2)}\n`;

function ended(sentence: string, exitCode: number): number {
  say(`hotshard: ${sentence}`);
  return exitCode;
}

import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {stringify} from 'smol-toml';
import {onTestFinished} from 'vitest';
import type {RequestLog} from '../source/aws/request-log.ts';
import {Session, type SessionOptions} from '../source/aws/session.ts';
import {Monitor} from '../source/monitor/monitor.ts';
import {services} from '../source/services/index.ts';
import {type MovedClock, stillClock} from '../source/simulator/clock.ts';
import type {ScenarioSource} from '../source/simulator/scenarios/schema.ts';
import {scenarioStart} from '../source/simulator/scenarios/start.ts';
import {type Simulation, simulate} from '../source/simulator/start.ts';

export type Simulated = {
  readonly account: Simulation;
  readonly clock: MovedClock;
  /** A session on the account, as the program makes it; some of it can be another. */
  readonly session: (other?: Partial<SessionOptions>) => Session;
  /** A monitor over these sessions, one of `us-east-1` unless given. */
  readonly monitor: (sessions?: readonly Session[], budgetUsdPerHour?: number) => Monitor;
};

type AccountOptions = {readonly seed?: number; readonly clock?: MovedClock};

/** A simulated account on a free port, for one test; it is gone when the test is over. */
export async function simulated(scenario = 'black-friday', options: AccountOptions = {}): Promise<Simulated> {
  const opened = await unguarded(scenario, options);
  onTestFinished(opened.end);
  return opened;
}

/** The same, for whoever opens many in one test and ends each. */
export async function unguarded(
  scenario: string,
  {seed = 1, clock = stillClock(scenarioStart)}: AccountOptions = {},
): Promise<Simulated & {readonly end: () => Promise<void>}> {
  const account = await simulate({scenario, seed, clock, enforceRates: false});
  const stop = new AbortController();
  const {endpoint, region, accessKeyId, secretAccessKey} = account;
  const sessions: Session[] = [];
  const session = (other: Partial<SessionOptions> = {}): Session => {
    const made = new Session({
      profile: undefined,
      region,
      endpoint,
      credentials: async () => ({accessKeyId, secretAccessKey}),
      clock,
      log: quiet,
      signal: stop.signal,
      ...other,
    });
    sessions.push(made);
    return made;
  };
  return {
    account,
    clock,
    session,
    monitor: (watched, budgetUsdPerHour = 10) =>
      new Monitor({
        connect: async () => watched ?? [session()],
        services,
        clock,
        intervalSeconds: 60,
        budgetUsdPerHour,
      }),
    end: async () => {
      stop.abort();
      for (const each of sessions) each.close();
      await account.close();
    },
  };
}

const quiet: RequestLog = () => {};

/** A scenario of a test's own, as the file that a user would write. */
export async function scenarioFile(scenario: ScenarioSource): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'hotshard-scenario-'));
  onTestFinished(() => rm(folder, {recursive: true}));
  const path = join(folder, 'scenario.toml');
  await writeFile(path, stringify(scenario));
  return path;
}

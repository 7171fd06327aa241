import type {Clock} from '../clock.ts';
import {type Account, createAccount} from './account.ts';
import {loadScenario} from './scenarios/index.ts';
import {type Served, serve} from './server.ts';

/** A simulated account that is listening, and what a client needs to use it. */
export type Simulation = Served & {
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly clock: Clock;
  readonly account: Account;
};

export type SimulateOptions = {
  readonly scenario: string;
  readonly seed: number;
  readonly clock: Clock;
  readonly port?: number;
  readonly enforceRates?: boolean;
};

export async function simulate({
  scenario,
  seed,
  clock,
  port,
  enforceRates,
}: SimulateOptions): Promise<Simulation> {
  const account = createAccount({
    scenario: await loadScenario(scenario),
    seed,
    clock,
    ...(enforceRates === undefined ? {} : {enforceRates}),
  });
  const served = await serve({account, ...(port === undefined ? {} : {port})});
  const {accessKeyId, secretAccessKey} = account;
  return {...served, region: account.regions[0] ?? 'us-east-1', accessKeyId, secretAccessKey, clock, account};
}

import {reasonOf, UsageError} from '../usage-error.ts';
import {print} from './print.ts';
import {exitCodeOfSignal, untilSignal} from './signals.ts';

export type SimulateFlags = {
  readonly port: number | undefined;
  readonly scenario: string;
  readonly seed: number;
  readonly speed: number;
};

/** Serves the simulated account until it is told to stop. */
export async function simulateCommand({port, scenario, seed, speed}: SimulateFlags): Promise<number> {
  const {runningClock} = await import('../simulator/clock.ts');
  const {scenarioStart} = await import('../simulator/scenarios/index.ts');
  const {simulate} = await import('../simulator/start.ts');
  const clock = runningClock(scenarioStart, speed);
  const account = await simulate({scenario, seed, clock, ...(port === undefined ? {} : {port})}).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.syscall !== 'listen') throw error;
      throw new UsageError(`Port ${port} cannot be listened on: ${reasonOf(error)}.`);
    },
  );
  const {endpoint, region, accessKeyId, secretAccessKey} = account;
  await print(`${JSON.stringify({endpoint, region, accessKeyId, secretAccessKey})}\n`);
  const signal = await untilSignal(['SIGINT', 'SIGTERM', 'SIGHUP']);
  await account.close();
  return exitCodeOfSignal(signal);
}

import {onTestFinished} from 'vitest';
import {type MovedClock, stillClock} from '../../source/simulator/clock.ts';
import {scenarioStart} from '../../source/simulator/scenarios/index.ts';
import {type Simulation, simulate} from '../../source/simulator/start.ts';
import {type Recorder, record} from './recorder.ts';

export type Recorded = {
  readonly simulation: Simulation;
  readonly clock: MovedClock;
  readonly recorder: Recorder;
};

/** The simulated account with somebody who writes down what it says, until the test is over. */
export async function recordedAccount(scenario = 'calm'): Promise<Recorded> {
  const clock = stillClock(scenarioStart);
  const simulation = await simulate({scenario, seed: 7, clock, enforceRates: false});
  const recorder = await record(simulation.endpoint);
  onTestFinished(async () => {
    await recorder.close();
    await simulation.close();
  });
  return {simulation, clock, recorder};
}

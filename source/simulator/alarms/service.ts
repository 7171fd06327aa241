import type {Operations} from '../operation.ts';
import {publishedNamespace} from './actions/published.ts';
import {createAlarmOperations} from './operations/index.ts';
import {type AlarmWorldOptions, createAlarmWorld} from './world.ts';

/** The alarms of an account, as the rest of its CloudWatch needs them. */
export type AlarmService = {
  readonly operations: Operations;
  /** The namespace of the metrics that alarms bring about. */
  readonly publishesTo: string;
  /** Whoever reads those waits for this first. */
  readonly settle: () => Promise<void>;
};

export function createAlarmService({
  enforceRates,
  ...options
}: AlarmWorldOptions & {readonly enforceRates: boolean}): AlarmService {
  const world = createAlarmWorld(options);
  return {
    operations: createAlarmOperations(world, {enforceRates}),
    publishesTo: publishedNamespace,
    settle: world.settle,
  };
}

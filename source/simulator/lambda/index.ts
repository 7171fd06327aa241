import type {MetricSource} from '../metric-source.ts';
import type {Operations} from '../operation.ts';
import type {World} from '../world/world.ts';
import {listFunctions} from './functions.ts';
import {listMappings} from './mappings.ts';
import {lambdaMetrics} from './metrics.ts';

/** The Lambda functions of the account, the mappings by which they read its streams, and their metrics. */
export function createLambda(world: World): {
  readonly operations: Operations;
  readonly metrics: MetricSource;
} {
  return {
    operations: {
      ListEventSourceMappings: (input, caller) => listMappings(world, input, caller),
      ListFunctions: (input, caller) => listFunctions(world, input, caller),
    },
    metrics: lambdaMetrics(world),
  };
}

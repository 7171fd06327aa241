import type {MetricSource} from '../metric-source.ts';
import type {Operation, Operations} from '../operation.ts';
import {kinesisMetrics} from './metrics/index.ts';
import {consumerOperations} from './operations/consumers.ts';
import {createOperations} from './operations/create.ts';
import {describeOperations} from './operations/describe.ts';
import {getOperations} from './operations/get.ts';
import {listShardsOperation} from './operations/list-shards.ts';
import {putOperations} from './operations/put.ts';
import {CallCounter} from './operations/rates.ts';
import {reshardOperations} from './operations/reshard.ts';
import {settingsOperations} from './operations/settings.ts';
import {type KinesisOptions, World} from './world.ts';

/** Kinesis Data Streams of the account: its operations, and what it publishes to CloudWatch. */
export function createKinesis(options: KinesisOptions): {
  readonly operations: Operations;
  readonly metrics: MetricSource;
  /** The streams themselves, for who reads them from inside the account. */
  readonly world: World;
} {
  const world = new World(options);
  const counter = new CallCounter(world);
  const operations: Record<string, Operation> = {
    ...describeOperations(world),
    ListShards: listShardsOperation(world),
    ...consumerOperations(world),
    ...reshardOperations(world),
    ...settingsOperations(world),
    ...createOperations(world),
    ...getOperations(world, counter),
    ...putOperations(world),
  };
  const counted = Object.entries(operations).map(([name, operation]): [string, Operation] => [
    name,
    (input, caller) => {
      counter.checkOperation(name, input, caller);
      return operation(input, caller);
    },
  ]);
  return {operations: Object.fromEntries(counted), metrics: kinesisMetrics(world), world};
}

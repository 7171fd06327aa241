import type {Clock} from '../../../clock.ts';
import type {Json, Operation, Operations} from '../../operation.ts';
import type {RestRequest} from '../../rest.ts';
import type {BucketWorld} from '../shape.ts';
import {bucketOperations} from './buckets.ts';
import {configurationOperations} from './configurations.ts';
import {lifecycleOperations} from './lifecycle/index.ts';
import {objectListOperations} from './list/objects.ts';
import {versionListOperations} from './list/versions.ts';
import {objectOperations} from './objects.ts';
import type {S3Operations} from './operation.ts';
import {withRates} from './rates.ts';
import {restoreOperations} from './restore.ts';
import {settingsOperations} from './settings.ts';
import {uploadOperations} from './uploads.ts';

/** S3 of the account, on top of its buckets. `enforceRates` keeps AWS's limits a second. */
export function createS3(
  world: BucketWorld,
  {clock, enforceRates}: {readonly clock: Clock; readonly enforceRates: boolean},
): Operations {
  const operations: S3Operations = {
    ...bucketOperations(world),
    ...settingsOperations(world),
    ...configurationOperations(world),
    ...lifecycleOperations(world),
    ...objectListOperations(world),
    ...versionListOperations(world),
    ...objectOperations(world),
    ...restoreOperations(world),
    ...uploadOperations(world),
  };
  return asOperations(enforceRates ? withRates(clock.now, operations) : operations);
}

const asOperations = (operations: S3Operations): Operations =>
  Object.fromEntries(
    Object.entries(operations).map(([name, run]): [string, Operation] => [
      name,
      (input, caller) => run(asRequest(input), caller),
    ]),
  );

/** The wire makes no other kind of request for S3. */
const asRequest = (input: Json): RestRequest => input as RestRequest;

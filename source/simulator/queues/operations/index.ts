import type {Clock} from '../../../clock.ts';
import type {Operations} from '../../operation.ts';
import type {QueueWorld} from '../shape.ts';
import {attributeOperations} from './attributes.ts';
import {createOperations} from './create.ts';
import {inFlightOperations} from './in-flight.ts';
import {listOperations} from './list.ts';
import {moveOperations} from './moves.ts';
import {purgeOperations} from './purge.ts';
import {withRates} from './rates.ts';
import {receiveOperations} from './receive.ts';
import {sendOperations} from './send.ts';
import {settingsOperations} from './settings.ts';
import {tagOperations} from './tags.ts';

/** SQS of the account, on top of its queues. `enforceRates` keeps AWS's limits a second. */
export function createSqs(
  world: QueueWorld,
  {clock, enforceRates}: {readonly clock: Clock; readonly enforceRates: boolean},
): Operations {
  const operations: Operations = {
    ...listOperations(world),
    ...attributeOperations(world),
    ...settingsOperations(world),
    ...createOperations(world),
    ...tagOperations(world),
    ...sendOperations(world),
    ...receiveOperations(world, clock),
    ...inFlightOperations(world),
    ...purgeOperations(world),
    ...moveOperations(world),
  };
  return enforceRates ? withRates(world, operations) : operations;
}

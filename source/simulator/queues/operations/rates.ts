import {createCallRate} from '../../call-rate.ts';
import {AwsError, type Operation, type Operations} from '../../operation.ts';
import type {QueueWorld} from '../shape.ts';
import {findQueue} from './find.ts';

/** Calls a second of each kind that a FIFO queue takes; a standard queue has no such limit. "Amazon SQS message quotas". */
const fifoCalls = 300;
const limited = [
  'SendMessage',
  'SendMessageBatch',
  'ReceiveMessage',
  'DeleteMessage',
  'DeleteMessageBatch',
  'ChangeMessageVisibility',
  'ChangeMessageVisibilityBatch',
];

/** The operations, with the calls of FIFO queues counted in seconds of the account's clock. */
export function withRates(world: QueueWorld, operations: Operations): Operations {
  const admits = createCallRate(world.now);
  const entries = Object.entries(operations).map(([name, run]): [string, Operation] => [
    name,
    (input, caller) => {
      if (limited.includes(name)) {
        const queue = findQueue(world, input, caller);
        if (queue.fifo && !admits(`${name} ${queue.arn}`, fifoCalls))
          throw new AwsError('RequestThrottled', `Rate exceeded for ${name} on ${queue.name}.`, 403);
      }
      return run(input, caller);
    },
  ]);
  return Object.fromEntries(entries);
}

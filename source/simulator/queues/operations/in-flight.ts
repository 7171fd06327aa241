import type {Json, Operation} from '../../operation.ts';
import type {QueueWorld, SimulatedQueue} from '../shape.ts';
import {eachOf, readEntries} from './batch.ts';
import {badHandle, badValue, lacking} from './errors.ts';
import {findQueue, requiredText} from './find.ts';
import {within} from './numbers.ts';

/** What can be done with a message by whoever received it. */
export const inFlightOperations = (world: QueueWorld): Record<string, Operation> => ({
  DeleteMessage: (input, caller) => deleteMessage(findQueue(world, input, caller), input),
  DeleteMessageBatch: (input, caller) => {
    const queue = findQueue(world, input, caller);
    return eachOf(readEntries(input, 'DeleteMessageBatch'), ({entry}) => deleteMessage(queue, entry));
  },
  ChangeMessageVisibility: (input, caller) => changeVisibility(findQueue(world, input, caller), input),
  ChangeMessageVisibilityBatch: (input, caller) => {
    const queue = findQueue(world, input, caller);
    const entries = readEntries(input, 'ChangeMessageVisibilityBatch');
    return eachOf(entries, ({entry}) => changeVisibility(queue, entry));
  },
});

function deleteMessage(queue: SimulatedQueue, input: Json): Json {
  const handle = requiredText(input, 'ReceiptHandle');
  if (!queue.delete(handle)) throw badHandle(handle);
  return {};
}

function changeVisibility(queue: SimulatedQueue, input: Json): Json {
  const handle = requiredText(input, 'ReceiptHandle');
  const seconds = within(input, 'VisibilityTimeout', [0, 43_200]);
  if (seconds === undefined) throw lacking('VisibilityTimeout');
  const outcome = queue.setVisibility(handle, seconds);
  if (outcome === 'unknown') throw badHandle(handle);
  if (outcome === 'not-in-flight')
    throw badValue(
      handle,
      'ReceiptHandle',
      'Message does not exist or is not available for visibility timeout change.',
    );
  return {};
}

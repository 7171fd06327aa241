import {mostBatchBytes} from '../../../services/queues/limits.ts';
import {objectOf, textOf} from '../../members.ts';
import {AwsError, type Json, type Operation} from '../../operation.ts';
import type {QueueWorld} from '../shape.ts';
import {eachOf, readEntries} from './batch.ts';
import {findQueue} from './find.ts';
import {readMessage, receiptOf} from './message.ts';

export const sendOperations = (world: QueueWorld): Record<string, Operation> => ({
  SendMessage: (input, caller) => {
    const queue = findQueue(world, input, caller);
    const message = readMessage(queue, input);
    return receiptOf(message, queue.send(message));
  },
  SendMessageBatch: (input, caller) => {
    const queue = findQueue(world, input, caller);
    const entries = readEntries(input, 'SendMessageBatch');
    const bytes = entries.reduce((sum, {entry}) => sum + weightOf(entry), 0);
    if (bytes > mostBatchBytes)
      throw new AwsError(
        'BatchRequestTooLong',
        `Batch requests cannot be longer than ${mostBatchBytes} bytes. You have sent ${bytes} bytes.`,
      );
    return eachOf(entries, ({entry}) => {
      const message = readMessage(queue, entry);
      return receiptOf(message, queue.send(message));
    });
  },
});

/** What an entry weighs before anybody knows whether it is any good. */
function weightOf(entry: Json): number {
  const attributes = objectOf(entry, 'MessageAttributes') ?? {};
  return Object.keys(attributes).reduce(
    (sum, name) => {
      const attribute = objectOf(attributes, name) ?? {};
      const texts = [name, textOf(attribute, 'DataType'), textOf(attribute, 'StringValue')];
      const binary = Buffer.byteLength(textOf(attribute, 'BinaryValue') ?? '', 'base64');
      return texts.reduce((bytes, text) => bytes + Buffer.byteLength(text ?? ''), sum + binary);
    },
    Buffer.byteLength(textOf(entry, 'MessageBody') ?? ''),
  );
}

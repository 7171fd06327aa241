import {mostBatchBytes, mostInBatch} from '../limits.ts';
import {type HeldMessage, messageBytes} from './message.ts';

type Sized = Pick<HeldMessage, 'body' | 'attributes' | 'groupId'>;

/**
 * Messages as they can be sent, in their order: ten of a request, no more bytes than a request takes. Of a FIFO
 * queue one of a group at a time: were an earlier one refused, a later one of the same request would pass it.
 */
export function batchesToSend<Message extends Sized>(
  messages: readonly Message[],
  {fifo}: {readonly fifo: boolean},
): readonly (readonly Message[])[] {
  const batches: Message[][] = [];
  let batch: Message[] = [];
  let bytes = 0;
  let groups = new Set<string | undefined>();
  for (const message of messages) {
    const size = messageBytes(message);
    const isFull = batch.length === mostInBatch || bytes + size > mostBatchBytes;
    if (batch.length > 0 && (isFull || (fifo && groups.has(message.groupId)))) {
      batches.push(batch);
      batch = [];
      bytes = 0;
      groups = new Set();
    }
    batch.push(message);
    bytes += size;
    groups.add(message.groupId);
  }
  return batch.length > 0 ? [...batches, batch] : batches;
}

/** In tens, for requests that carry handles alone. */
export function inTens<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  const tens: (readonly Item[])[] = [];
  for (let first = 0; first < items.length; first += mostInBatch)
    tens.push(items.slice(first, first + mostInBatch));
  return tens;
}

import type {Letter} from './letter.ts';
import type {NewMessage} from './shape.ts';

/** A client of the account, as SQS names it. */
const clientId = 'AIDASIMULATEDUSER0001';

/** What a client sent. */
export function clientLetter(message: NewMessage, id: string, deduplicationId: string | undefined): Letter {
  const {body, attributes, traceHeader, groupId} = message;
  return {
    id: () => id,
    content: () => ({body, attributes, traceHeader}),
    bytes: bytesOf(message),
    senderId: clientId,
    reason: undefined,
    groupId,
    deduplicationId: () => deduplicationId,
  };
}

/** Attributes count: their names, types and values. Quotas, "Message size". */
const bytesOf = ({body, attributes}: NewMessage): number =>
  Object.entries(attributes).reduce(
    (sum, [name, {DataType, StringValue = '', BinaryValue = ''}]) =>
      sum +
      name.length +
      DataType.length +
      Buffer.byteLength(StringValue) +
      Buffer.from(BinaryValue, 'base64').length,
    Buffer.byteLength(body),
  );

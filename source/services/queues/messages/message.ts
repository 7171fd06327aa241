import type {Message, MessageAttributeValue} from '@aws-sdk/client-sqs';

/** A message that was received and is hidden from everybody else until `hiddenUntil`, or until it is given back. */
export type HeldMessage = {
  readonly id: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, MessageAttributeValue>>;
  readonly traceHeader: string | undefined;
  /** When it was first sent, in ms since 1970. */
  readonly sentAt: number | undefined;
  /** This receive included. */
  readonly receiveCount: number | undefined;
  /** Standard queues can have groups too. */
  readonly groupId: string | undefined;
  readonly deduplicationId: string | undefined;
  readonly sequenceNumber: string | undefined;
  /** ARN of the queue in which it failed. */
  readonly deadLetterSource: string | undefined;
  /** In ms since 1970, counted from before the request: never later than AWS has it. */
  readonly hiddenUntil: number;
};

/** What AWS answered, in our words; undefined where it cannot be given back or deleted. */
export function heldMessage(message: Message, hiddenUntil: number): HeldMessage | undefined {
  const {MessageId: id, ReceiptHandle: receiptHandle, Attributes: system = {}} = message;
  if (id === undefined || receiptHandle === undefined) return undefined;
  return {
    id,
    receiptHandle,
    body: message.Body ?? '',
    attributes: message.MessageAttributes ?? {},
    traceHeader: system.AWSTraceHeader,
    sentAt: numberOf(system.SentTimestamp),
    receiveCount: numberOf(system.ApproximateReceiveCount),
    groupId: system.MessageGroupId,
    deduplicationId: system.MessageDeduplicationId,
    sequenceNumber: system.SequenceNumber,
    deadLetterSource: system.DeadLetterQueueSourceArn,
    hiddenUntil,
  };
}

function numberOf(text: string | undefined): number | undefined {
  const value = Number(text);
  return text === undefined || text === '' || !Number.isFinite(value) ? undefined : value;
}

/**
 * How much of SQS's limits it takes: body, and the names, types and values of its attributes. The trace header does
 * not count (SendMessage, API reference).
 */
export function messageBytes({body, attributes}: Pick<HeldMessage, 'body' | 'attributes'>): number {
  let bytes = Buffer.byteLength(body);
  for (const [name, {DataType: type, StringValue: text, BinaryValue: binary}] of Object.entries(attributes)) {
    bytes += Buffer.byteLength(name) + Buffer.byteLength(type ?? '');
    bytes += text === undefined ? (binary?.byteLength ?? 0) : Buffer.byteLength(text);
  }
  return bytes;
}

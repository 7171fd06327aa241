import type {HeldMessage} from '../../../../source/services/queues/messages/message.ts';

type More = {
  readonly id?: string;
  readonly attributes?: Readonly<Record<string, string>> | undefined;
  readonly source?: string;
  readonly sentAt?: number;
};

/** A message as it is received; a body that is no text is written as JSON. */
export const message = (
  body: unknown,
  {id = 'one', attributes = {}, source, sentAt}: More = {},
): HeldMessage => ({
  id,
  receiptHandle: `handle of ${id}`,
  body: typeof body === 'string' ? body : JSON.stringify(body),
  attributes: Object.fromEntries(
    Object.entries(attributes).map(([name, text]) => [name, {DataType: 'String', StringValue: text}]),
  ),
  traceHeader: undefined,
  sentAt,
  receiveCount: 1,
  groupId: undefined,
  deduplicationId: undefined,
  sequenceNumber: undefined,
  deadLetterSource: source,
  hiddenUntil: 0,
});

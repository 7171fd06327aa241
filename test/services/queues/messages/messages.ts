import type {HeldMessage} from '../../../../source/services/queues/messages/message.ts';

/** A message as it was received, with what the test is about. */
export const held = (id: string, more: Partial<HeldMessage> = {}): HeldMessage => ({
  id,
  receiptHandle: `handle of ${id}`,
  body: `body of ${id}`,
  attributes: {},
  traceHeader: undefined,
  sentAt: 0,
  receiveCount: 1,
  groupId: undefined,
  deduplicationId: undefined,
  sequenceNumber: undefined,
  deadLetterSource: undefined,
  hiddenUntil: 0,
  ...more,
});

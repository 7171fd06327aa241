import {createHash} from 'node:crypto';
import {objectOf, textOf} from '../../members.ts';
import {AwsError, type Json} from '../../operation.ts';
import type {NewMessage, Sent, SimulatedQueue} from '../shape.ts';
import {badValue, invalid, lacking, notForThisType} from './errors.ts';
import {bytesOf, digestOf, readAttribute, readMessageAttributes} from './message-attributes.ts';
import {within} from './numbers.ts';

const mostDelaySeconds = 900;
/** Letters of a group and of a deduplication id. SendMessage, API reference. */
const idRule = /^[\w!"#$%&'()*+,\-./:;<=>?@[\\\]^`{|}~]{1,128}$/;

/** A message as a request brings it, checked for the queue that it is sent to. */
export function readMessage(queue: SimulatedQueue, input: Json): NewMessage {
  const body = textOf(input, 'MessageBody');
  if (body === undefined || body === '') throw lacking('MessageBody');
  const stranger = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.exec(body);
  if (stranger)
    throw new AwsError(
      'InvalidMessageContents',
      `Invalid binary character '#x${stranger[0].codePointAt(0)?.toString(16).toUpperCase()}' was found in the message body, the set of allowed characters is #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF`,
    );
  const traceHeader = traceHeaderOf(input);
  const message = {body, attributes: readMessageAttributes(input), ...(traceHeader && {traceHeader})};
  const {maximumMessageBytes} = queue.settings();
  if (sizeOf(message) > maximumMessageBytes)
    throw invalid(
      `One or more parameters are invalid. Reason: Message must be shorter than ${maximumMessageBytes} bytes.`,
    );
  return {...message, ...(queue.fifo ? fifoPart(queue, input) : standardPart(input))};
}

function traceHeaderOf(input: Json): string | undefined {
  const system = objectOf(input, 'MessageSystemAttributes') ?? {};
  const other = Object.keys(system).find(name => name !== 'AWSTraceHeader');
  if (other !== undefined) throw invalid(`Message system attribute name '${other}' is invalid.`);
  const given = objectOf(system, 'AWSTraceHeader');
  return given && readAttribute('AWSTraceHeader', given).StringValue;
}

function standardPart(input: Json): Partial<NewMessage> {
  const deduplicationId = textOf(input, 'MessageDeduplicationId');
  if (deduplicationId !== undefined) throw notForThisType(deduplicationId, 'MessageDeduplicationId');
  const rule = `DelaySeconds must be >= 0 and <= ${mostDelaySeconds}.`;
  const delaySeconds = within(input, 'DelaySeconds', [0, mostDelaySeconds], rule);
  // The groups of a standard queue are tenants, for fair queues; they order nothing.
  const groupId = idOf(input, 'MessageGroupId');
  return {...(delaySeconds !== undefined && {delaySeconds}), ...(groupId !== undefined && {groupId})};
}

function fifoPart(queue: SimulatedQueue, input: Json): Partial<NewMessage> {
  if (input.DelaySeconds !== undefined && input.DelaySeconds !== null && input.DelaySeconds !== 0)
    throw notForThisType(input.DelaySeconds, 'DelaySeconds');
  const groupId = idOf(input, 'MessageGroupId');
  if (groupId === undefined) throw lacking('MessageGroupId');
  const deduplicationId = idOf(input, 'MessageDeduplicationId');
  if (deduplicationId === undefined && !queue.settings().contentBasedDeduplication)
    throw invalid(
      'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
    );
  return {groupId, ...(deduplicationId !== undefined && {deduplicationId})};
}

function idOf(input: Json, member: string): string | undefined {
  const id = textOf(input, member);
  if (id === undefined || idRule.test(id)) return id;
  throw badValue(
    id,
    member,
    `${member} can only include alphanumeric and punctuation characters. 1 to 128 in length.`,
  );
}

const sizeOf = ({body, attributes}: Pick<NewMessage, 'body' | 'attributes'>): number =>
  Buffer.byteLength(body) + bytesOf(attributes);

export const md5Of = (text: string): string => createHash('md5').update(text).digest('hex');

/** What the sender is told of a message, so that it can see that it arrived unharmed. */
export function receiptOf({body, attributes, traceHeader}: NewMessage, sent: Sent): Json {
  const ofAttributes = digestOf(attributes);
  const ofSystem =
    traceHeader === undefined
      ? undefined
      : digestOf({AWSTraceHeader: {DataType: 'String', StringValue: traceHeader}});
  return {
    MessageId: sent.messageId,
    MD5OfMessageBody: md5Of(body),
    ...(ofAttributes !== undefined && {MD5OfMessageAttributes: ofAttributes}),
    ...(ofSystem !== undefined && {MD5OfMessageSystemAttributes: ofSystem}),
    ...(sent.sequenceNumber !== undefined && {SequenceNumber: sent.sequenceNumber}),
  };
}

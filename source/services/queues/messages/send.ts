import type {SendMessageBatchRequestEntry} from '@aws-sdk/client-sqs';
import type {Work} from '../../../actions/action.ts';
import type {Problem} from '../../../aws/problem.ts';
import {entryProblem, isCertain} from './entry-problem.ts';
import {type HeldMessage, messageBytes} from './message.ts';

/** What became of one message of a batch. `unknown`: nobody can say whether the queue has it now. */
type SendOutcome<Message> = {
  readonly message: Message;
  readonly is: 'sent' | 'refused' | 'unknown';
};

export type SentBatch<Message> = {
  readonly outcomes: readonly SendOutcome<Message>[];
  /** What was wrong with the whole request. */
  readonly problem: Problem | undefined;
  /** What was wrong with the first message that AWS did not take. */
  readonly refusal: Problem | undefined;
};

type Sendable = Pick<HeldMessage, 'body' | 'attributes' | 'traceHeader' | 'groupId'>;

type Destination = {
  readonly url: string;
  /** Of a FIFO queue, where each message needs one. */
  readonly deduplicationIdOf?: (message: HeldMessage) => string;
};

/** Sends copies with everything that belongs to them, once, and says of each what became of it. */
export async function sendCopies<Message extends HeldMessage>(
  {send}: Pick<Work<unknown>, 'send'>,
  {url, deduplicationIdOf}: Destination,
  messages: readonly Message[],
): Promise<SentBatch<Message>> {
  const bytes = messages.reduce((sum, message) => sum + messageBytes(message), 0);
  const answer = await send({
    operation: 'sqs:SendMessageBatch',
    parameters: {QueueUrl: url, messages: messages.length, bytes},
    send: async ({clients, signal}) => {
      const {SendMessageBatchCommand} = await import('@aws-sdk/client-sqs');
      const client = await clients.sqs();
      const Entries = messages.map((message, index) => ({
        Id: String(index),
        ...copyOf(message),
        ...(deduplicationIdOf && {MessageDeduplicationId: deduplicationIdOf(message)}),
      }));
      return client.send(new SendMessageBatchCommand({QueueUrl: url, Entries}), {abortSignal: signal});
    },
  });
  if (!answer.ok) {
    const is = answer.problem.uncertain ? 'unknown' : 'refused';
    return {outcomes: messages.map(message => ({message, is})), problem: answer.problem, refusal: undefined};
  }
  const {Successful: successful = [], Failed: failed = []} = answer.value;
  const sent = new Set(successful.map(({Id}) => Id));
  const refusals = new Map(failed.map(entry => [entry.Id, entry]));
  const outcomes = messages.map((message, index): SendOutcome<Message> => {
    const id = String(index);
    const refusal = refusals.get(id);
    if (refusal) return {message, is: isCertain(refusal) ? 'refused' : 'unknown'};
    // Neither among those that were sent nor among those that were not: nobody knows.
    return {message, is: sent.has(id) ? 'sent' : 'unknown'};
  });
  const [first] = failed;
  return {outcomes, problem: undefined, refusal: first && entryProblem(first)};
}

/** The message without what SQS gives it anew: id, times, receive count. */
function copyOf({
  body,
  attributes,
  traceHeader,
  groupId,
}: Sendable): Omit<SendMessageBatchRequestEntry, 'Id'> {
  const trace = {AWSTraceHeader: {DataType: 'String', StringValue: traceHeader}};
  return {
    MessageBody: body,
    ...(Object.keys(attributes).length > 0 && {MessageAttributes: attributes}),
    ...(traceHeader !== undefined && {MessageSystemAttributes: trace}),
    ...(groupId !== undefined && {MessageGroupId: groupId}),
  };
}

import type {Clock} from '../../../clock.ts';
import {mostInBatch, mostInFlight} from '../../../services/queues/limits.ts';
import {textOf, textsOf} from '../../members.ts';
import {AwsError, type Caller, type Json, type Operation} from '../../operation.ts';
import type {QueueWorld, Received, SimulatedQueue} from '../shape.ts';
import {noQueue, notForThisType, unknownAttribute} from './errors.ts';
import {findQueue} from './find.ts';
import {md5Of} from './message.ts';
import {chosen, digestOf} from './message-attributes.ts';
import {between, within} from './numbers.ts';

const longestWaitSeconds = 20;
/** Whoever polls long is looked after so often. */
const lookMs = 1000;

/** System attributes of a message, by the name that a receiver asks for. */
const systemAttributes: Readonly<Record<string, (message: Received) => string | undefined>> = {
  SenderId: message => message.senderId,
  SentTimestamp: message => String(Math.floor(message.sentAt)),
  ApproximateReceiveCount: message => String(message.receiveCount),
  ApproximateFirstReceiveTimestamp: message => String(Math.floor(message.firstReceivedAt)),
  SequenceNumber: message => message.sequenceNumber,
  MessageDeduplicationId: message => message.deduplicationId,
  MessageGroupId: message => message.groupId,
  AWSTraceHeader: message => message.traceHeader,
  DeadLetterQueueSourceArn: message => message.deadLetterSource,
};

export const receiveOperations = (world: QueueWorld, clock: Clock): Record<string, Operation> => ({
  ReceiveMessage: async (input, caller) => {
    const queue = findQueue(world, input, caller);
    const settings = queue.settings();
    const most = within(input, 'MaxNumberOfMessages', [1, mostInBatch], between(1, mostInBatch)) ?? 1;
    const visibility = within(input, 'VisibilityTimeout', [0, 43_200]) ?? settings.visibilityTimeoutSeconds;
    const wait = within(input, 'WaitTimeSeconds', [0, longestWaitSeconds]) ?? settings.receiveWaitSeconds;
    const attempt = textOf(input, 'ReceiveRequestAttemptId');
    if (attempt !== undefined && !queue.fifo) throw notForThisType(attempt, 'ReceiveRequestAttemptId');
    const system = systemNames(input);
    const user = textsOf(input, 'MessageAttributeNames') ?? [];

    const received = await poll({
      world,
      clock,
      queue,
      caller,
      wait,
      ask: () => queue.receive(most, visibility),
    });
    if (received.length === 0) return {};
    return {Messages: received.map(message => shapeOf(message, system, user))};
  },
});

type Poll = {
  readonly world: QueueWorld;
  readonly clock: Clock;
  readonly queue: SimulatedQueue;
  readonly caller: Caller;
  readonly wait: number;
  readonly ask: () => readonly Received[];
};

/** Asks until there is something, the wait is over or the client has gone; a clock may stand still meanwhile. */
async function poll({world, clock, queue, caller, wait, ask}: Poll): Promise<readonly Received[]> {
  const deadline = clock.now() + wait * 1000;
  for (let looks = 0; ; looks++) {
    if (world.queue(queue.region, queue.name) !== queue) throw noQueue();
    mustHaveRoom(queue);
    const received = ask();
    const isOver = looks >= wait || clock.now() >= deadline;
    if (received.length > 0 || isOver) return received;
    await clock.sleep(lookMs, caller.signal);
  }
}

/** A FIFO queue with that many in flight gives nothing, and no error. */
function mustHaveRoom(queue: SimulatedQueue): void {
  if (!queue.fifo && queue.depth().inFlight >= mostInFlight)
    throw new AwsError(
      'OverLimit',
      `The maximum number of messages in flight has been reached: ${mostInFlight}.`,
      403,
    );
}

/** The names under either member, the newer and the older one. */
function systemNames(input: Json): readonly string[] {
  const named = [
    ...(textsOf(input, 'MessageSystemAttributeNames') ?? []),
    ...(textsOf(input, 'AttributeNames') ?? []),
  ];
  const unknown = named.find(name => name !== 'All' && !Object.hasOwn(systemAttributes, name));
  if (unknown !== undefined) throw unknownAttribute(unknown);
  return named.includes('All') ? Object.keys(systemAttributes) : [...new Set(named)];
}

function shapeOf(message: Received, system: readonly string[], user: readonly string[]): Json {
  const attributes = system.flatMap(name => {
    const value = systemAttributes[name]?.(message);
    return value === undefined ? [] : [[name, value] as const];
  });
  const own = chosen(message.attributes, user);
  const digest = digestOf(own);
  return {
    MessageId: message.messageId,
    ReceiptHandle: message.receiptHandle,
    MD5OfBody: md5Of(message.body),
    Body: message.body,
    ...(attributes.length > 0 && {Attributes: Object.fromEntries(attributes)}),
    ...(digest !== undefined && {MD5OfMessageAttributes: digest, MessageAttributes: own}),
  };
}

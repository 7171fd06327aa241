import {textsOf} from '../../members.ts';
import type {Operation} from '../../operation.ts';
import type {QueueWorld, SimulatedQueue} from '../shape.ts';
import {unknownAttribute} from './errors.ts';
import {findQueue} from './find.ts';

type Attribute = (queue: SimulatedQueue) => string | undefined;

const seconds = (ms: number): string => String(Math.floor(ms / 1000));

/** Every attribute that a queue of either type has; undefined: not set. */
const ofAll: Readonly<Record<string, Attribute>> = {
  QueueArn: queue => queue.arn,
  ApproximateNumberOfMessages: queue => String(queue.depth().visible),
  ApproximateNumberOfMessagesNotVisible: queue => String(queue.depth().inFlight),
  ApproximateNumberOfMessagesDelayed: queue => String(queue.depth().delayed),
  CreatedTimestamp: queue => seconds(queue.createdAt),
  LastModifiedTimestamp: queue => seconds(queue.modifiedAt()),
  VisibilityTimeout: queue => String(queue.settings().visibilityTimeoutSeconds),
  MaximumMessageSize: queue => String(queue.settings().maximumMessageBytes),
  MessageRetentionPeriod: queue => String(queue.settings().retentionSeconds),
  DelaySeconds: queue => String(queue.settings().delaySeconds),
  ReceiveMessageWaitTimeSeconds: queue => String(queue.settings().receiveWaitSeconds),
  Policy: queue => queue.settings().policy,
  RedrivePolicy: queue => {
    const {deadLetter} = queue.settings();
    return deadLetter === undefined
      ? undefined
      : JSON.stringify({deadLetterTargetArn: deadLetter.arn, maxReceiveCount: deadLetter.maxReceiveCount});
  },
  RedriveAllowPolicy: queue => queue.settings().redriveAllow,
  KmsMasterKeyId: queue => queue.settings().kmsKey,
  KmsDataKeyReusePeriodSeconds: queue => (queue.settings().kmsKey === undefined ? undefined : '300'),
  SqsManagedSseEnabled: queue => String(queue.settings().managedSse),
};

const ofFifo: Readonly<Record<string, Attribute>> = {
  FifoQueue: () => 'true',
  ContentBasedDeduplication: queue => String(queue.settings().contentBasedDeduplication),
  DeduplicationScope: () => 'queue',
  FifoThroughputLimit: () => 'perQueue',
};

export const attributeOperations = (world: QueueWorld): Record<string, Operation> => ({
  GetQueueAttributes: (input, caller) => {
    const names = textsOf(input, 'AttributeNames') ?? [];
    const Attributes = attributesOf(findQueue(world, input, caller), names);
    return Object.keys(Attributes).length > 0 ? {Attributes} : {};
  },
});

/** Nothing but what is named. An attribute that queues of its type do not have is refused. */
function attributesOf(queue: SimulatedQueue, names: readonly string[]): Record<string, string> {
  const known = queue.fifo ? {...ofAll, ...ofFifo} : ofAll;
  const asked = names.includes('All') ? Object.keys(known) : names;
  const found = asked.flatMap(name => {
    const attribute = Object.hasOwn(known, name) ? known[name] : undefined;
    if (!attribute) throw unknownAttribute(name);
    const value = attribute(queue);
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(found);
}

import {queueArn} from '../../arns.ts';
import {textMapOf} from '../../members.ts';
import {AwsError, type Caller, type Json, type Operation} from '../../operation.ts';
import type {QueueSettings, QueueWorld, SimulatedQueue} from '../shape.ts';
import {invalid} from './errors.ts';
import {findQueue, requiredText, urlOf} from './find.ts';
import {readSettings} from './settings.ts';
import {addTags} from './tags.ts';

/** A name is free again so long after its queue was deleted. CreateQueue, API reference. */
const deletedForMs = 60_000;

/** What a queue has that nobody said anything about. CreateQueue, API reference. */
const defaults: QueueSettings = {
  visibilityTimeoutSeconds: 30,
  retentionSeconds: 345_600,
  delaySeconds: 0,
  receiveWaitSeconds: 0,
  maximumMessageBytes: 1_048_576,
  contentBasedDeduplication: false,
  kmsKey: undefined,
  managedSse: true,
  deadLetter: undefined,
  redriveAllow: undefined,
  policy: undefined,
};

export function createOperations(world: QueueWorld): Record<string, Operation> {
  const deleted = new Map<string, number>();
  return {
    CreateQueue: (input, caller) => {
      const {name, fifo} = readName(input);
      const arn = queueArn(name, caller);
      const changes = readSettings(world, input, caller, {fifo, arn});
      const existing = world.queue(caller.region, name);
      if (existing) {
        mustBeAlike(existing, changes);
        return {QueueUrl: urlOf(existing, caller)};
      }
      if (world.now() < (deleted.get(arn) ?? Number.NEGATIVE_INFINITY) + deletedForMs)
        throw new AwsError(
          'QueueDeletedRecently',
          'You must wait 60 seconds after deleting a queue before you can create another with the same name.',
        );
      const queue = world.create(caller.region, name, {...defaults, ...changes});
      addTags(queue, textMapOf(input, 'tags') ?? textMapOf(input, 'Tags'));
      return {QueueUrl: urlOf(queue, caller)};
    },
    DeleteQueue: (input, caller: Caller) => {
      const queue = findQueue(world, input, caller);
      deleted.set(queue.arn, world.now());
      world.remove(queue);
      return {};
    },
  };
}

function readName(input: Json): {readonly name: string; readonly fifo: boolean} {
  const name = requiredText(input, 'QueueName');
  const fifo = textMapOf(input, 'Attributes')?.get('FifoQueue') === 'true';
  const isGood = name.length <= 80 && (fifo ? /^[\w-]+\.fifo$/ : /^[\w-]+$/).test(name);
  if (isGood) return {name, fifo};
  throw invalid(
    fifo
      ? 'The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.'
      : 'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
  );
}

/** Who creates a queue that is there gets it, unless it is another one. */
function mustBeAlike(queue: SimulatedQueue, changes: Partial<QueueSettings>): void {
  const settings: Json = queue.settings();
  const other = Object.entries(changes).find(
    ([name, value]) => JSON.stringify(settings[name]) !== JSON.stringify(value),
  );
  if (other)
    throw new AwsError(
      'QueueNameExists',
      `A queue already exists with the same name and a different value for attribute ${attributeOf[other[0] as keyof QueueSettings]}`,
    );
}

const attributeOf: Readonly<Record<keyof QueueSettings, string>> = {
  visibilityTimeoutSeconds: 'VisibilityTimeout',
  retentionSeconds: 'MessageRetentionPeriod',
  delaySeconds: 'DelaySeconds',
  receiveWaitSeconds: 'ReceiveMessageWaitTimeSeconds',
  maximumMessageBytes: 'MaximumMessageSize',
  contentBasedDeduplication: 'ContentBasedDeduplication',
  kmsKey: 'KmsMasterKeyId',
  managedSse: 'SqsManagedSseEnabled',
  deadLetter: 'RedrivePolicy',
  redriveAllow: 'RedriveAllowPolicy',
  policy: 'Policy',
};

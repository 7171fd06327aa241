import {purgeEverySeconds} from '../../../services/queues/limits.ts';
import {AwsError, type Operation} from '../../operation.ts';
import type {QueueWorld} from '../shape.ts';
import {findQueue} from './find.ts';

export const purgeOperations = (world: QueueWorld): Record<string, Operation> => ({
  PurgeQueue: (input, caller) => {
    const queue = findQueue(world, input, caller);
    const purgedAt = queue.purgedAt();
    if (purgedAt !== undefined && world.now() < purgedAt + purgeEverySeconds * 1000)
      throw new AwsError(
        'PurgeQueueInProgress',
        `Only one PurgeQueue operation on ${queue.name} is allowed every ${purgeEverySeconds} seconds.`,
        403,
      );
    queue.purge();
    return {};
  },
});

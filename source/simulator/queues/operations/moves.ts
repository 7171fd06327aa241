import {mostListedTasks, mostMovesPerSecond, mostTasks} from '../../../services/queues/limits.ts';
import {textOf} from '../../members.ts';
import {AwsError, type Caller, type Json, type Operation} from '../../operation.ts';
import type {Move, QueueWorld, SimulatedQueue} from '../shape.ts';
import {invalid, notFound} from './errors.ts';
import {queueOfArn, requiredText, sourcesOf} from './find.ts';
import {between, within} from './numbers.ts';

export const moveOperations = (world: QueueWorld): Record<string, Operation> => ({
  StartMessageMoveTask: (input, caller) => ({TaskHandle: start(world, input, caller).handle}),
  ListMessageMoveTasks: (input, caller) => {
    const most = within(input, 'MaxResults', [1, mostListedTasks], between(1, mostListedTasks)) ?? 1;
    const source = existing(world, requiredText(input, 'SourceArn'), 'SourceArn', caller);
    return {Results: world.moves(source).slice(0, most).map(shapeOf)};
  },
  CancelMessageMoveTask: input => {
    const handle = requiredText(input, 'TaskHandle');
    const move = world.moveWithHandle(handle);
    if (!move && !isHandle(handle)) throw invalid('Value for parameter TaskHandle is invalid.');
    if (move?.status() !== 'RUNNING') throw notFound('Task does not exist.');
    world.cancelMove(move);
    return {ApproximateNumberOfMessagesMoved: move.moved()};
  },
});

function start(world: QueueWorld, input: Json, caller: Caller): Move {
  const source = existing(world, requiredText(input, 'SourceArn'), 'SourceArn', caller);
  if (sourcesOf(world, source).length === 0)
    throw invalid('Source queue must be configured as a Dead Letter Queue.');
  const to = textOf(input, 'DestinationArn');
  const destination = to === undefined ? undefined : existing(world, to, 'DestinationArn', caller);
  if (destination && destination.fifo !== source.fifo)
    throw invalid('The destination queue must be of the same type as the source queue.');
  if (destination === source) throw invalid('Source queue arn and destination queue arn cannot be the same.');
  const rule = between(1, mostMovesPerSecond);
  const perSecond = within(input, 'MaxNumberOfMessagesPerSecond', [1, mostMovesPerSecond], rule);
  if (world.moves(source).some(isActive))
    throw invalid(
      'There is already a task running. Only one active task is allowed for a source queue arn at a given time.',
    );
  const active = world.queuesOf(caller.region).flatMap(queue => world.moves(queue).filter(isActive));
  if (active.length >= mostTasks)
    throw new AwsError(
      'UnsupportedOperation',
      `There are already ${mostTasks} active tasks, which is the most that an account can have.`,
    );
  return world.startMove({source, destination, perSecond});
}

function existing(world: QueueWorld, arn: string, member: string, caller: Caller): SimulatedQueue {
  const queue = queueOfArn(world, arn, caller);
  if (!queue) throw notFound(`The resource that you specified for the ${member} parameter doesn't exist.`);
  return queue;
}

const isActive = (move: Move): boolean => move.status() === 'RUNNING' || move.status() === 'CANCELLING';

/** AWS's handles are base64 of the task's id and its source. */
function isHandle(text: string): boolean {
  try {
    const handle: unknown = JSON.parse(Buffer.from(text, 'base64').toString('utf8'));
    return typeof handle === 'object' && handle !== null && 'taskId' in handle && 'sourceArn' in handle;
  } catch {
    return false;
  }
}

function shapeOf(move: Move): Json {
  const status = move.status();
  const failure = move.failure();
  return {
    ...(status === 'RUNNING' && {TaskHandle: move.handle}),
    Status: status,
    SourceArn: move.source.arn,
    ...(move.destination && {DestinationArn: move.destination.arn}),
    ...(move.perSecond !== undefined && {MaxNumberOfMessagesPerSecond: move.perSecond}),
    ApproximateNumberOfMessagesMoved: move.moved(),
    ApproximateNumberOfMessagesToMove: move.total,
    ...(failure !== undefined && {FailureReason: failure}),
    StartedTimestamp: Math.floor(move.startedAt),
  };
}

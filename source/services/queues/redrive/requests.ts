import type {
  CancelMessageMoveTaskCommandOutput,
  StartMessageMoveTaskCommandOutput,
} from '@aws-sdk/client-sqs';
import type {Request} from '../../../actions/action.ts';
import type {Session} from '../../../aws/session.ts';
import type {MoveTask} from '../facts.ts';

export type Move = {
  readonly source: string;
  /** ARN; undefined where each message goes back to where it came from. */
  readonly destination: string | undefined;
  readonly perSecond: number;
};

export function startMove({
  source,
  destination,
  perSecond,
}: Move): Request<StartMessageMoveTaskCommandOutput> {
  const input = {
    SourceArn: source,
    MaxNumberOfMessagesPerSecond: perSecond,
    ...(destination === undefined ? {} : {DestinationArn: destination}),
  };
  return {
    operation: 'sqs:StartMessageMoveTask',
    parameters: input,
    send: async ({clients, signal}) => {
      const {StartMessageMoveTaskCommand} = await import('@aws-sdk/client-sqs');
      const client = await clients.sqs();
      return client.send(new StartMessageMoveTaskCommand(input), {abortSignal: signal});
    },
    names: ({TaskHandle}) => TaskHandle,
  };
}

/** Its answer says how many were moved. */
export function cancelMove(source: string, handle: string): Request<CancelMessageMoveTaskCommandOutput> {
  return {
    operation: 'sqs:CancelMessageMoveTask',
    // A handle is long and says nothing.
    parameters: {SourceArn: source},
    send: async ({clients, signal}) => {
      const {CancelMessageMoveTaskCommand} = await import('@aws-sdk/client-sqs');
      const client = await clients.sqs();
      return client.send(new CancelMessageMoveTaskCommand({TaskHandle: handle}), {abortSignal: signal});
    },
  };
}

/**
 * The tasks of a queue after a start that nobody answered. Sent as a part of the action, so that it may cancel the
 * task that it finds to be its own.
 */
export function findMove(
  session: Session,
  source: string,
  isOwn: (task: MoveTask) => boolean,
): Request<readonly MoveTask[]> {
  return {
    operation: 'sqs:ListMessageMoveTasks',
    parameters: {SourceArn: source},
    send: async () => {
      const {readTasks} = await import('../requests.ts');
      return readTasks(session, source);
    },
    names: tasks => tasks.find(task => task.status === 'RUNNING' && isOwn(task))?.handle,
  };
}

import {existsSync} from 'node:fs';
import type {ActionTarget} from '../../../actions/plan.ts';
import type {Outcome} from '../../../aws/problem.ts';
import type {Session} from '../../../aws/session.ts';
import type {MoveTask, QueueAttributes} from '../facts.ts';
import {queueUrl} from '../messages/queue-url.ts';
import {runningTask} from '../redrive/facts.ts';
import {readTasksOf} from '../redrive/gather/gather.ts';
import {purgesOf} from './memory.ts';
import type {PurgeOptions} from './options.ts';

/** What a purge stands on, read at one time. */
export type PurgeFacts = {
  readonly asOf: number;
  readonly url: string;
  readonly attributes: QueueAttributes;
  /** The redrive that runs on it; a problem when nobody can tell. */
  readonly task: Outcome<MoveTask | undefined>;
  /** When this program purged it last. */
  readonly purgedAt: number | undefined;
  /** A file of that name is there already. */
  readonly isTaken: boolean;
};

export async function gatherPurge(
  session: Session,
  {arn, resource}: ActionTarget,
  {save}: PurgeOptions,
): Promise<Outcome<PurgeFacts>> {
  const {readAttributes} = await import('../requests.ts');
  const found = await session.attempt('sqs:GetQueueUrl', () => queueUrl(session, resource));
  if (!found.ok) return found;
  const url = found.value;
  const [attributes, tasks] = await Promise.all([
    session.attempt('sqs:GetQueueAttributes', () => readAttributes(session, url)),
    readTasksOf(session, arn),
  ]);
  if (!attributes.ok) return attributes;
  return {
    ok: true,
    value: {
      asOf: session.clock.now(),
      url,
      attributes: attributes.value,
      task: tasks.ok ? {ok: true, value: runningTask({tasks: tasks.value})} : tasks,
      purgedAt: purgesOf(session).get(arn),
      isTaken: save !== undefined && existsSync(save),
    },
  };
}

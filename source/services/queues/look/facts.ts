import {existsSync} from 'node:fs';
import {dirname} from 'node:path';
import type {Outcome} from '../../../aws/problem.ts';
import type {Session} from '../../../aws/session.ts';
import {MetricPlanner} from '../../../metrics/planner.ts';
import type {MoveTask, QueueAttributes} from '../facts.ts';
import {queueUrl} from '../messages/queue-url.ts';
import type {Look} from '../model.ts';
import {readAttributes, readDeadLetterSources, readTasks} from '../requests.ts';
import {looksOf} from './memory.ts';
import type {LookOptions} from './options.ts';

/** What has to be known before messages are received that others wait for. */
export type LookFacts = {
  readonly url: string;
  readonly attributes: QueueAttributes;
  /** ARNs of the queues whose failed messages come here; undefined when nobody could say. */
  readonly sources: readonly string[] | undefined;
  /** A move task that runs now. */
  readonly task: MoveTask | undefined;
  /** Messages deleted in the last minutes; undefined when nobody could say. */
  readonly deleted: number | undefined;
  /** What is in the way of writing to the file that was named. */
  readonly saveRefused: string | undefined;
  /** The newest look that is remembered. */
  readonly look: Look | undefined;
};

/** In these minutes a consumer that lives deletes something. */
export const deletedWithinSeconds = 15 * 60;

export async function gatherLookFacts(
  session: Session,
  {arn, resource}: {readonly arn: string; readonly resource: string},
  {save}: LookOptions,
): Promise<Outcome<LookFacts>> {
  const url = await session.attempt('sqs:GetQueueUrl', () => queueUrl(session, resource));
  if (!url.ok) return url;
  const [attributes, sources, tasks, deleted] = await Promise.all([
    session.attempt('sqs:GetQueueAttributes', () => readAttributes(session, url.value)),
    session.attempt('sqs:ListDeadLetterSourceQueues', () => readDeadLetterSources(session, url.value)),
    session.attempt('sqs:ListMessageMoveTasks', () => readTasks(session, arn)),
    readDeleted(session, resource),
  ]);
  if (!attributes.ok) return attributes;
  return {
    ok: true,
    value: {
      url: url.value,
      attributes: attributes.value,
      sources: sources.ok ? sources.value : undefined,
      // Who may not list tasks, or of a queue that has none, still may look.
      task: tasks.ok ? tasks.value.find(({status}) => status === 'RUNNING') : undefined,
      deleted,
      saveRefused: save === undefined ? undefined : refusalOf(save),
      look: looksOf(session).all(session.clock.now()).get(arn),
    },
  };
}

/** No data is a queue that nobody uses: nothing was deleted. */
async function readDeleted(session: Session, name: string): Promise<number | undefined> {
  const ask = {
    namespace: 'AWS/SQS',
    name: 'NumberOfMessagesDeleted',
    dimensions: {QueueName: name},
    statistic: 'Sum',
    periodSeconds: 60,
    windowSeconds: deletedWithinSeconds,
  } as const;
  const planner = new MetricPlanner(session, Number.POSITIVE_INFINITY);
  planner.want([ask]);
  await planner.flush(() => {});
  const {points, missing} = planner.book(ask);
  return missing === undefined ? points.reduce((sum, {value}) => sum + value, 0) : undefined;
}

function refusalOf(path: string): string | undefined {
  if (existsSync(path)) return `${path} is there already, and nothing is written over.`;
  return existsSync(dirname(path)) ? undefined : `There is no folder ${dirname(path)}.`;
}

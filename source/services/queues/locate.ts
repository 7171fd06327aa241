import type {Outcome} from '../../aws/problem.ts';
import type {Session} from '../../aws/session.ts';
import {didYouMean} from '../../text/nearest.ts';
import type {Located} from '../service.ts';

/** The queue of that name, ARN or URL; a queue has no parts. */
export async function locate(
  session: Session,
  name: string,
  part: string | undefined,
): Promise<Outcome<Located>> {
  if (part !== undefined) {
    const sentence = `A queue has no parts: leave "${part}" out.`;
    return {ok: false, problem: {missing: 'failed', code: 'NoParts', sentence}};
  }
  const {listQueues} = await import('./requests.ts');
  const queues = await session.attempt('sqs:ListQueues', () => listQueues(session));
  if (!queues.ok) return queues;
  const queue = queues.value.find(listed => [listed.name, listed.arn, listed.url].includes(name));
  if (!queue) {
    const names = queues.value.map(listed => listed.name);
    const sentence = `There is no queue named ${name} in ${session.region}.${didYouMean(name, names)}`;
    return {ok: false, problem: {missing: 'failed', code: 'QueueDoesNotExist', sentence}};
  }
  return {ok: true, value: {arn: queue.arn, resource: queue.name}};
}

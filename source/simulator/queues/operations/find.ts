import {textOf} from '../../members.ts';
import type {Caller, Json} from '../../operation.ts';
import type {QueueWorld, SimulatedQueue} from '../shape.ts';
import {lacking, noQueue} from './errors.ts';

/** A queue is known by the path of its URL: whatever host and scheme the client found before it. */
const inUrl = /(?:^|\/)(\d{12})\/([^/\s]+)\/?$/;
const inArn = /^arn:aws[^:]*:sqs:([^:]+):(\d{12}):([^:\s]+)$/;

export function requiredText(input: Json, member: string): string {
  const text = textOf(input, member);
  if (text === undefined || text === '') throw lacking(member);
  return text;
}

/** The queue that a request means. */
export function findQueue(world: QueueWorld, input: Json, caller: Caller): SimulatedQueue {
  const [, account, name = ''] = inUrl.exec(requiredText(input, 'QueueUrl')) ?? [];
  const queue = account === caller.accountId ? world.queue(caller.region, name) : undefined;
  if (!queue) throw noQueue();
  return queue;
}

/** The queue of an ARN, if it is one of the caller's own in this region. */
export function queueOfArn(
  world: QueueWorld,
  arn: string,
  {accountId, region}: Pick<Caller, 'accountId' | 'region'>,
): SimulatedQueue | undefined {
  const [, named, account, name = ''] = inArn.exec(arn) ?? [];
  return named === region && account === accountId ? world.queue(region, name) : undefined;
}

/**
 * A queue's URL as AWS gives it, the same whatever port the account listens on. Clients that were told an endpoint ask
 * there, whatever the URL says, and a URL is recognised by its path.
 */
export const urlOf = (queue: Pick<SimulatedQueue, 'name'>, {region, accountId}: Caller): string =>
  `https://sqs.${region}.amazonaws.com/${accountId}/${queue.name}`;

/** Queues whose failed messages come to this one. */
export const sourcesOf = (world: QueueWorld, queue: SimulatedQueue): readonly SimulatedQueue[] =>
  world.queuesOf(queue.region).filter(each => each.settings().deadLetter?.arn === queue.arn);

import {numberOf, textOf} from '../../members.ts';
import type {Caller, Json, Operation} from '../../operation.ts';
import {openToken, sealToken} from '../../sealed-token.ts';
import type {QueueWorld, SimulatedQueue} from '../shape.ts';
import {badValue, noQueue} from './errors.ts';
import {findQueue, requiredText, sourcesOf, urlOf} from './find.ts';
import {between, within} from './numbers.ts';

/** A list ends here, without a word, unless a number was asked for. ListQueues, API reference. */
const mostListed = 1000;

export const listOperations = (world: QueueWorld): Record<string, Operation> => ({
  ListQueues: (input, caller) => {
    const prefix = textOf(input, 'QueueNamePrefix') ?? '';
    const found = world.queuesOf(caller.region).filter(queue => queue.name.startsWith(prefix));
    const {urls, next} = pageOf(found, {prefix}, input, caller);
    return {...(urls.length > 0 && {QueueUrls: urls}), ...next};
  },
  ListDeadLetterSourceQueues: (input, caller) => {
    const queue = findQueue(world, input, caller);
    const {urls, next} = pageOf(sourcesOf(world, queue), {of: queue.name}, input, caller);
    return {queueUrls: urls, ...next};
  },
  GetQueueUrl: (input, caller) => {
    const name = requiredText(input, 'QueueName');
    const owner = textOf(input, 'QueueOwnerAWSAccountId') ?? caller.accountId;
    const queue = owner === caller.accountId ? world.queue(caller.region, name) : undefined;
    if (!queue) throw noQueue();
    return {QueueUrl: urlOf(queue, caller)};
  },
});

function pageOf(queues: readonly SimulatedQueue[], question: Json, input: Json, caller: Caller) {
  const isPaged = numberOf(input, 'MaxResults') !== undefined;
  const most = within(input, 'MaxResults', [1, mostListed], between(1, mostListed)) ?? mostListed;
  const token = textOf(input, 'NextToken');
  const place = openToken(token, question, () => badValue(token, 'NextToken', 'It is none of this list.'));
  const after = typeof place?.after === 'string' ? place.after : '';
  const left = queues.filter(queue => queue.name > after);
  const page = left.slice(0, most);
  const last = page.at(-1);
  const isCut = isPaged && last !== undefined && left.length > page.length;
  return {
    urls: page.map(queue => urlOf(queue, caller)),
    next: isCut ? {NextToken: sealToken({after: last.name}, question)} : {},
  };
}

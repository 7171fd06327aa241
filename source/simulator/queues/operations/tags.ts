import {textMapOf, textsOf} from '../../members.ts';
import type {Operation} from '../../operation.ts';
import type {QueueWorld, SimulatedQueue} from '../shape.ts';
import {invalid, lacking} from './errors.ts';
import {findQueue} from './find.ts';

const mostTags = 50;

export const tagOperations = (world: QueueWorld): Record<string, Operation> => ({
  ListQueueTags: (input, caller) => {
    const {tags} = findQueue(world, input, caller);
    return tags.size > 0 ? {Tags: Object.fromEntries(tags)} : {};
  },
  TagQueue: (input, caller) => {
    const queue = findQueue(world, input, caller);
    const tags = textMapOf(input, 'Tags');
    if (tags === undefined) throw lacking('Tags');
    addTags(queue, tags);
    return {};
  },
  UntagQueue: (input, caller) => {
    const queue = findQueue(world, input, caller);
    const keys = textsOf(input, 'TagKeys');
    if (keys === undefined) throw lacking('TagKeys');
    for (const key of keys) queue.tags.delete(key);
    return {};
  },
});

export function addTags(queue: SimulatedQueue, tags: ReadonlyMap<string, string> = new Map()): void {
  const added = [...tags.keys()].filter(key => !queue.tags.has(key));
  if (queue.tags.size + added.length > mostTags)
    throw invalid(`Too many tags added for queue ${queue.name}.`);
  for (const [key, value] of tags) queue.tags.set(key, value);
}

import {defineAction} from '../../../actions/action.ts';
import {formatCount} from '../../../text/number.ts';
import {depthOf} from '../dead-letters.ts';
import type {Queue} from '../model.ts';
import {gatherPurge, type PurgeFacts} from './facts.ts';
import {type PurgeOptions, parsePurge, purgeOptions} from './options.ts';
import {planPurge} from './plan.ts';
import {runPurge} from './run.ts';

/** Empties a queue for good: from the palette and `act` only, and never without a word about saving. */
export const purge = defineAction<Queue, PurgeFacts, PurgeOptions>({
  id: 'queues.purge',
  key: undefined,
  title: 'Purge queue',
  describe: 'Removes every message for good, after saving them into a file or saying that they may go.',
  on: 'resource',
  options: purgeOptions,
  needs: [
    'sqs:PurgeQueue',
    'sqs:ReceiveMessage',
    'sqs:ChangeMessageVisibility',
    'sqs:GetQueueAttributes',
    'sqs:GetQueueUrl',
    'sqs:ListMessageMoveTasks',
  ],
  sends: ['sqs:PurgeQueue', 'sqs:ReceiveMessage', 'sqs:ChangeMessageVisibilityBatch'],
  available: ({visible, inFlight, delayed}) =>
    visible === 0 && inFlight === 0 && delayed === 0 ? 'It is empty' : true,
  parse: parsePurge,
  gather: gatherPurge,
  plan: planPurge,
  run: ({target}, facts, options, work) => runPurge(target, facts, options, work),
  prove: (before, after) => {
    const left = depthOf(after.attributes);
    return {
      before: {messages: countText(depthOf(before.attributes))},
      after: {messages: countText(left)},
      verdict: left === 0 ? 'It is empty.' : 'It is not empty: look at what is there.',
      helped: left === undefined ? undefined : left === 0,
    };
  },
});

const countText = (count: number | undefined): string =>
  count === undefined ? 'unknown' : formatCount(count);

import {defineAction} from '../../../actions/action.ts';
import type {Queue} from '../model.ts';
import {gatherPick, type PickFacts} from './facts.ts';
import {type PickOptions, parsePick, pickOptions} from './options.ts';
import {planPick} from './planning/plan.ts';
import {prove} from './prove.ts';
import {runPick} from './running/run.ts';

/** Takes only the messages of one failure out of a queue: each is copied before it is deleted. */
export const pick = defineAction<Queue, PickFacts, PickOptions>({
  id: 'queues.pick',
  key: 'o',
  title: 'Only this group',
  describe: 'Moves only the messages of one group or pattern back to where they failed, or into a file.',
  on: 'resource',
  options: pickOptions,
  needs: [
    'sqs:ReceiveMessage',
    'sqs:SendMessage',
    'sqs:DeleteMessage',
    'sqs:ChangeMessageVisibility',
    'sqs:GetQueueAttributes',
    'sqs:GetQueueUrl',
    'sqs:ListDeadLetterSourceQueues',
    'sqs:ListMessageMoveTasks',
  ],
  sends: [
    'sqs:ReceiveMessage',
    'sqs:SendMessageBatch',
    'sqs:DeleteMessageBatch',
    'sqs:ChangeMessageVisibilityBatch',
  ],
  available: ({redrive, visible, inFlight}) => {
    if (redrive?.status === 'RUNNING' || redrive?.status === 'CANCELLING') {
      return 'A redrive is running: it and a pick would take the same messages';
    }
    return visible === 0 && inFlight === 0 ? 'It is empty' : true;
  },
  parse: parsePick,
  gather: gatherPick,
  plan: planPick,
  run: ({target}, facts, options, work) => runPick(target, facts, options, work),
  prove,
});

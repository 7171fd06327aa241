import {defineAction} from '../../../actions/action.ts';
import type {Queue} from '../model.ts';
import type {RedriveFacts} from './facts.ts';
import {gatherRedrive} from './gather/gather.ts';
import {optionDefinitions, parseOptions, type RedriveOptions} from './options.ts';
import {planRedrive} from './planning/plan.ts';
import {proveRedrive} from './prove.ts';
import {runRedrive} from './running/run.ts';

export const redrive = defineAction<Queue, RedriveFacts, RedriveOptions>({
  id: 'queues.redrive',
  key: 'd',
  title: 'Redrive',
  describe: 'Moves the messages of a dead-letter queue back: a few first, watched, then the rest, guarded.',
  on: 'resource',
  options: optionDefinitions,
  needs: [
    'sqs:StartMessageMoveTask',
    'sqs:CancelMessageMoveTask',
    'sqs:ListMessageMoveTasks',
    'sqs:GetQueueUrl',
    'sqs:GetQueueAttributes',
    'sqs:ListDeadLetterSourceQueues',
    'sqs:ReceiveMessage',
    'sqs:DeleteMessage',
    'sqs:SendMessage',
    'cloudwatch:GetMetricData',
  ],
  sends: ['sqs:StartMessageMoveTask', 'sqs:CancelMessageMoveTask'],
  available: queue => queue.redriveRefused ?? true,
  parse: parseOptions,
  gather: (session, target, {to}) => gatherRedrive(session, target, to),
  plan: planRedrive,
  run: runRedrive,
  prove: (before, after) => proveRedrive(before, after),
});

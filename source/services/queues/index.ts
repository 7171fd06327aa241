import {defineService} from '../service.ts';
import {queueActions} from './actions.ts';
import {asks} from './all-asks.ts';
import {isGone} from './dead-letters.ts';
import type {QueueFacts} from './facts.ts';
import {judge} from './judge.ts';
import {locate} from './locate.ts';
import type {Queue} from './model.ts';
import {read} from './read.ts';
import {thresholdNames, thresholdsWith} from './thresholds.ts';

export const queues = defineService<QueueFacts, Queue>({
  id: 'queues',
  title: 'Queues',
  list: 'queues',
  thresholds: thresholdNames,
  actions: queueActions,
  locate,
  report: async () => (await import('./report.ts')).queuesReport,
  needs: ['sqs:ListQueues', 'sqs:GetQueueAttributes', 'sqs:ListMessageMoveTasks'],
  read,
  asks,
  judge: (facts, context) => judge(facts, {...context, thresholds: thresholdsWith(context.thresholds)}),
  root: facts => facts.queues,
  *details({details}) {
    for (const {attributes, tasks} of details.values()) {
      for (const known of [attributes, tasks]) if (known && !isGone(known.problem?.code ?? '')) yield known;
    }
  },
});

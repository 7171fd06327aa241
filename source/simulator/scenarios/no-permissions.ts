import {blackFriday} from './black-friday.ts';
import type {ScenarioSource} from './schema.ts';

const denied = ['sqs:GetQueueAttributes', 'sqs:ListDeadLetterSourceQueues', 'cloudwatch:GetMetricData'];

/** A role that may list but not look: attributes of queues and all metrics are denied. */
export const noPermissions: ScenarioSource = {
  ...blackFriday,
  name: 'no-permissions',
  about: 'The Friday, seen by a role that may read neither metrics nor the attributes of queues',
  faults: denied.map(operation => ({operation, kind: 'error', code: 'AccessDeniedException'})),
};

import {familiesOf, type Measure} from '../../report/measures.ts';
import type {Family} from '../../report/prometheus-text.ts';
import type {MoveTaskState, Queue} from './model.ts';

const measures: readonly Measure<Queue>[] = [
  {name: 'visible', help: 'Messages that can be received now.', value: row => row.visible},
  {
    name: 'in_flight',
    help: 'Messages that were received and neither deleted nor let go.',
    value: row => row.inFlight,
  },
  {name: 'delayed', help: 'Messages that cannot be received yet.', value: row => row.delayed},
  {
    name: 'oldest_age_seconds',
    help: 'How long the oldest message has been waiting; in a dead-letter queue since it was moved there.',
    value: row => row.oldestAgeSeconds,
  },
  {name: 'retention_seconds', help: 'How long messages are kept.', value: row => row.retentionSeconds},
  {
    name: 'first_loss_at_least_seconds',
    help: 'How long at least until the first message passes the retention.',
    value: row => row.firstLossInSeconds?.atLeast ?? null,
  },
  {
    name: 'first_loss_at_most_seconds',
    help: 'How long at most until the first message passes the retention.',
    value: row => row.firstLossInSeconds?.atMost ?? null,
  },
  {
    name: 'sent_per_minute',
    help: 'Messages sent in the last complete minute; what a redrive policy moves here is not counted.',
    value: row => row.sentPerMinute,
  },
  {
    name: 'received_per_minute',
    help: 'Messages received in the last complete minute.',
    value: row => row.receivedPerMinute,
  },
  {
    name: 'deleted_per_minute',
    help: 'Messages deleted in the last complete minute.',
    value: row => row.deletedPerMinute,
  },
  {
    name: 'growth_per_minute',
    help: 'Change of the number of messages a minute, over the last 15 minutes.',
    value: row => row.growthPerMinute,
  },
  {
    name: 'consumer_alive',
    help: 'Whether somebody deleted messages in the last 15 minutes: 1 yes, 0 no.',
    value: row => (row.consumerAlive === null ? null : Number(row.consumerAlive)),
  },
  {
    name: 'redrive_moved',
    help: 'Messages that the newest redrive of a dead-letter queue has moved.',
    value: row => row.redrive?.moved ?? null,
  },
  {
    name: 'redrive_total',
    help: 'Messages that there were when the newest redrive began.',
    value: row => row.redrive?.total ?? null,
  },
  {
    name: 'redrive_running',
    help: 'Whether the newest redrive still moves messages: 1 yes, 0 no.',
    value: row => (row.redrive === null ? null : Number(moving.includes(row.redrive.status))),
  },
];

/** A task that is being cancelled moves messages until it is. */
const moving: readonly MoveTaskState[] = ['RUNNING', 'CANCELLING'];

export const queueFamilies = (queues: readonly Queue[]): readonly Family[] =>
  familiesOf(
    'hotshard_queues_',
    measures,
    queues.map(row => ({row, labels: labelsOf(row)})),
  );

/** A label without a value is, to Prometheus, a label that is not there. */
const labelsOf = ({name, account, region, isDeadLetter}: Queue): Readonly<Record<string, string>> => ({
  queue: name,
  account,
  region,
  dead_letter: isDeadLetter === null ? '' : String(isDeadLetter),
});

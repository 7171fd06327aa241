import {formatDuration} from '../../text/duration.ts';
import {measuredColumn} from '../../text/measured-column.ts';
import {formatCount} from '../../text/number.ts';
import type {Column} from '../../text/table.ts';
import type {Queue} from './model.ts';
import {deadLetterText, drainText, growthText, lossText, redriveText} from './wording.ts';

const seconds = 1000;

/** A length of time in seconds: it sorts and is filtered in milliseconds, as what people type is. */
function durationColumn(
  field: 'oldestAgeSeconds' | 'retentionSeconds' | 'visibilityTimeoutSeconds',
  column: Omit<Column<Queue>, 'text' | 'sortValue' | 'align' | 'unit'>,
): Column<Queue> {
  const sortValue = (queue: Queue): number | undefined => {
    const value = queue[field];
    return value === null ? undefined : value * seconds;
  };
  const measured = measuredColumn<Queue>(field, value => formatDuration(value * seconds), {
    ...column,
    unit: seconds,
  });
  return {...measured, sortValue};
}

const isLosing = ({firstLossInSeconds}: Queue): boolean =>
  firstLossInSeconds !== null && firstLossInSeconds.atMost <= 0;

export const queueColumns: readonly Column<Queue>[] = [
  {
    id: 'name',
    title: 'QUEUE',
    width: 16,
    grow: 'content',
    priority: 0,
    text: queue => queue.name,
    tone: () => 'strong',
    sortValue: queue => queue.name,
    describe: 'the name of the queue',
  },
  measuredColumn<Queue>('visible', formatCount, {
    id: 'waiting',
    title: 'WAITING',
    width: 7,
    priority: 1,
    describe: 'messages that can be received now',
  }),
  measuredColumn<Queue>('growthPerMinute', growthText, {
    id: 'growth',
    title: '+/m',
    width: 6,
    priority: 2,
    tone: queue =>
      queue.isDeadLetter === true && queue.growthPerMinute !== null && queue.growthPerMinute > 0
        ? 'warning'
        : 'plain',
    describe: 'messages more a minute over the last 15 minutes, in flight and delayed ones among them',
  }),
  durationColumn('oldestAgeSeconds', {
    id: 'age',
    title: 'OLDEST',
    width: 7,
    priority: 4,
    describe: 'how long the oldest message has been waiting; in a dead-letter queue since it was moved there',
  }),
  {
    id: 'loss',
    title: 'LOSS IN',
    width: 8,
    align: 'right',
    priority: 3,
    text: lossText,
    tone: queue => (isLosing(queue) ? 'critical' : 'plain'),
    sortValue: ({firstLossInSeconds}) =>
      firstLossInSeconds === null ? undefined : firstLossInSeconds.atLeast * seconds,
    unit: seconds,
    describe: 'when the first message passes the retention, if nobody takes it; two numbers are a range',
  },
  {
    id: 'dlq',
    title: 'DLQ',
    width: 14,
    grow: 'content',
    priority: 5,
    text: deadLetterText,
    describe:
      'the right arrow: where its failed messages go; the left arrow: whose failed messages come here',
  },
  measuredColumn<Queue>('inFlight', formatCount, {
    id: 'in-flight',
    title: 'IN FLIGHT',
    width: 9,
    priority: 6,
    describe: 'messages that somebody received and has neither deleted nor let go; 120,000 are possible',
  }),
  {
    id: 'drain',
    title: 'DRAIN',
    width: 12,
    grow: 15,
    priority: 7,
    text: drainText,
    sortValue: ({drain}) => (drain.seconds === null ? undefined : drain.seconds * seconds),
    unit: seconds,
    describe: 'whether it empties, and when, if it goes on like this',
  },
  measuredColumn<Queue>('deletedPerMinute', formatCount, {
    id: 'deleted',
    title: 'DEL/m',
    width: 7,
    priority: 8,
    describe: 'messages deleted a minute: what consumers got done',
  }),
  measuredColumn<Queue>('sentPerMinute', formatCount, {
    id: 'sent',
    title: 'SENT/m',
    width: 7,
    priority: 9,
    describe: 'messages sent a minute; what a redrive policy moves here is not counted',
  }),
  measuredColumn<Queue>('receivedPerMinute', formatCount, {
    id: 'received',
    title: 'RECV/m',
    width: 7,
    priority: 10,
    describe: 'messages received a minute: far above what is deleted, a consumer fails',
  }),
  {
    id: 'redrive',
    title: 'REDRIVE',
    width: 14,
    priority: 11,
    text: redriveText,
    sortValue: ({redrive}) => redrive?.status,
    describe: 'the newest redrive of a dead-letter queue: what was moved, or how it ended',
  },
  measuredColumn<Queue>('delayed', formatCount, {
    id: 'delayed',
    title: 'DELAYED',
    width: 7,
    priority: 12,
    describe: 'messages that cannot be received yet',
  }),
  durationColumn('retentionSeconds', {
    id: 'retention',
    title: 'KEPT',
    width: 6,
    priority: 13,
    describe: 'how long messages are kept',
  }),
  durationColumn('visibilityTimeoutSeconds', {
    id: 'visibility',
    title: 'HIDDEN',
    width: 6,
    priority: 14,
    describe: 'the visibility timeout: how long a message that was received is hidden from others',
  }),
  {
    id: 'region',
    title: 'REGION',
    width: 14,
    priority: 15,
    text: queue => queue.region,
    sortValue: queue => queue.region,
    describe: 'the region of the queue',
  },
];

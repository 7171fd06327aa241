import {createList, type List} from '../../hooks/list.ts';
import type {MessageGroup, Queue} from '../../source/services/queues/model.ts';
import {formatClock} from '../../source/text/clock-time.ts';
import {formatCount} from '../../source/text/number.ts';
import type {Column} from '../../source/text/table.ts';

/** The name at the end of a queue's ARN. */
export const nameOfArn = (arn: string): string => arn.slice(arn.lastIndexOf(':') + 1);

const columns: readonly Column<MessageGroup>[] = [
  {
    id: 'shape',
    title: 'WHAT THEY HAVE IN COMMON',
    width: 30,
    grow: 'content',
    priority: 0,
    text: group => group.shape,
    tone: () => 'strong',
    sortValue: group => group.shape,
    describe: 'the failure, values taken out',
  },
  {
    id: 'count',
    title: 'SEEN',
    width: 6,
    align: 'right',
    priority: 1,
    text: group => formatCount(group.count),
    sortValue: group => group.count,
    describe: 'how many of the messages that were looked at',
  },
  {
    id: 'source',
    title: 'FAILED IN',
    width: 14,
    grow: 'content',
    priority: 3,
    text: group => (group.source === null ? '--' : nameOfArn(group.source)),
    sortValue: group => group.source ?? undefined,
    describe: 'the queue that they failed in',
  },
  {
    id: 'last',
    title: 'LAST SENT',
    width: 12,
    align: 'right',
    priority: 2,
    text: group => formatClock(group.lastSentAt),
    sortValue: group => group.lastSentAt ?? undefined,
    describe: 'when the last of them was first sent, UTC',
  },
  {
    id: 'first',
    title: 'FIRST SENT',
    width: 12,
    align: 'right',
    priority: 4,
    text: group => formatClock(group.firstSentAt),
    sortValue: group => group.firstSentAt ?? undefined,
    describe: 'when the first of them was first sent, UTC',
  },
];

const lists = new WeakMap<Queue, List>();

/** The messages that were looked at, by the shape of their failure; the most frequent first. */
export function groupList(queue: Queue): List {
  const known = lists.get(queue);
  if (known) return known;
  const list = createList<MessageGroup>({
    id: `queues groups of ${queue.arn}`,
    rows: queue.look?.groups ?? [],
    columns,
    identity: group => group.id,
    isWrong: () => true,
  });
  lists.set(queue, list);
  return list;
}

import type {AlarmSource, CompositeAlarmSource, TopicSource} from '../schema.ts';
import {depth, iteratorAge} from './kinds.ts';

const all = 5000;
/** The smaller streams. Their alarms are evaluated, all others stand still. */
const watched = ['feed-07', 'feed-14', 'feed-21', 'feed-28', 'feed-35'];
const composites = 12;

const pages = {onAlarm: ['topic:pager']};
const numbered = (prefix: string, index: number, digits: number) =>
  `${prefix}-${String(index).padStart(digits, '0')}`;

/** Of many queues, jobs that nobody evaluates: every 131st fires, every 97th has no data, some have no action. */
function still(index: number): AlarmSource {
  const queue = numbered('jobs', index % 666, 4);
  const state = index % 131 === 7 ? 'ALARM' : index % 97 === 11 ? 'INSUFFICIENT_DATA' : 'OK';
  const sinceSecond = state === 'ALARM' ? -120 * (1 + (index % 300)) : -3600 * (1 + (index % 400));
  const dead = index % 2 === 0 ? `${queue}-dlq` : queue;
  return depth(dead, index % 2 === 0 ? 0 : 10_000 + index, {
    name: numbered('jobs-depth', index, 4),
    fixed: {state, sinceSecond},
    ...(index % 50 === 3 ? {} : pages),
  });
}

export const hugeComposites: readonly CompositeAlarmSource[] = Array.from(
  {length: composites},
  (_, group) => ({
    name: numbered('jobs-group', group, 2),
    rule: Array.from(
      {length: 20},
      (_, index) => `ALARM(${numbered('jobs-depth', group * 20 + index, 4)})`,
    ).join(' OR '),
    ...pages,
  }),
);

/** Five thousand with the composites, some forty of them firing. */
export const hugeAlarms: readonly AlarmSource[] = [
  ...watched.map(stream => iteratorAge(stream, 15, pages)),
  ...Array.from({length: all - watched.length - composites}, (_, index) => still(index)),
];

export const hugeTopics: readonly TopicSource[] = [
  {
    name: 'pager',
    subscriptions: [
      {protocol: 'https', endpoint: 'https://events.pager.example.com/integration/9000'},
      {protocol: 'sms', endpoint: '+15550109000'},
    ],
  },
];

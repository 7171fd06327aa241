import {defineReport} from '../../report/service-report.ts';
import {queueColumns} from './columns.ts';
import type {Queue} from './model.ts';
import {queueFamilies} from './report-measures.ts';
import {isUnread} from './unread.ts';

/** Queues in the snapshot's formats for eyes and for other programs. */
export const queuesReport = defineReport<Queue>({
  heading: 'SQS queues',
  what: 'queues',
  resources: snapshot => snapshot.queues?.queues,
  isUnread,
  columns: queueColumns,
  measured: ({visible, oldestAgeSeconds, growthPerMinute}) => [
    {what: 'waiting', value: visible, unit: ''},
    {what: 'oldest age', value: oldestAgeSeconds, unit: 's'},
    {what: 'growth per minute', value: growthPerMinute, unit: '', signed: true},
  ],
  // An account can have thousands, nearly all of them empty.
  mostListed: 200,
  families: queueFamilies,
});

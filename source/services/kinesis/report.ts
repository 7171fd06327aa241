import {defineReport} from '../../report/service-report.ts';
import {streamColumns} from './columns.ts';
import type {Stream} from './model.ts';
import {streamFamilies} from './report-measures.ts';
import {ribbonLines} from './report-ribbons.ts';
import {streamDetails} from './report-tables.ts';
import {isUnread} from './unread.ts';

/** Streams in the snapshot's formats for eyes and for other programs. */
export const kinesisReport = defineReport<Stream>({
  heading: 'Kinesis streams',
  what: 'streams',
  resources: snapshot => snapshot.kinesis?.streams,
  isUnread,
  columns: streamColumns,
  notInHandoff: ['status'],
  details: streamDetails,
  measured: ({utilization, refusedPerMinute, iteratorAgeMs}) => [
    {what: 'used', value: utilization === null ? null : utilization * 100, unit: '%'},
    {what: 'refused per minute', value: refusedPerMinute, unit: ''},
    {what: 'iterator age', value: iteratorAgeMs === null ? null : iteratorAgeMs / 1000, unit: 's'},
  ],
  families: streamFamilies,
  picture: ribbonLines,
});

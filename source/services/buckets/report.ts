import {defineReport} from '../../report/service-report.ts';
import {bucketColumns} from './columns.ts';
import type {Bucket} from './model.ts';
import {bucketFamilies} from './report-measures.ts';
import {isUnread} from './unread.ts';

/** Buckets in the snapshot's formats for eyes and for other programs. */
export const bucketsReport = defineReport<Bucket>({
  heading: 'S3 buckets',
  what: 'buckets',
  resources: snapshot => snapshot.buckets?.buckets,
  isUnread,
  columns: bucketColumns,
  notInHandoff: ['history'],
  measured: ({bytes, objects, monthlyUsd}) => [
    {what: 'bytes', value: bytes, unit: ''},
    {what: 'objects', value: objects, unit: ''},
    {what: 'list price a month', value: monthlyUsd, unit: ''},
  ],
  mostListed: 200,
  families: bucketFamilies,
});

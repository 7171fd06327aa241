import {bucketColumns} from '../../source/services/buckets/columns.ts';
import type {Bucket} from '../../source/services/buckets/model.ts';
import {describeThresholds} from '../../source/services/buckets/thresholds.ts';
import {isUnread} from '../../source/services/buckets/unread.ts';
import type {CopyForm} from '../panel.ts';
import {resourcePanel} from '../resource/index.ts';
import {adviceList, adviceOf, advicePage} from './advice.ts';
import {bucketChart} from './charts.ts';
import {detailLines, planDetail} from './detail.ts';

export const bucketsPanel = resourcePanel<Bucket>({
  id: 'buckets',
  title: 'Buckets',
  one: 'bucket',
  what: 'buckets',
  of: snapshot => snapshot.buckets?.buckets ?? [],
  columns: bucketColumns,
  isUnread,
  inner: adviceList,
  innerHeight: (scene, bucket, room) => planDetail(scene, bucket, room).tableHeight,
  detail: detailLines,
  // A lifecycle rule begins as the advice that is selected has it.
  values: (bucket, row) => {
    const action = adviceOf(bucket, row)?.action;
    return action ? {[action.id]: action.options} : {};
  },
  suggestedBy: (bucket, row) => {
    const action = adviceOf(bucket, row)?.action;
    return action ? {action: action.id, values: action.options} : undefined;
  },
  copies,
  page: advicePage,
  chart: bucketChart,
  thresholds: describeThresholds,
});

function copies({name, arn, region}: Bucket): readonly CopyForm[] {
  const command = `aws s3api get-bucket-lifecycle-configuration --bucket ${name} --region ${region}`;
  return [
    {what: 'name', text: name},
    {what: 'ARN', text: arn},
    {what: 'AWS CLI command', text: command},
  ];
}

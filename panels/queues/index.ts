import {queueColumns} from '../../source/services/queues/columns.ts';
import type {Queue} from '../../source/services/queues/model.ts';
import {describeThresholds} from '../../source/services/queues/thresholds.ts';
import {isUnread} from '../../source/services/queues/unread.ts';
import type {CopyForm} from '../panel.ts';
import {resourcePanel} from '../resource/index.ts';
import {queueChart} from './charts.ts';
import {detailLines, groupPage, planDetail} from './detail.ts';
import {groupList} from './groups.ts';

export const queuesPanel = resourcePanel<Queue>({
  id: 'queues',
  title: 'Queues',
  one: 'queue',
  what: 'queues',
  of: snapshot => snapshot.queues?.queues ?? [],
  columns: queueColumns,
  isUnread,
  inner: groupList,
  innerHeight: (scene, queue, room) => planDetail(scene, queue, room).tableHeight,
  detail: detailLines,
  // Only the group that is selected is picked.
  values: (_queue, group) => (group === undefined ? {} : {'queues.pick': {group}}),
  copies,
  page: groupPage,
  chart: queueChart,
  thresholds: describeThresholds,
});

function copies({name, arn, url, region}: Queue): readonly CopyForm[] {
  const command = `aws sqs get-queue-attributes --queue-url ${url} --attribute-names All --region ${region}`;
  return [
    {what: 'name', text: name},
    {what: 'ARN', text: arn},
    {what: 'URL', text: url},
    {what: 'AWS CLI command', text: command},
  ];
}

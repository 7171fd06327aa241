import {awsCommand} from '../../source/actions/aws-command.ts';
import {alarmColumns} from '../../source/services/alarms/columns.ts';
import type {Alarm} from '../../source/services/alarms/model.ts';
import {describeThresholds} from '../../source/services/alarms/thresholds.ts';
import type {CopyForm} from '../panel.ts';
import {resourcePanel} from '../resource/index.ts';
import {alarmChart} from './charts.ts';
import {detailLines, entryPage, planDetail} from './detail.ts';
import {historyList} from './history.ts';

export const alarmsPanel = resourcePanel<Alarm>({
  id: 'alarms',
  title: 'Alarms',
  one: 'alarm',
  what: 'alarms',
  of: snapshot => snapshot.alarms?.alarms ?? [],
  columns: alarmColumns,
  // An alarm is listed with its state.
  isUnread: () => false,
  inner: historyList,
  innerHeight: (scene, alarm, room) => planDetail(scene, alarm, room).tableHeight,
  detail: detailLines,
  copies,
  page: entryPage,
  chart: (alarm, _kind, room) => alarmChart(alarm, room),
  thresholds: describeThresholds,
});

function copies({name, arn, region}: Alarm): readonly CopyForm[] {
  const command = awsCommand('cloudwatch', 'describe-alarms', region, {'alarm-names': name});
  return [
    {what: 'name', text: name},
    {what: 'ARN', text: arn},
    {what: 'AWS CLI command', text: command},
  ];
}

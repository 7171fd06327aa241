import {streamColumns} from '../../source/services/kinesis/columns.ts';
import type {Stream} from '../../source/services/kinesis/model.ts';
import {describeThresholds} from '../../source/services/kinesis/thresholds.ts';
import {isUnread} from '../../source/services/kinesis/unread.ts';
import type {CopyForm} from '../panel.ts';
import {resourcePanel} from '../resource/index.ts';
import {streamChart} from './charts.ts';
import {detailLines, planDetail} from './detail.ts';
import {samplePage} from './sample.ts';
import {shardList} from './shards.ts';

export const kinesisPanel = resourcePanel<Stream>({
  id: 'kinesis',
  title: 'Kinesis',
  one: 'stream',
  what: 'streams',
  of: snapshot => snapshot.kinesis?.streams ?? [],
  columns: streamColumns,
  isUnread,
  inner: shardList,
  innerHeight: (scene, stream, room) => planDetail(scene, stream, room).tableHeight,
  detail: detailLines,
  part: {
    named: 'shard',
    of: (stream, row) => stream.shards.find(({id}) => id === row)?.id,
  },
  copies,
  page: samplePage,
  chart: streamChart,
  thresholds: describeThresholds,
});

function copies(stream: Stream, shard: string | undefined): readonly CopyForm[] {
  const region = `--region ${stream.region}`;
  const command = shard
    ? `aws kinesis list-shards --stream-arn ${stream.arn} ${region} --query 'Shards[?ShardId==\`${shard}\`]'`
    : `aws kinesis describe-stream-summary --stream-arn ${stream.arn} ${region}`;
  return [
    {what: 'name', text: shard ?? stream.name},
    {what: 'ARN', text: stream.arn},
    {what: 'AWS CLI command', text: command},
  ];
}

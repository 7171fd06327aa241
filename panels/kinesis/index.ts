import {settle} from '../../hooks/list.ts';
import {describeThresholds} from '../../source/services/kinesis/thresholds.ts';
import {isUnread} from '../../source/services/kinesis/unread.ts';
import {listStateOf} from '../model.ts';
import type {CopyForm, Panel, Scene} from '../panel.ts';
import {aim, suggested} from './aim.ts';
import {streamChart} from './charts.ts';
import {planDetail} from './detail.ts';
import {layoutOf} from './layout.ts';
import {samplePage} from './sample.ts';
import {KinesisScreen} from './screen.tsx';
import {shardList} from './shards.ts';
import {streamList, streamsOf, streamWithArn} from './streams.ts';

export const kinesisPanel: Panel = {
  id: 'kinesis',
  title: 'Kinesis',
  service: 'kinesis',
  resources: snapshot => streamsOf(snapshot).map(({arn, name, region}) => ({id: arn, name, region})),
  nameOf: (snapshot, id) => streamWithArn(snapshot, id)?.name,
  count: snapshot => ({
    number: streamsOf(snapshot).length,
    what: 'streams',
    unread: streamsOf(snapshot).filter(isUnread).length,
  }),
  focus: scene => {
    const {open, detail, list} = layoutOf(scene);
    if (open && detail) {
      return {list: shardList(open), height: planDetail(scene, open, detail).tableHeight};
    }
    return {list: streamList(scene.snapshot), height: list?.height ?? 1};
  },
  enter: (scene, row) => (layoutOf(scene).open ? undefined : {panel: 'kinesis', id: row}),
  looks: scene => {
    const {detail, list} = layoutOf(scene);
    return {visible: list ? visibleStreams(scene, list.height) : [], open: detail?.stream.arn};
  },
  aim,
  suggested,
  findingOf: (scene, row) => {
    const {open} = layoutOf(scene);
    const arn = open?.arn ?? row;
    return scene.snapshot.findings.find(finding => finding.arn === arn && finding.suggest !== null);
  },
  page: (scene, row) => {
    const {open} = layoutOf(scene);
    return open ? samplePage(scene, open, row) : [];
  },
  copies,
  glance: (scene, finding, height) => {
    const stream = streamWithArn(scene.snapshot, finding.arn);
    return stream
      ? streamChart(stream, finding.kind, {width: scene.width, height, glyphs: scene.glyphs})
      : [];
  },
  thresholds: describeThresholds,
  Screen: KinesisScreen,
};

function visibleStreams(scene: Scene, height: number): readonly string[] {
  const list = streamList(scene.snapshot);
  const before = listStateOf(scene.state, list.id);
  const arranged = list.arrange(before);
  const at = settle(before, arranged, height);
  const arns: string[] = [];
  for (let index = at.offset; index < Math.min(arranged.count, at.offset + height); index += 1) {
    const arn = arranged.idAt(index);
    if (arn !== undefined) arns.push(arn);
  }
  return arns;
}

function copies(scene: Scene, row: string | undefined): readonly CopyForm[] {
  const {open} = layoutOf(scene);
  const stream = open ?? streamWithArn(scene.snapshot, row);
  if (!stream) return [];
  const shard = open ? row : undefined;
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

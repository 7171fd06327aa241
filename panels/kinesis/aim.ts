import type {ActionTarget} from '../../source/actions/plan.ts';
import type {Finding} from '../../source/monitor/schema.ts';
import type {Stream} from '../../source/services/kinesis/model.ts';
import type {Aim, Scene, Suggested} from '../panel.ts';
import {layoutOf} from './layout.ts';
import {streamWithArn} from './streams.ts';

const targetOf = ({account, region, arn, name}: Stream, part?: string): ActionTarget => ({
  service: 'kinesis',
  account,
  region,
  arn,
  resource: name,
  ...(part === undefined ? {} : {part}),
});

/** In the list of streams the selected stream; in an open stream that one, and the selected shard of it. */
export function aim(scene: Scene, row: string | undefined): Aim | undefined {
  const {open} = layoutOf(scene);
  const stream = open ?? streamWithArn(scene.snapshot, row);
  if (!stream) return undefined;
  const shard = open?.shards.find(({id}) => id === row);
  return {target: targetOf(stream, shard?.id), resource: stream};
}

/** The plan that a finding suggests; what it names besides stream and shard are options of the action. */
export function suggested({snapshot}: Scene, {arn, suggest}: Finding): Suggested | undefined {
  const stream = streamWithArn(snapshot, arn);
  if (!stream || !suggest) return undefined;
  const {stream: _, shard, ...values} = suggest.args;
  return {action: suggest.action, target: targetOf(stream, shard), values};
}

import type {Blocked} from '../../../../actions/plan.ts';
import type {ConsumerFact, ShardFact, StreamSummary} from '../../facts.ts';
import type {HashRange} from '../../hash-range.ts';
import type {Loss} from '../../model.ts';
import type {ShardSample} from '../../sample/sample.ts';
import type {ShardQuota} from '../requests.ts';
import {shortShard} from '../wording.ts';
import type {DayOfWrites} from './day.ts';
import type {Load} from './load.ts';

/** An open shard with its place and what is known of its load. */
export type OpenShard = {
  readonly id: string;
  readonly range: HashRange;
  /** Undefined when it is neither metered nor sampled. */
  readonly load: Load | undefined;
  /** What the records of this range look like: its own sample, or what an ancestor's says of it. */
  readonly sample: ShardSample | undefined;
};

/** What every change of a stream's shards stands on, read at one time. */
export type ReshardFacts = {
  readonly asOf: number;
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  readonly summary: StreamSummary;
  /** In the order of the key space. */
  readonly open: readonly OpenShard[];
  /** All that are listed: closed ones too, until the retention has passed. */
  readonly listed: readonly ShardFact[];
  /** Undefined when it could not be read. */
  readonly quota: ShardQuota | undefined;
  readonly consumers: readonly ConsumerFact[];
  /** The worst of its readers. */
  readonly loss: Loss;
  /** Shards are metered for what comes in. */
  readonly metered: boolean;
  /** The open shards whose load was read: of a large stream, only those that matter. */
  readonly measuring: ReadonlySet<string>;
  /** A day of writes and reads, of the shards for which it was asked. */
  readonly day: DayOfWrites | undefined;
  /** Every sample that is current, by the shard that was sampled. */
  readonly samples: ReadonlyMap<string, ShardSample>;
};

export const shardOf = (facts: ReshardFacts, id: string | undefined): OpenShard | undefined =>
  facts.open.find(shard => shard.id === id);

/** What the stream has to be, to be what the plan was made for. */
export const basisOf = (facts: ReshardFacts, ...more: readonly string[]): string =>
  [
    facts.summary.status,
    facts.summary.mode,
    ...facts.open.map(({id, range}) => `${id} ${range.start}-${range.end}`),
    ...more,
  ].join('\n');

/** Not among the open shards: closed, or of another stream. */
export function notOpen({listed}: ReshardFacts, id: string): Blocked {
  const closed = listed.some(shard => shard.id === id);
  const children = listed.filter(({parent, adjacentParent}) => parent === id || adjacentParent === id);
  return {
    because: closed
      ? `${shortShard(id)} is closed: it was split or merged before.`
      : `There is no shard ${id} in this stream.`,
    unblock:
      children.length > 0
        ? `Take what came from it: ${children.map(child => shortShard(child.id)).join(', ')}.`
        : 'Choose one of the open shards.',
  };
}

import type {Stream} from '../model.ts';

/** A shard to sample, or with no `part` all shards of the stream for their heat. */
export type WorthSampling = {readonly arn: string; readonly resource: string; readonly part?: string};

const shardsOfAStream = 5;

/** What only records can tell: which keys fill the shards that refuse writes, or which shards those are. */
export function worthSampling({
  arn,
  name: resource,
  shards,
  refusedPerMinute,
}: Stream): readonly WorthSampling[] {
  if (refusedPerMinute === null || refusedPerMinute === 0) return [];
  const hot = shards.filter(({open, heat}) => open && heat === 'hot').slice(0, shardsOfAStream);
  return hot.length === 0 ? [{arn, resource}] : hot.map(({id: part}) => ({arn, resource, part}));
}

import type {Known} from '../reader.ts';
import type {ShardSample} from './sample/sample.ts';

/** What AWS says about streams, as it says it; numbers over time come from the metrics. */
export type KinesisFacts = {
  readonly streams: Known<readonly ListedStream[]>;
  readonly details: ReadonlyMap<string, StreamDetail>;
  /** What was sampled of each stream lately, by ARN and shard. */
  readonly samples: ReadonlyMap<string, ReadonlyMap<string, ShardSample>>;
  /** Every event source mapping of the region. */
  readonly mappings?: Known<readonly MappingFact[]>;
};

export type ListedStream = {
  readonly name: string;
  readonly arn: string;
  readonly status: string | undefined;
  readonly mode: string | undefined;
};

export type StreamDetail = {
  readonly summary?: Known<StreamSummary>;
  readonly shards?: Known<readonly ShardFact[]>;
  readonly consumers?: Known<readonly ConsumerFact[]>;
};

export type StreamSummary = {
  readonly status: string | undefined;
  readonly mode: string | undefined;
  readonly retentionHours: number | undefined;
  readonly encryption: string | undefined;
  readonly enhancedMetrics: readonly string[];
  readonly openShards: number | undefined;
  readonly consumers: number | undefined;
};

export type ShardFact = {
  readonly id: string;
  readonly parent: string | undefined;
  readonly adjacentParent: string | undefined;
  readonly startingHashKey: string;
  readonly endingHashKey: string;
  readonly open: boolean;
};

/** An event source mapping of Lambda: a function that reads a stream, or one of its fan-out consumers. */
export type MappingFact = {
  readonly uuid: string;
  /** The ARN of what it reads. */
  readonly source: string;
  readonly function: string;
  readonly state: string;
  readonly lastResult: string | null;
  readonly parallelizationFactor: number | null;
  /** -1 is AWS's word for infinite. */
  readonly maximumRecordAgeSeconds: number | null;
  readonly maximumRetryAttempts: number | null;
  readonly bisectBatchOnFunctionError: boolean | null;
};

export type ConsumerFact = {readonly name: string; readonly arn: string; readonly status: string};

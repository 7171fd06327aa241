import type {Known} from '../reader.ts';

/** What AWS says about streams, as it says it; numbers over time come from the metrics. */
export type KinesisFacts = {
  readonly streams: Known<readonly ListedStream[]>;
  readonly details: ReadonlyMap<string, StreamDetail>;
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

export type ConsumerFact = {readonly name: string; readonly arn: string; readonly status: string};

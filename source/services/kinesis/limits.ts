/** What one shard takes and gives. Kinesis Data Streams quotas, "Shard throughput". */
export const shardWriteBytesPerSecond = 1024 * 1024;
export const shardWriteRecordsPerSecond = 1_000;
/** What everybody who polls a shard can read of it together. Same page. */
export const shardReadBytesPerSecond = 2 * 1024 * 1024;

/** UpdateShardCount, API reference: at most double, at least half, up to so many shards, so often in 24 hours. */
export const mostShardsByCount = 10_000;
export const scalingsPerDay = 10;
/** Same page: other targets take longer, and need more shards meanwhile. */
export const quickScalingStep = 0.25;

/** IncreaseStreamRetentionPeriod, API reference. */
export const leastRetentionHours = 24;
export const mostRetentionHours = 8_760;
/** Data kept longer than this is billed by its size. Kinesis Data Streams pricing, "Long-term data retention". */
export const longTermRetentionHours = 168;

/** EnableEnhancedMonitoring, API reference. */
export const shardLevelMetricNames = [
  'IncomingBytes',
  'IncomingRecords',
  'OutgoingBytes',
  'OutgoingRecords',
  'WriteProvisionedThroughputExceeded',
  'ReadProvisionedThroughputExceeded',
  'IteratorAgeMilliseconds',
] as const;
export type ShardLevelMetricName = (typeof shardLevelMetricNames)[number];

/** List prices in us-east-1, US dollars. Kinesis Data Streams pricing; CloudWatch pricing, "Custom metrics". */
export const usdPerShardHour = 0.015;
export const usdPerExtendedShardHour = 0.02;
export const usdPerConsumerShardHour = 0.015;
export const usdPerOnDemandExtendedGbMonth = 0.1;
export const usdPerLongTermGbMonth = 0.023;
export const usdPerShardMetricMonth = 0.3;
/** AWS counts a month as this many hours. */
export const hoursPerMonth = 730;

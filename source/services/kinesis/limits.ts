/** What one shard takes and gives. Kinesis Data Streams quotas, "Shard throughput". */
export const shardWriteBytesPerSecond = 1024 * 1024;
export const shardWriteRecordsPerSecond = 1_000;

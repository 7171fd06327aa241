import {coldArchiveBuckets} from './buckets/cold-archive.ts';
import type {ScenarioSource, StreamSource} from './schema.ts';

const sparse = (name: string): StreamSource => ({
  name,
  shards: 2,
  producers: [{recordsPerSecond: 300, recordBytes: 1200, keys: {prefix: 'device-', count: 800}}],
  consumers: [{name: 'to-archive'}],
});

/** Years of data that hardly anybody reads: too much of it to walk without thinking first. */
export const coldArchive: ScenarioSource = {
  name: 'cold-archive',
  about: 'Twenty million objects in archive classes, and what it takes to count them or to get them back',
  regions: ['us-east-1'],
  streams: ['telemetry', 'scans', 'customers', 'audit'].map(sparse),
  buckets: [...coldArchiveBuckets],
};

import type {SeriesBook} from '../../metrics/ask.ts';
import type {Finding} from '../../monitor/schema.ts';
import {dated} from '../finding.ts';
import {inputFinding} from './input-finding.ts';
import type {Stream} from './model.ts';
import type {JudgedReaders} from './readers/judge-readers.ts';
import {readerFinding} from './readers/reader-finding.ts';
import {refusedFinding} from './refused-finding.ts';
import type {KinesisThresholds} from './thresholds.ts';
import type {WriteVerdict} from './verdict/evidence.ts';

export type FindingContext = {
  readonly now: number;
  readonly book: SeriesBook;
  readonly thresholds: KinesisThresholds;
};
export type About = Pick<Finding, 'service' | 'account' | 'region' | 'arn' | 'resource'>;

/** What is wrong with one stream: at most one finding about its readers, and two about its writes. */
export function findingsOf(
  stream: Stream,
  readers: JudgedReaders,
  writes: WriteVerdict,
  context: FindingContext,
): Finding[] {
  const {account, region, arn, name: resource} = stream;
  const readAt = stream.metricsAsOf === null ? undefined : Date.parse(stream.metricsAsOf);
  const about: About = {service: 'kinesis', account, region, arn, resource};
  return [
    readerFinding(about, readers, context),
    refusedFinding(about, writes, context),
    inputFinding(about, context),
  ]
    .filter(found => found !== undefined)
    .map(found => dated(found, readAt, context.now));
}

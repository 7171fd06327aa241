import type {SeriesBook} from '../../metrics/ask.ts';
import type {Finding} from '../../monitor/schema.ts';
import {consumerAsk, streamAsks} from './asks.ts';
import type {Stream} from './model.ts';
import {type ReaderSeries, readerFinding} from './reader-finding.ts';
import {refusedFinding} from './refused-finding.ts';
import type {KinesisThresholds} from './thresholds.ts';

export type FindingContext = {
  readonly now: number;
  readonly book: SeriesBook;
  readonly thresholds: KinesisThresholds;
};
export type About = Pick<Finding, 'service' | 'account' | 'region' | 'arn' | 'resource'>;

/** What is wrong with one stream: at most one finding about its readers, and one about its writes. */
export function findingsOf(stream: Stream, context: FindingContext): Finding[] {
  const {account, region, arn, name: resource} = stream;
  const about: About = {service: 'kinesis', account, region, arn, resource};
  const [worst] = readersOf(stream)
    .map(reader => readerFinding(about, stream.retentionHours, context, reader))
    .filter(found => found !== undefined)
    .sort((a, b) => Number(b.severity === 'critical') - Number(a.severity === 'critical'));
  return [worst, refusedFinding(about, stream, context)].filter(found => found !== undefined);
}

const readersOf = ({name: stream, consumers}: Stream): readonly ReaderSeries[] => [
  {subject: `The readers of ${stream} are`, ask: streamAsks(stream).iteratorAge},
  ...consumers
    .filter(({kind}) => kind === 'enhanced')
    .map(({name}) => ({
      subject: `${name}, a fan-out reader of ${stream}, is`,
      ask: consumerAsk(stream, name),
    })),
];

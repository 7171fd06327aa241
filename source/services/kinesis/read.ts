import {asTheyCome} from '../as-they-come.ts';
import type {Reader} from '../reader.ts';
import type {
  ConsumerFact,
  KinesisFacts,
  ListedStream,
  MappingFact,
  ShardFact,
  StreamDetail,
  StreamSummary,
} from './facts.ts';
import {samplesOf} from './sample/memory.ts';

const streamsEverySeconds = 60;
const shardsEverySeconds = 60;
const summaryEverySeconds = 300;
const mappingsEverySeconds = 60;
/** While a stream changes, its facts change with it. */
const changingEverySeconds = 5;

/** Reads every stream of the region; yields what is known so far each time something was learned. */
export async function* read(reader: Reader): AsyncGenerator<KinesisFacts> {
  const requests = await import('./requests.ts');
  const changing = [...rememberedStreams(reader)].some(
    ({status}) => status !== undefined && status !== 'ACTIVE',
  );
  const every = changing ? changingEverySeconds : streamsEverySeconds;
  const streams = await reader.known('kinesis:ListStreams', '', every, requests.listStreams);
  const details = new Map<string, StreamDetail>();
  for (const {arn} of streams.value ?? []) details.set(arn, rememberedDetail(reader, arn));
  let mappings = reader.remembered<readonly MappingFact[]>('lambda:ListEventSourceMappings', '');
  const known = (): KinesisFacts => ({
    streams,
    ...(mappings === undefined ? {} : {mappings}),
    details: new Map(details),
    samples: currentSamples(reader, details.keys()),
  });
  yield known();

  const learned = (streams.value ?? []).map(async stream => {
    details.set(stream.arn, await readDetail(reader, stream, requests));
  });
  if (learned.length > 0) {
    const listed = reader.known(
      'lambda:ListEventSourceMappings',
      '',
      mappingsEverySeconds,
      requests.listMappings,
    );
    learned.push(
      listed.then(known => {
        mappings = known;
      }),
    );
  }
  for await (const _ of asTheyCome(learned)) yield known();
}

/** What was sampled lately. The sample of a shard that was split since says where the load of its children is. */
function currentSamples({session, now}: Reader, streams: Iterable<string>): KinesisFacts['samples'] {
  const samples = samplesOf(session);
  return new Map([...streams].map(arn => [arn, samples.of(arn, now)]));
}

type Requests = typeof import('./requests.ts');

async function readDetail(reader: Reader, stream: ListedStream, requests: Requests): Promise<StreamDetail> {
  const {arn} = stream;
  const often = stream.status === undefined || stream.status === 'ACTIVE' ? undefined : changingEverySeconds;
  const [summary, shards] = await Promise.all([
    reader.known('kinesis:DescribeStreamSummary', arn, often ?? summaryEverySeconds, session =>
      requests.describeSummary(session, arn),
    ),
    reader.known('kinesis:ListShards', arn, often ?? shardsEverySeconds, session =>
      requests.listShards(session, arn),
    ),
  ]);
  if (summary.value?.consumers === 0) return {summary, shards};
  const consumers = await reader.known('kinesis:ListStreamConsumers', arn, summaryEverySeconds, session =>
    requests.listConsumers(session, arn),
  );
  return {summary, shards, consumers};
}

const rememberedStreams = (reader: Reader): readonly ListedStream[] =>
  reader.remembered<readonly ListedStream[]>('kinesis:ListStreams', '')?.value ?? [];

function rememberedDetail(reader: Reader, arn: string): StreamDetail {
  const parts = {
    summary: reader.remembered<StreamSummary>('kinesis:DescribeStreamSummary', arn),
    shards: reader.remembered<readonly ShardFact[]>('kinesis:ListShards', arn),
    consumers: reader.remembered<readonly ConsumerFact[]>('kinesis:ListStreamConsumers', arn),
  };
  return Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined));
}

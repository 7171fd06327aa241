import type {Reader} from '../reader.ts';
import type {
  ConsumerFact,
  KinesisFacts,
  ListedStream,
  ShardFact,
  StreamDetail,
  StreamSummary,
} from './facts.ts';

const streamsEverySeconds = 60;
const shardsEverySeconds = 60;
const summaryEverySeconds = 300;
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
  yield {streams, details: new Map(details)};

  const pending = new Map<string, Promise<string>>();
  for (const stream of streams.value ?? []) {
    const learn = async () => {
      details.set(stream.arn, await readDetail(reader, stream, requests));
      return stream.arn;
    };
    pending.set(stream.arn, learn());
  }
  while (pending.size > 0) {
    pending.delete(await Promise.race(pending.values()));
    yield {streams, details: new Map(details)};
  }
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

import {type Action, defineAction, type Ending, type Progress, type Work} from '../../../actions/action.ts';
import type {Problem} from '../../../aws/problem.ts';
import {formatCount, formatShare} from '../../../text/number.ts';
import type {Stream} from '../model.ts';
import {describeSample, summariseSample} from './describe.ts';
import {gatherSampleFacts, type SampleFacts} from './facts.ts';
import {samplesOf} from './memory.ts';
import {planSample, secondsFor, shardsAtOnce} from './plan.ts';
import {readShard, type SampledShard} from './reading.ts';
import {acceptedShare} from './sample.ts';

type None = Readonly<Record<never, never>>;

/** Reads a bounded sample of the newest records: of one shard for its keys, of all of them for their heat. */
export const sample: Action = defineAction<Stream, SampleFacts, None>({
  id: 'kinesis.sample',
  key: 'f',
  title: 'Sample records',
  describe:
    'Reads the newest records: of a shard for its heaviest keys, of a stream for the heat of its shards.',
  on: 'either',
  options: [],
  needs: ['kinesis:GetShardIterator', 'kinesis:GetRecords'],
  sends: ['kinesis:GetShardIterator', 'kinesis:GetRecords'],
  available: (stream, part) => {
    if (stream.status !== 'ACTIVE' && stream.status !== 'UPDATING') return `The stream is ${stream.status}`;
    const shard = stream.shards.find(({id}) => id === part);
    return shard && !shard.open ? 'The shard is closed: nothing new is written to it' : true;
  },
  parse: () => ({options: {}}),
  gather: (session, target) =>
    gatherSampleFacts(session, {arn: target.arn, name: target.resource}, target.part),
  plan: (facts, _options, target) => planSample(facts, target),
  run: (plan, facts, _options, work) => run(facts.shards, secondsFor(plan.target), work),
  prove: (before, after) => {
    const taken = [...after.samples.values()].filter(
      ({shardId, takenAt}) => (before.samples.get(shardId)?.takenAt ?? 0) < takenAt,
    );
    const [only] = taken;
    return {
      before: {},
      after: Object.fromEntries(
        taken.map(({shardId, records}) => [shardId, `${formatCount(records)} records`]),
      ),
      verdict:
        taken.length === 1 && only
          ? summariseSample(only)
          : `${formatCount(taken.length)} shards were sampled.`,
      helped: undefined,
    };
  },
});

async function* run(
  shards: readonly SampledShard[],
  seconds: number,
  work: Work<SampleFacts>,
): AsyncGenerator<Progress, Ending> {
  const samples = samplesOf(work.session);
  for (let first = 0; first < shards.length; first += shardsAtOnce) {
    const wave = shards.slice(first, first + shardsAtOnce);
    const done =
      shards.length === 1 ? '' : `, ${formatCount(first)} of ${formatCount(shards.length)} shards done`;
    yield {says: `reading for ${seconds} s${done}`};
    const readings = await Promise.all(wave.map(shard => readShard(shard, seconds, work)));
    let problem: Problem | undefined;
    for (const [index, reading] of readings.entries()) {
      const shard = wave[index];
      if (!reading.ok) problem ??= reading.problem;
      else if (shard) {
        samples.put(shard.streamArn, reading.value.sample);
        problem ??= reading.value.cutShort;
        yield shards.length === 1
          ? {says: summariseSample(reading.value.sample), shows: describeSample(reading.value.sample)}
          : {says: `${shard.id}: ${heatOf(reading.value.sample.accepted)}`};
      }
    }
    if (problem) return {ended: 'failed', problem};
    if (work.signal.aborted) return {ended: 'stopped', says: 'Stopped; what was read so far is kept.'};
  }
  return {ended: 'done'};
}

const heatOf = (
  accepted: {readonly bytesPerSecond: number; readonly recordsPerSecond: number} | undefined,
) =>
  accepted
    ? `${formatShare(acceptedShare(accepted))} of what it can take`
    : 'too little was read to say how full it is';

import type {Session} from '../../../aws/session.ts';
import type {ShardSample} from './sample.ts';

/** How long a sample says how things are. */
const sampleLivesMs = 15 * 60_000;

/** The newest sample of each shard of one session. In memory only: keys can be personal data. */
export type Samples = {
  readonly put: (streamArn: string, sample: ShardSample) => void;
  /** The samples of a stream that are still current, by shard. */
  readonly of: (streamArn: string, now: number) => ReadonlyMap<string, ShardSample>;
};

const memories = new WeakMap<Session, Samples>();

/** What was sampled through a session; gone with it. */
export function samplesOf(session: Session): Samples {
  const known = memories.get(session);
  if (known) return known;
  const made = createSamples();
  memories.set(session, made);
  return made;
}

function createSamples(): Samples {
  const streams = new Map<string, Map<string, ShardSample>>();
  return {
    put: (streamArn, sample) => {
      const shards = streams.get(streamArn) ?? new Map<string, ShardSample>();
      shards.set(sample.shardId, sample);
      streams.set(streamArn, shards);
    },
    of: (streamArn, now) => {
      const shards = streams.get(streamArn);
      for (const [id, {takenAt}] of shards ?? []) if (now - takenAt > sampleLivesMs) shards?.delete(id);
      return new Map(shards);
    },
  };
}

import {type Arrivals, expectedOver, onceInThirtyThousand, onceInTwoThousand} from './arrivals.ts';
import {excessOf, type Sample, sampleAt} from './sample.ts';

export type GuardTerms = {
  readonly arrivals: Arrivals | undefined;
  /** The share of the moved that may come back. */
  readonly stopAt: number;
  /** How long a message that fails every time takes to come back: receives × visibility timeout. */
  readonly failsAfterMs: number;
};

export type Guarded = {
  readonly stop: boolean;
  /** At least so many came back, as far as arrivals and late counts let it be told. */
  readonly atLeast: number;
  /** Of so many that could have. */
  readonly of: number;
};

/** Fewer than this are an accident. */
export const fewestReturned = 5;
/** Counts of a queue settle within about a minute. GetQueueAttributes, API reference. */
const settlesMs = 60_000;
/** A count that jumps is believed when it stays. */
const staysMs = 20_000;

/** A move may go on for hours: what began to come back only now must not drown in what went well before. */
const latelyMs = 10 * 60_000;

/**
 * Whether too many come back while a task moves messages. Counts are late, so twice careful: (1) all that is
 * there more than at the start, with only what was moved a minute ago counted as gone; at any time. (2) From when
 * the first message could have failed every receive: what is there more than then, against the messages that
 * could have come back since. Late counts are late at both ends of that, and cancel out. (3) The same for the last
 * ten minutes, which is asked again and again, and so must be surer.
 */
export function guard(samples: readonly Sample[], terms: GuardTerms): Guarded {
  const base = samples[0];
  const last = samples.at(-1);
  if (!base || !last || last.at - base.at < staysMs) return {stop: false, atLeast: 0, of: 0};
  const newest = newestOf(samples, last);
  const firstAt = base.at + Math.max(terms.failsAfterMs, settlesMs);
  const ever = {atLeast: sinceStart(samples, base, newest, terms), of: last.moved};
  const seen = [ever, since(firstAt, samples, newest, terms, onceInTwoThousand)];
  if (last.at - latelyMs > firstAt) {
    seen.push(since(last.at - latelyMs, samples, newest, terms, onceInThirtyThousand));
  }
  const tooMany = seen.find(each => each !== undefined && isTooMany(each, terms));
  return tooMany ? {...tooMany, stop: true} : {...ever, stop: false};
}

type Seen = Omit<Guarded, 'stop'>;

const isTooMany = ({atLeast, of}: Seen, {stopAt}: GuardTerms): boolean =>
  atLeast >= Math.max(fewestReturned, stopAt * of);

function newestOf(samples: readonly Sample[], last: Sample): readonly Sample[] {
  const from = samples.findLastIndex(({at}) => at <= last.at - staysMs);
  return samples.slice(Math.max(0, from));
}

function sinceStart(
  samples: readonly Sample[],
  base: Sample,
  newest: readonly Sample[],
  terms: GuardTerms,
): number {
  return lowest(
    newest.map(sample => {
      const gone = sampleAt(samples, sample.at - settlesMs)?.moved ?? base.moved;
      return excessOf({...sample, moved: gone}, base) - arrived(base, sample, terms, onceInTwoThousand);
    }),
  );
}

/** Since a time: undefined before it, and where nothing that was moved could have come back since. */
function since(
  start: number,
  samples: readonly Sample[],
  newest: readonly Sample[],
  terms: GuardTerms,
  deviations: number,
): Seen | undefined {
  const [oldest] = newest;
  const last = newest.at(-1);
  if (!oldest || !last || oldest.at <= start) return undefined;
  const references = samples.filter(({at}) => at > start - settlesMs && at <= start);
  const movedBy = (at: number) => sampleAt(samples, at - terms.failsAfterMs)?.moved;
  const [before, now] = [movedBy(start), movedBy(last.at)];
  if (references.length === 0 || before === undefined || now === undefined || now === before)
    return undefined;
  const atLeast = lowest(
    references.flatMap(reference =>
      newest.map(sample => excessOf(sample, reference) - arrived(reference, sample, terms, deviations)),
    ),
  );
  return {atLeast, of: now - before};
}

const arrived = (from: Sample, to: Sample, {arrivals}: GuardTerms, deviations: number): number =>
  expectedOver(arrivals, to.at - from.at, deviations).most;

const lowest = (counts: readonly number[]): number =>
  Math.max(0, Math.floor(counts.reduce((least, count) => Math.min(least, count), Number.POSITIVE_INFINITY)));

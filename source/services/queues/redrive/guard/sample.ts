/** What was seen at one moment of a move: how much the dead-letter queue holds, how much the task has moved. */
export type Sample = {readonly at: number; readonly depth: number; readonly moved: number};

/** How much more it holds than it would if nothing had arrived and nothing had come back. */
export const excessOf = (now: Sample, base: Sample): number =>
  now.depth - base.depth + (now.moved - base.moved);

/** The last sample that is not later; the first one where all are. */
export const sampleAt = (samples: readonly Sample[], at: number): Sample | undefined =>
  samples.findLast(sample => sample.at <= at) ?? samples[0];

import type {Snapshot} from '../monitor/schema.ts';

/** A line for each part of each source that could not be read, for standard error. */
export function problemLines({sources}: Snapshot): readonly string[] {
  const lines = new Set<string>();
  for (const {region, parts} of sources) {
    for (const [part, {problem}] of Object.entries(parts)) {
      if (problem !== null) lines.add(`hotshard: ${part} in ${region}: ${problem}`);
    }
  }
  return [...lines];
}

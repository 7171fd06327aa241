import type {Part, PartState, Snapshot} from '../../source/monitor/schema.ts';

/** From what needs a hand to what passes by itself. */
const byGravity: readonly PartState[] = ['expired', 'denied', 'failed', 'throttled', 'partial', 'stale'];

type Reported = {readonly part: string; readonly region: string; readonly about: Part};

/** What the sources say of one part, or of all. */
const partsOf = (snapshot: Snapshot, only: string | undefined): readonly Reported[] =>
  snapshot.sources
    .flatMap(({region, parts}) => Object.entries(parts).map(([part, about]) => ({part, region, about})))
    .filter(({part}) => only === undefined || part === only);

/** Neither read nor failed: the answer is still to come, which is no trouble. */
const isAwaited = ({asOf, problem}: Part): boolean => asOf === null && problem === null;

const troubled = (snapshot: Snapshot, only: string | undefined): readonly Reported[] =>
  partsOf(snapshot, only).filter(({about}) => about.state !== 'fresh' && !isAwaited(about));

/** The parts that some source has not answered about yet. */
export const awaitedParts = (snapshot: Snapshot): ReadonlySet<string> =>
  new Set(
    partsOf(snapshot, undefined)
      .filter(({about}) => isAwaited(about))
      .map(({part}) => part),
  );

/** Whether no source was ever able to read the part. */
export function isUnreadable(snapshot: Snapshot, part: string): boolean {
  const asked = partsOf(snapshot, part);
  return asked.length > 0 && asked.every(({about}) => about.asOf === null);
}

/** The states other than fresh that one part is in, or any; the gravest first. */
export function troubledStates(snapshot: Snapshot, part?: string): readonly PartState[] {
  const states = new Set(troubled(snapshot, part).map(({about}) => about.state));
  return byGravity.filter(state => states.has(state));
}

/** What could not be read of one part, or of all, in sentences; each once. */
export function problemSentences(snapshot: Snapshot, part?: string): readonly string[] {
  const found = troubled(snapshot, part);
  const regions = new Set(snapshot.sources.map(source => source.region));
  const sentences = found.map(({part: name, region, about}) => {
    const where = regions.size > 1 ? ` in ${region}` : '';
    return about.problem ?? `${name}${where}: ${about.state}`;
  });
  return [...new Set(sentences)];
}

/**
 * When what is on screen was true: the newest that any region said of a part, and of several parts the one that is
 * furthest behind. Undefined before the first.
 */
export function dataTime(snapshot: Snapshot, part?: string): number | undefined {
  const newest = new Map<string, number>();
  for (const {part: name, about} of partsOf(snapshot, part)) {
    if (about.asOf === null) continue;
    newest.set(name, Math.max(newest.get(name) ?? Number.NEGATIVE_INFINITY, Date.parse(about.asOf)));
  }
  return newest.size === 0 ? undefined : Math.min(...newest.values());
}

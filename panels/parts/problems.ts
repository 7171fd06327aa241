import type {Part, PartState, Snapshot} from '../../source/monitor/schema.ts';

/** From what needs a hand to what passes by itself. */
const byGravity: readonly PartState[] = ['expired', 'denied', 'failed', 'throttled', 'partial', 'stale'];

type Reported = {readonly part: string; readonly region: string; readonly about: Part};

function reported(snapshot: Snapshot): readonly Reported[] {
  const parts = snapshot.sources.flatMap(source =>
    Object.entries(source.parts).map(([part, about]) => ({part, region: source.region, about})),
  );
  return parts.filter(({about}) => about.state !== 'fresh');
}

/** The states other than fresh that any part is in, the gravest first. */
export function troubledStates(snapshot: Snapshot): readonly PartState[] {
  const states = new Set(reported(snapshot).map(({about}) => about.state));
  return byGravity.filter(state => states.has(state));
}

/** What could not be read of one part, or of all, in sentences; each once. */
export function problemSentences(snapshot: Snapshot, part?: string): readonly string[] {
  const found = reported(snapshot).filter(each => part === undefined || each.part === part);
  const regions = new Set(snapshot.sources.map(source => source.region));
  const sentences = found.map(({part: name, region, about}) => {
    const where = regions.size > 1 ? ` in ${region}` : '';
    return about.problem ?? `${name}${where}: ${about.state}`;
  });
  return [...new Set(sentences)];
}

/** When the newest data on screen was true; undefined before the first. */
export function newestData(snapshot: Snapshot): number | undefined {
  const times = snapshot.sources
    .flatMap(source => Object.values(source.parts))
    .map(part => part.asOf)
    .filter(asOf => asOf !== null)
    .map(asOf => Date.parse(asOf));
  return times.length === 0 ? undefined : Math.max(...times);
}

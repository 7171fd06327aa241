import {byUrgency} from '../services/finding.ts';
import type {Service} from '../services/service.ts';
import {joinParts} from './part.ts';
import type {View} from './published.ts';
import type {Finding, Part, Snapshot, Source, Usage} from './schema.ts';
import type {Watch} from './watch.ts';

/** All that is known now, as one document. */
export function documentOf(
  watches: readonly Watch[],
  services: readonly Service[],
  view: View,
  times: {readonly takenAt: number; readonly tookMs: number},
): Snapshot {
  const seen = watches.map(watch => watch.see(view));
  const sources = seen.map(({source}) => source);
  const findings = seen.flatMap(each => each.findings).sort(byUrgency);
  const rank = rankBy(findings);
  const parts = Object.fromEntries(
    services.map(({id, list}) => {
      const resources = seen.flatMap(each => each.resources.get(id) ?? []).sort(rank);
      return [id, {...joinParts(sources.map(source => partIn(source, id))), [list]: resources}];
    }),
  );
  return {
    schema: 'hotshard.snapshot/1',
    takenAt: new Date(times.takenAt).toISOString(),
    tookMs: times.tookMs,
    status: statusOf(findings, sources),
    sources,
    findings,
    ...parts,
    usage: usageOf(watches),
  };
}

type Named = {readonly arn: string; readonly name: string};

/** The worst first, then by name. */
function rankBy(findings: readonly Finding[]): (a: Named, b: Named) => number {
  const places = new Map(findings.map(({arn}, index) => [arn, index] as const).reverse());
  const place = ({arn}: Named) => places.get(arn) ?? findings.length;
  return (a, b) => place(a) - place(b) || a.name.localeCompare(b.name) || a.arn.localeCompare(b.arn);
}

const partIn = ({parts}: Source, id: string): Part =>
  parts[id] ?? {state: 'partial', asOf: null, problem: null};

function statusOf(findings: readonly Finding[], sources: readonly Source[]): Snapshot['status'] {
  const has = (severity: Finding['severity']) => findings.some(finding => finding.severity === severity);
  if (has('critical')) return 'critical';
  const unread = sources.some(({parts}) => Object.values(parts).some(({state}) => state !== 'fresh'));
  if (unread) return 'unknown';
  return has('warning') ? 'warning' : 'ok';
}

function usageOf(watches: readonly Watch[]): Usage {
  const byOperation: Record<string, number> = {};
  let [calls, metricsRequested, estimatedUsd, estimatedUsdPerHour] = [0, 0, 0, 0];
  for (const {session, planner} of watches) {
    const {reading} = session.gate.meter;
    calls += reading.calls;
    metricsRequested += reading.metricsRequested;
    estimatedUsd += reading.estimatedUsd;
    estimatedUsdPerHour += planner.usdPerHour;
    for (const [operation, count] of Object.entries(reading.byOperation)) {
      byOperation[operation] = (byOperation[operation] ?? 0) + count;
    }
  }
  return {calls, metricsRequested, estimatedUsd, estimatedUsdPerHour, byOperation};
}

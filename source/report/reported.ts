import type {Finding, Snapshot} from '../monitor/schema.ts';
import type {Service} from '../services/service.ts';
import {formatCount} from '../text/number.ts';
import type {PartReport, ServiceReport} from './service-report.ts';

/** A snapshot with its parts in the words of their services. */
export type Reported = {readonly snapshot: Snapshot; readonly parts: readonly PartReport[]};

/** What the services bring for the reports, loaded when a report is wanted. */
export const loadReports = (services: readonly Service[]): Promise<readonly ServiceReport[]> =>
  Promise.all(services.map(service => service.report()));

export const reportedOf = (snapshot: Snapshot, reports: readonly ServiceReport[]): Reported => ({
  snapshot,
  parts: reports.map(report => report(snapshot)).filter(part => part !== undefined),
});

/** Advice for hundreds of resources would bury what is wrong. */
const mostAdvice = 20;

/** The findings of a report with bounds: all that is wrong, and not too much that is only worth knowing. */
export function listedFindings({findings}: Snapshot): readonly Finding[] {
  const wrong = findings.filter(({severity}) => severity !== 'info');
  const advice = findings.filter(({severity}) => severity === 'info');
  return advice.length <= mostAdvice ? findings : [...wrong, ...advice.slice(0, mostAdvice)];
}

/** What a report with bounds does not say, a sentence for each kind of thing. */
export function unlistedSentences({snapshot, parts}: Reported): readonly string[] {
  const advice = snapshot.findings.length - listedFindings(snapshot).length;
  const unlisted = [
    ...(advice > 0 ? [`${formatCount(advice)} more info findings`] : []),
    ...parts
      .filter(part => part.unlisted > 0)
      .map(part => `${formatCount(part.unlisted)} of ${formatCount(part.resources.length)} ${part.what}`),
  ];
  return unlisted.map(what => `${what} are not listed here; the JSON document has all of them.`);
}

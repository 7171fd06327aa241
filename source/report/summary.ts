import type {Finding, Snapshot} from '../monitor/schema.ts';
import type {Stream} from '../services/kinesis/model.ts';
import {isUnread} from '../services/kinesis/unread.ts';
import type {Mark} from '../text/marks.ts';

const severities = ['critical', 'warning', 'info'] as const;

export type Counts = Readonly<Record<(typeof severities)[number], number>> & {
  readonly quiet: number;
  readonly unread: number;
};

/** How many findings of each severity there are, and how many resources have none. */
export function countsOf(snapshot: Snapshot): Counts {
  const count = (severity: Finding['severity']): number =>
    snapshot.findings.filter(finding => finding.severity === severity).length;
  const troubled = new Set(snapshot.findings.map(finding => finding.arn));
  const others = streamsOf(snapshot).filter(stream => !troubled.has(stream.arn));
  const unread = others.filter(isUnread).length;
  const quiet = others.length - unread;
  return {critical: count('critical'), warning: count('warning'), info: count('info'), quiet, unread};
}

/** "2 critical, 1 warning, 12 quiet"; what there is none of is left out. */
export function countsInWords(snapshot: Snapshot): string {
  const {critical, warning, info, quiet, unread} = countsOf(snapshot);
  const words = [
    critical > 0 ? `${critical} critical` : '',
    warning > 0 ? `${warning} ${warning === 1 ? 'warning' : 'warnings'}` : '',
    info > 0 ? `${info} info` : '',
    quiet > 0 ? `${quiet} quiet` : '',
    unread > 0 ? `${unread} unread` : '',
  ].filter(word => word !== '');
  return words.length > 0 ? words.join(', ') : nothingInWords(snapshot);
}

function nothingInWords(snapshot: Snapshot): string {
  if (snapshot.status === 'unknown') return 'nothing could be read';
  return snapshot.kinesis ? 'no streams' : 'nothing was asked for';
}

/** How bad a resource is: its worst finding. */
export function markOf(snapshot: Snapshot): (resource: {readonly arn: string}) => Mark {
  const worst = new Map<string, Mark>();
  for (const {arn, severity} of snapshot.findings) {
    const known = worst.get(arn);
    if (known === undefined || rank(severity) < rank(known)) worst.set(arn, severity);
  }
  return ({arn}) => worst.get(arn) ?? 'quiet';
}

const rank = (mark: Mark): number => (mark === 'quiet' ? severities.length : severities.indexOf(mark));

export const streamsOf = (snapshot: Snapshot): readonly Stream[] => snapshot.kinesis?.streams ?? [];

/** Whether names need their region beside them to be told apart. */
export const hasManySources = (snapshot: Snapshot): boolean => snapshot.sources.length > 1;

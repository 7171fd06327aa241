import type {Finding} from '../monitor/schema.ts';
import type {Reported} from './reported.ts';

export type Counts = Readonly<Record<Finding['severity'], number>> & {
  readonly quiet: number;
  readonly unread: number;
};

/** How many findings of each severity there are, and how many resources have none. */
export function countsOf({snapshot, parts}: Reported): Counts {
  const count = (severity: Finding['severity']): number =>
    snapshot.findings.filter(finding => finding.severity === severity).length;
  const troubled = new Set(snapshot.findings.map(finding => finding.arn));
  let [quiet, unread] = [0, 0];
  for (const part of parts) {
    const others = part.resources.filter(({arn}) => !troubled.has(arn));
    const unreadHere = others.filter(({arn}) => part.unread.has(arn)).length;
    unread += unreadHere;
    quiet += others.length - unreadHere;
  }
  return {critical: count('critical'), warning: count('warning'), info: count('info'), quiet, unread};
}

/** "2 critical, 1 warning, 12 quiet"; what there is none of is left out. */
export function countsInWords(reported: Reported): string {
  const {critical, warning, info, quiet, unread} = countsOf(reported);
  const words = [
    critical > 0 ? `${critical} critical` : '',
    warning > 0 ? `${warning} ${warning === 1 ? 'warning' : 'warnings'}` : '',
    info > 0 ? `${info} info` : '',
    quiet > 0 ? `${quiet} quiet` : '',
    unread > 0 ? `${unread} unread` : '',
  ].filter(word => word !== '');
  return words.length > 0 ? words.join(', ') : nothingInWords(reported);
}

function nothingInWords({snapshot, parts}: Reported): string {
  if (snapshot.status === 'unknown') return 'nothing could be read';
  return parts.length === 0 ? 'nothing was asked for' : parts.map(({what}) => `no ${what}`).join(', ');
}

import type {Snapshot} from '../monitor/schema.ts';
import type {Mark} from '../text/marks.ts';

const ranks: Readonly<Record<Mark, number>> = {critical: 0, warning: 1, info: 2, quiet: 3};

/** How bad a resource is: its worst finding. */
export function markOf(snapshot: Snapshot): (resource: {readonly arn: string}) => Mark {
  const worst = new Map<string, Mark>();
  for (const {arn, severity} of snapshot.findings) {
    const known = worst.get(arn);
    if (known === undefined || ranks[severity] < ranks[known]) worst.set(arn, severity);
  }
  return ({arn}) => worst.get(arn) ?? 'quiet';
}

/** Whether names need their region beside them to be told apart. */
export const hasManySources = (snapshot: Snapshot): boolean => snapshot.sources.length > 1;

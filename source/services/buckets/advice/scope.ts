import {dayMs} from '../limits.ts';
import type {Histogram} from '../scan/histogram.ts';
import type {Advised} from './advised.ts';

/** Days since the objects were counted: by so much they are older now. */
export const daysSince = ({startedAt}: Histogram, now: number): number =>
  Math.max(0, Math.floor((now - startedAt) / dayMs));

/** All bytes in STANDARD, by the daily metrics or by the count, whichever knows more. */
export function standardBytes({classes}: Advised, {cells}: Histogram): number {
  const counted = cells
    .filter(({storageClass}) => storageClass === 'STANDARD')
    .reduce((sum, {bytes}) => sum + bytes, 0);
  const measured = classes.find(({storageClass}) => storageClass === 'STANDARD');
  return Math.max(counted, measured?.bytes ?? counted);
}

/** Of what the numbers are, where that is not the whole bucket as it is now. */
export function limitsOf(histogram: Histogram, olderBy: number): readonly string[] {
  const {whole, prefix} = histogram;
  return [
    ...(whole ? [] : ['The count was stopped before its end: all of it is at least so much.']),
    ...(prefix === '' ? [] : [`Only objects under ${JSON.stringify(prefix)} were counted.`]),
    ...(olderBy === 0 ? [] : [`Counted ${olderBy} days ago: what came since is not in it.`]),
  ];
}

import {formatShare} from '../../../text/number.ts';
import type {Advice} from '../model.ts';
import type {Advised} from './advised.ts';
import {countOf} from './wording.ts';

/** From so much on, the share would read as all of it. */
const nearlyAll = 0.995;

/** What a count says that was stopped is of what it reached, and of nothing else: each advice begins with that. */
export function ofPart({histogram, objects}: Advised, advice: readonly Advice[]): readonly Advice[] {
  if (!histogram || histogram.whole) return advice;
  const counted = histogram.cells.reduce((sum, cell) => sum + cell.objects, 0);
  const share = histogram.prefix === '' && objects !== null && objects > 0 ? counted / objects : undefined;
  const isTold = share !== undefined && share < nearlyAll;
  const part = isTold ? formatShare(share) : countOf(counted);
  const were = isTold || counted === 1 ? 'was' : 'were';
  const reached = isTold ? `${countOf(counted)}, ${part} of the bucket` : countOf(counted);
  return advice.map(each => ({
    ...each,
    title: `${part} counted: ${each.title}`,
    text: `Of the ${part} that ${were} counted: ${each.text}`,
    arithmetic: [`The count reached ${reached}: the numbers are of those alone.`, ...each.arithmetic],
  }));
}

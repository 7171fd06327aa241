import {isDirectoryBucket} from '../directory.ts';
import type {Advice} from '../model.ts';
import type {Advised} from './advised.ts';
import {intelligentTieringAdvice} from './intelligent-tiering.ts';
import {measuredOverheadAdvice} from './measured-overhead.ts';
import {noLifecycleAdvice, noncurrentAdvice, uploadsAdvice} from './missing-rules.ts';
import {ofPart} from './of-part.ts';
import {smallArchivedAdvice} from './small-archived.ts';
import {smallMovesAdvice} from './small-moves.ts';
import {smallObjectsAdvice} from './small-objects.ts';
import {transitionAdvice} from './transition.ts';

/** What to change about a bucket, what saves most first; pure, and never a number that nobody can know. */
export function adviseFrom(advised: Advised): Advice[] {
  // A directory bucket has one class, no versions, and rules that only delete.
  if (isDirectoryBucket(advised.name)) return [...uploadsAdvice(advised)];
  const priced = ofPart(advised, [
    ...transitionAdvice(advised),
    ...smallObjectsAdvice(advised),
    ...smallArchivedAdvice(advised),
  ]).toSorted((left, right) => (right.savesUsdPerMonth ?? 0) - (left.savesUsdPerMonth ?? 0));
  const hasRule = priced.some(({kind}) => kind === 'transition');
  return [
    ...priced,
    ...(hasRule ? [] : noLifecycleAdvice(advised)),
    ...smallMovesAdvice(advised),
    ...measuredOverheadAdvice(advised),
    ...ofPart(advised, intelligentTieringAdvice(advised)),
    ...noncurrentAdvice(advised),
    ...uploadsAdvice(advised),
  ];
}

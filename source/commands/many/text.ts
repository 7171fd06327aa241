import type {Plan} from '../../actions/plan.ts';
import {plain} from '../../text/cell.ts';
import {type Case, countOf} from './case.ts';

/** All plans of many, for a person to read before saying yes. */
export function manyPlansText(title: string, plans: readonly Plan[], others: readonly Case[]): string {
  const undos = new Set(plans.map(plan => plan.undo));
  const warnings = new Set(plans.flatMap(plan => plan.warnings));
  return [
    `${title}: ${plans.length} of ${plans.length + others.length}`,
    ...plans.flatMap(plan => [
      `  ${plan.title} (${plan.risk})`,
      ...plan.changes.map(change => `    ${change}`),
    ]),
    ...[...warnings].map(warning => `Warning: ${warning}`),
    ...[...undos].map(undo => `Undo: ${undo}`),
    ...others.map(({name, is, says}) => `${is === 'failed' ? 'Not read' : 'Skipped'}: ${name}. ${says}`),
    'Nothing was changed: --yes carries it out.',
    '',
  ]
    .map(plain)
    .join('\n');
}

const marks: Readonly<Record<Case['is'], string>> = {
  passed: 'passed',
  failed: 'FAILED',
  unknown: 'UNKNOWN',
  skipped: 'skipped',
};

/** How it went, what failed last, where it is read first. */
export function manyResultsText(cases: readonly Case[]): string {
  const order: readonly Case['is'][] = ['passed', 'skipped', 'unknown', 'failed'];
  const sorted = order.flatMap(is => cases.filter(each => each.is === is));
  const counts = order.map(is => `${countOf(cases, is)} ${is}`).join(', ');
  return [...sorted.map(({name, is, says}) => `${marks[is]} ${name}: ${says}`), `${counts}.`, ''].join('\n');
}

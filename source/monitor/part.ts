import type {Problem} from '../aws/problem.ts';
import type {Standing} from '../services/service.ts';
import type {Part, PartState} from './schema.ts';

/** How far a part of one session could be read, in one word and one sentence. */
export function partOf(standing: Standing, metricProblem: Problem | undefined): Part {
  const {asOf, rootProblem, detailProblem} = standing;
  const problem = rootProblem ?? detailProblem ?? metricProblem;
  return {
    state: stateOf(standing, problem),
    asOf: asOf === undefined ? null : new Date(asOf).toISOString(),
    problem: problem?.sentence ?? null,
  };
}

function stateOf({asOf, rootProblem}: Standing, problem: Problem | undefined): PartState {
  if (!problem) return asOf === undefined ? 'partial' : 'fresh';
  if (!rootProblem) return 'partial';
  return asOf !== undefined && rootProblem.missing === 'failed' ? 'stale' : rootProblem.missing;
}

const worst: readonly PartState[] = ['expired', 'denied', 'failed', 'throttled', 'stale', 'partial', 'fresh'];

/** The same part of several sessions as one: the worst state, the oldest time, every problem once. */
export function joinParts(parts: readonly Part[]): Part {
  const state = worst.find(candidate => parts.some(part => part.state === candidate)) ?? 'partial';
  const times = parts.map(part => part.asOf).filter(time => time !== null);
  const problems = new Set(parts.map(part => part.problem).filter(problem => problem !== null));
  return {
    // Where one region answers and another does not, what there is is partial.
    state: state !== 'fresh' && parts.some(part => part.state === 'fresh') ? 'partial' : state,
    asOf: times.toSorted()[0] ?? null,
    problem: problems.size === 0 ? null : [...problems].join(' '),
  };
}

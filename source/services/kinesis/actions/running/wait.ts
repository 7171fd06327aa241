import type {Work} from '../../../../actions/action.ts';
import type {Problem} from '../../../../aws/problem.ts';
import type {ShardFact} from '../../facts.ts';

const pollMs = 2_000;

/** Waiting knows no facts of its own. */
type AnyWork = Omit<Work<unknown>, 'gather'>;

export type Waited =
  | {readonly is: 'active'}
  | {readonly is: 'stopped'}
  | {readonly is: 'late'}
  | {readonly is: 'unreadable'; readonly problem: Problem};

/** Sleeps; false when it was told to stop meanwhile. */
export async function pause(work: AnyWork, ms: number): Promise<boolean> {
  try {
    await work.sleep(ms);
  } catch (error) {
    if (!work.signal.aborted) throw error;
  }
  return !work.signal.aborted;
}

/** Waits until a change is through: the stream is ACTIVE again and its shards are what they should become. */
export async function waitUntilActive(
  work: AnyWork,
  arn: string,
  longestMs: number,
  isThrough: (shards: readonly ShardFact[]) => boolean = () => true,
): Promise<Waited> {
  const {describeSummary, listShards} = await import('../../requests.ts');
  const until = work.now() + longestMs;
  let problem: Problem | undefined;
  while (work.now() < until) {
    if (!(await pause(work, pollMs))) return {is: 'stopped'};
    const summary = await work.session.attempt('kinesis:DescribeStreamSummary', () =>
      describeSummary(work.session, arn),
    );
    problem = summary.ok ? undefined : summary.problem;
    if (!summary.ok || summary.value.status !== 'ACTIVE') continue;
    const shards = await work.session.attempt('kinesis:ListShards', () => listShards(work.session, arn));
    problem = shards.ok ? undefined : shards.problem;
    if (shards.ok && isThrough(shards.value)) return {is: 'active'};
  }
  return problem ? {is: 'unreadable', problem} : {is: 'late'};
}

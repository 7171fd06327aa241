import type {Ending, Work} from '../../../actions/action.ts';

const pollMs = 2_000;

type Seen = 'seen' | 'late' | 'stopped';

/** Looks again and again whether what was asked for is so; not longer than that, and not when told to stop. */
export async function readBack(
  {now, sleep, signal}: Pick<Work<unknown>, 'now' | 'sleep' | 'signal'>,
  longestMs: number,
  isSo: () => Promise<boolean>,
): Promise<Seen> {
  const until = now() + longestMs;
  while (!(await isSo())) {
    if (now() >= until) return 'late';
    try {
      await sleep(pollMs);
    } catch (error) {
      if (!signal.aborted) throw error;
      return 'stopped';
    }
  }
  return 'seen';
}

/** How a change ended that AWS took: what is not seen is not called done. */
export function endingOf(is: Seen, otherwise: string): Ending {
  if (is === 'seen') return {ended: 'done'};
  if (is === 'stopped') return {ended: 'stopped', says: 'AWS took the change; it was not read back.'};
  const sentence = `AWS took the change, and ${otherwise}: look again in a minute, then plan again.`;
  return {ended: 'failed', problem: {missing: 'failed', code: 'NotSeen', sentence}};
}

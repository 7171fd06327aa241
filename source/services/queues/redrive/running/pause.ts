import type {Work} from '../../../../actions/action.ts';

type Stoppable = Pick<Work<unknown>, 'signal' | 'sleep'>;

/** Sleeps; wakes at once when it is told to stop. */
export async function pause({signal, sleep}: Stoppable, ms: number): Promise<void> {
  try {
    await sleep(ms);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** The value, or undefined as soon as it is told to stop: nobody waits for a slow answer then. */
export async function unlessStopped<Value>(
  {signal}: Pick<Stoppable, 'signal'>,
  value: Promise<Value>,
): Promise<Value | undefined> {
  // Nobody may hear of it any more.
  value.catch(() => undefined);
  if (signal.aborted) return undefined;
  const stopped = Promise.withResolvers<undefined>();
  const onAbort = () => stopped.resolve(undefined);
  signal.addEventListener('abort', onAbort, {once: true});
  try {
    return await Promise.race([value, stopped.promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

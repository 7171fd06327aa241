import {say} from './print.ts';
import type {StopSignal} from './signals.ts';

const heard = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Stops what is done in `work` between two steps at a signal; with what came of it, which signal that was. */
export async function stopOnSignal<Value>(
  stop: AbortController,
  work: () => Promise<Value>,
): Promise<{readonly value: Value; readonly signalled: StopSignal | undefined}> {
  let signalled: StopSignal | undefined;
  const unheard = () => {
    for (const signal of heard) process.off(signal, onSignal);
  };
  const onSignal = (signal: NodeJS.Signals) => {
    signalled = heard.find(each => each === signal);
    // The next one ends the process as it would end any other.
    unheard();
    say(`hotshard: ${signal}: stopping between two steps.`);
    stop.abort();
  };
  for (const signal of heard) process.on(signal, onSignal);
  try {
    const value = await work();
    return {value, signalled};
  } finally {
    unheard();
  }
}

import type {MonitorHandle} from '../source/monitor/published.ts';
import type {Host} from './host.ts';

type Resume = () => Promise<void>;
/** Hands the terminal back to the shell; what it gives takes it again. */
export type SuspendTerminal = () => Promise<{readonly resume: Resume}>;

/** After this long without a stop there was no shell to stop for: the console comes back by itself. */
const noShellMs = 250;

export type Suspension = {
  readonly suspend: () => void;
  /** The terminal belongs to the shell now. */
  readonly isSuspended: () => boolean;
  readonly end: () => void;
};

/**
 * Ctrl-z, and SIGTSTP from outside: the terminal goes back to the shell, nothing is read meanwhile, and SIGCONT
 * (`fg`) brings the console back. While the process listens for SIGTSTP that signal does not stop it, so it
 * stops listening first.
 */
export function createSuspension(
  {events, stop}: Host,
  monitor: MonitorHandle,
  suspendTerminal: () => SuspendTerminal | undefined,
  failed: (error: unknown) => void,
): Suspension {
  let suspended = false;
  let ended = false;

  const run = async (): Promise<void> => {
    const handOver = suspendTerminal();
    if (suspended || ended || !handOver) return;
    suspended = true;
    events.off('SIGTSTP', onStop);
    const wasPaused = monitor.get().paused;
    monitor.pause(true);
    const {resume} = await handOver();
    const {promise: continued, resolve} = Promise.withResolvers<void>();
    events.on('SIGCONT', resolve);
    // Raw mode is off and so is the hold that stdin has on the process: the timer keeps it alive.
    const timer = setTimeout(resolve, noShellMs);
    stop();
    await continued;
    clearTimeout(timer);
    events.off('SIGCONT', resolve);
    suspended = false;
    if (ended) return;
    events.on('SIGTSTP', onStop);
    await resume();
    monitor.pause(wasPaused);
  };
  const onStop = (): void => {
    run().catch(failed);
  };
  events.on('SIGTSTP', onStop);
  return {
    suspend: onStop,
    isSuspended: () => suspended,
    end: () => {
      ended = true;
      events.off('SIGTSTP', onStop);
    },
  };
}

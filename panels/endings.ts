import type {Host} from './host.ts';
import type {ExitReason} from './model.ts';

const signals = ['SIGHUP', 'SIGTERM', 'SIGINT'] as const;

/**
 * Everything outside the keys that ends the console: signals, a terminal that is gone, a bug that nobody caught.
 * Gives back what stops listening.
 */
export function watchEndings({stdin, stdout, events}: Host, leave: (reason: ExitReason) => void): () => void {
  const heard = signals.map(signal => {
    const listener = (): void => leave({signal});
    events.on(signal, listener);
    return () => events.off(signal, listener);
  });
  // EIO and EPIPE: the pty or the SSH session behind it is gone. Nobody is there to be told anything else.
  const gone = (): void => leave({signal: 'SIGHUP'});
  const bug = (error: unknown): void =>
    leave({error: error instanceof Error ? error : new Error(String(error))});
  stdin.on('end', gone);
  stdin.on('error', gone);
  stdout.on('error', gone);
  events.on('uncaughtException', bug);
  events.on('unhandledRejection', bug);
  return () => {
    for (const stop of heard) stop();
    stdin.off('end', gone);
    stdin.off('error', gone);
    // Left in place: a terminal that is gone may still report it after the end, and nobody else listens.
    stdout.on('error', ignore);
    stdout.off('error', gone);
    events.off('uncaughtException', bug);
    events.off('unhandledRejection', bug);
  };
}

const ignore = (): void => {};

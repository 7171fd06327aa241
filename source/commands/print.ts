import {reasonOf, UsageError} from '../usage-error.ts';

/** The reader of our output has gone away: nothing is left to say. */
export class OutputClosed extends Error {
  override readonly name = 'OutputClosed';
}

/** Writes data to standard output, and waits until it is taken. */
export async function print(text: string): Promise<void> {
  const {promise, resolve, reject} = Promise.withResolvers<void>();
  const onError = (error: NodeJS.ErrnoException) => {
    const isClosed = error.code === 'EPIPE' || error.code === 'EIO';
    const problem = `Standard output cannot be written: ${reasonOf(error)}.`;
    reject(isClosed ? new OutputClosed() : new UsageError(problem));
  };
  process.stdout.once('error', onError);
  process.stdout.write(text, error => (error ? onError(error) : resolve()));
  try {
    await promise;
  } finally {
    process.stdout.off('error', onError);
  }
}

/** Everything that is not data goes to standard error. */
export const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

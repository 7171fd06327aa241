import type {Outcome} from '../../../aws/problem.ts';
import {UsageError} from '../../../usage-error.ts';

/** What the disk refuses is a problem like what AWS refuses: it ends the work, and what is held is given back. */
export function written<Value>(write: () => Value): Outcome<Value> {
  try {
    return {ok: true, value: write()};
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return {ok: false, problem: {missing: 'failed', code: 'FileNotWritten', sentence: error.message}};
  }
}

import {wait} from '../../../clock.ts';

/**
 * Whoever leaves waits so long for what is held to be given back; what is later comes back by itself. A little less
 * than the console waits, so that the journal still says how it ended.
 */
export const leavingMs = 600;
/** Of that, so long for a request that would bring more. */
export const leavingReceiveMs = 200;

/** Waits for anything while nobody wants to leave, and only so long more once somebody does. */
export type Patience = {
  /** Undefined when it took too long: whether it was done, nobody knows. */
  readonly for: <Value>(work: Promise<Value>) => Promise<Value | undefined>;
  readonly end: () => void;
};

/** Real time: it is the patience of whoever leaves, not the account's clock. */
export function patienceOf(leaves: AbortSignal, ms: number): Patience {
  const ended = new AbortController();
  const over = Promise.withResolvers<undefined>();
  const count = () => {
    wait(ms, ended.signal).then(
      () => over.resolve(undefined),
      () => undefined,
    );
  };
  if (leaves.aborted) count();
  else leaves.addEventListener('abort', count, {once: true, signal: ended.signal});
  return {
    for: work => Promise.race([work, over.promise]),
    end: () => ended.abort(),
  };
}

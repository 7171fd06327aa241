type Waiter = {
  readonly holds: () => boolean;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
};

export type Waiting = {
  /** Resolves as soon as the condition holds; fails with what `explain` says, late or when all is over. */
  readonly until: (holds: () => boolean, within: number, explain: (why: string) => string) => Promise<void>;
  /** Something changed: look again. */
  readonly look: () => void;
  /** Nothing will change any more. */
  readonly end: () => void;
};

/** Conditions that are looked at when something changes, never on a timer. */
export function createWaiting(): Waiting {
  const waiters = new Map<Waiter, (why: string) => string>();
  let over = false;

  const look = () => {
    for (const waiter of [...waiters.keys()]) if (waiter.holds()) waiter.resolve();
  };

  return {
    look,
    end() {
      over = true;
      look();
      for (const [waiter, explain] of [...waiters])
        waiter.reject(new Error(explain('the program has ended')));
    },
    async until(holds, within, explain) {
      if (holds()) return;
      if (over) throw new Error(explain('the program has ended'));
      const {promise, resolve, reject} = Promise.withResolvers<void>();
      const waiter = {holds, resolve, reject};
      waiters.set(waiter, explain);
      const timer = setTimeout(() => reject(new Error(explain(`not within ${within} ms`))), within);
      try {
        await promise;
      } finally {
        clearTimeout(timer);
        waiters.delete(waiter);
      }
    },
  };
}

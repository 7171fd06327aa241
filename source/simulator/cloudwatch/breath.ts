const longestMs = 5;

/**
 * For loops that take long: gives a promise to wait for when the event loop has been held for some milliseconds,
 * and nothing otherwise. The simulated account shares its process with the console that asks it.
 */
export function createBreath(): () => Promise<void> | undefined {
  let since = performance.now();
  return () => {
    if (performance.now() - since < longestMs) return undefined;
    const {promise, resolve} = Promise.withResolvers<void>();
    setImmediate(() => {
      since = performance.now();
      resolve();
    });
    return promise;
  };
}

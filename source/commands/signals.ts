const numbers = {SIGHUP: 1, SIGINT: 2, SIGTERM: 15} as const;
export type StopSignal = keyof typeof numbers;

/** 129 hung up, 130 interrupted, 143 terminated: as a shell counts. */
export const exitCodeOfSignal = (signal: StopSignal): number => 128 + numbers[signal];

/** Resolves with the first of these signals that comes; the others are heard no more. */
export async function untilSignal(signals: readonly StopSignal[]): Promise<StopSignal> {
  const {promise, resolve} = Promise.withResolvers<StopSignal>();
  const listeners = signals.map(signal => ({signal, hear: () => resolve(signal)}));
  for (const {signal, hear} of listeners) process.on(signal, hear);
  const heard = await promise;
  for (const {signal, hear} of listeners) process.off(signal, hear);
  return heard;
}

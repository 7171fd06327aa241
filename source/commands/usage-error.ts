/** What was asked for cannot be done as it was written: one sentence says why. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

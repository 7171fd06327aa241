const regions = new WeakMap<object, string>();

/** Remembers where a request went that failed: a bucket is asked where it is, and not where its session is. */
export function rememberRegion(error: unknown, region: string): void {
  if (typeof error === 'object' && error !== null) regions.set(error, region);
}

/** Undefined where no request failed with it. */
export const regionAsked = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null ? regions.get(error) : undefined;

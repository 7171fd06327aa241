type Refusal = {
  readonly name: string;
  readonly $response?: {readonly headers?: Readonly<Record<string, string>>};
};

const isRefusal = (error: unknown): error is Refusal =>
  typeof error === 'object' && error !== null && 'name' in error && typeof error.name === 'string';

/** What is not configured is refused with a code of its own: that is an answer, and no problem. */
export async function orNone<Value>(none: Value, ask: () => Promise<Value>): Promise<Value> {
  try {
    return await ask();
  } catch (error) {
    if (isRefusal(error) && notConfigured.test(error.name)) return none;
    throw error;
  }
}

const notConfigured =
  /^(NoSuchLifecycleConfiguration|ServerSideEncryptionConfigurationNotFoundError|NoSuchPublicAccessBlockConfiguration|NoSuchConfiguration)$/;

/** The region of a bucket is in a header of its answers, refusals and redirects among them. HeadBucket, API reference. */
export const regionInRefusal = (error: unknown): string | undefined =>
  isRefusal(error) ? error.$response?.headers?.['x-amz-bucket-region'] : undefined;

/** It was deleted since it was listed. */
export const isGone = (code: string | undefined): boolean => code === 'NoSuchBucket';

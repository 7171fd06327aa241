import {UsageError} from '../usage-error.ts';

/** No region was named anywhere. */
class NoRegion extends UsageError {
  constructor() {
    super('No region is set: name one with --region, set AWS_REGION, or put it in the profile.');
  }
}

/** The region of the profile in the AWS config files. */
export async function defaultRegion(profile: string | undefined): Promise<string> {
  const {STSClient} = await import('@aws-sdk/client-sts');
  const client = new STSClient(profile === undefined ? {} : {profile});
  try {
    return await client.config.region();
  } catch {
    throw new NoRegion();
  } finally {
    client.destroy();
  }
}

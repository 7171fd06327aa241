import {requestHandler} from './clients.ts';

type Identity = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
  readonly accountId?: string;
};
export type AwsCredentials = () => Promise<Identity>;

/** No wait for instance metadata or single sign-on may be longer. */
const waitAtMostMs = 2_000;
const renewBeforeMs = 5 * 60_000;

/**
 * The default credential chain, for a profile if one is named: environment, profile, SSO, process, web
 * identity, container, instance. All clients of a session share what it found; the files are read anew when
 * that is about to expire or could not be used, so that a login in another window is seen.
 */
export function credentialChain(profile: string | undefined): AwsCredentials {
  return shared(async () => {
    const {fromNodeProviderChain} = await import('@aws-sdk/credential-providers');
    return fromNodeProviderChain({
      ...(profile === undefined ? {} : {profile}),
      ignoreCache: true,
      timeout: waitAtMostMs / 2,
      maxRetries: 0,
      clientConfig: {requestHandler: await requestHandler(waitAtMostMs)},
    })();
  });
}

function shared(resolve: AwsCredentials): AwsCredentials {
  let current: Promise<Identity> | undefined;
  const resolveInTime = () => Promise.race([resolve(), tooLate()]);
  return async () => {
    const known = await current;
    if (known && !endsSoon(known)) return known;
    const mine = resolveInTime();
    current = mine;
    mine.catch(() => {
      if (current === mine) current = undefined;
    });
    return mine;
  };
}

/** A credential process may ask somebody something, and for ever. */
const giveUpAfterMs = 60_000;

async function tooLate(): Promise<never> {
  await new Promise(resolve => {
    setTimeout(resolve, giveUpAfterMs).unref();
  });
  const error = new Error('The credentials did not come in time');
  error.name = 'CredentialsProviderError';
  throw error;
}

const endsSoon = ({expiration}: Identity): boolean =>
  expiration !== undefined && expiration.getTime() - Date.now() < renewBeforeMs;

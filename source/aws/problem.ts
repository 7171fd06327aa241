import type {Missing} from '../reading.ts';
import {permissionOf} from './operations.ts';

/** Something that AWS, the network or the credentials refused: an error as a value, with what to do about it. */
export type Problem = {
  /** What a number that could not be had for this reason is marked with. */
  readonly missing: Extract<Missing, 'denied' | 'throttled' | 'expired' | 'failed'>;
  /** AWS's name of the error, or Node's. */
  readonly code: string;
  /** One plain sentence: what happened and what to do. */
  readonly sentence: string;
  /** What AWS itself said, in its own words, where it refused: one code can mean several things. */
  readonly message?: string;
  /** The request may have been carried out all the same: no answer came, or AWS's own error. */
  readonly uncertain?: true;
};

export type Outcome<Value> =
  | {readonly ok: true; readonly value: Value}
  | {readonly ok: false; readonly problem: Problem};

/** Where a request was going, for the sentence. */
export type Destination = {
  readonly operation: string;
  readonly region: string;
  readonly profile: string | undefined;
  readonly endpoint: string | undefined;
};

type ErrorLike = {
  readonly name: string;
  readonly message: string;
  readonly code?: unknown;
  readonly hostname?: unknown;
  readonly cause?: unknown;
  readonly errors?: readonly unknown[];
  readonly $metadata?: {readonly httpStatusCode?: number};
};

const isErrorLike = (value: unknown): value is ErrorLike =>
  typeof value === 'object' && value !== null && 'name' in value && 'message' in value;

export const isThrottle = (error: unknown): boolean =>
  isErrorLike(error) &&
  (/throttl|LimitExceeded|TooManyRequests|RequestLimit|SlowDown|ProvisionedThroughputExceeded|Rate exceeded/i.test(
    error.name,
  ) ||
    error.$metadata?.httpStatusCode === 429);

/** Any error of a request, in words. Errors that are bugs of ours are thrown on. */
export function explain(error: unknown, to: Destination): Problem {
  const problem = explained(error, to);
  return isCertain(error) ? problem : {...problem, uncertain: true};
}

/** Where nothing can have left this machine, or AWS itself has said no. */
const neverSent =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|CERT_|SELF_SIGNED|UNABLE_TO_|ERR_PROXY_TUNNEL|ERR_INVALID)/;

function isCertain(error: unknown): boolean {
  if (!isErrorLike(error)) return false;
  const status = error.$metadata?.httpStatusCode;
  if (status !== undefined) return status >= 400 && status < 500;
  if (/^(CredentialsProvider|Provider|TokenProvider|NotAllowedHere)/.test(error.name)) return true;
  const codes = [error, ...(error.errors ?? []), error.cause].filter(isErrorLike).map(({code}) => code);
  return codes.some(code => typeof code === 'string' && neverSent.test(code));
}

function explained(error: unknown, to: Destination): Problem {
  if (!isErrorLike(error)) throw error;
  if (typeof error.code === 'string' && error.code.startsWith('ERR_') && !(error.code in unreachable)) {
    return unsendable(error.code);
  }
  if (isBug(error)) throw error;
  const network = networkProblem(error, to);
  if (network) return network;
  return credentialProblem(error, to) ?? answerProblem(error, to);
}

const isBug = (error: ErrorLike): boolean =>
  error instanceof RangeError ||
  error instanceof ReferenceError ||
  (error instanceof TypeError && !/fetch|invalid url/i.test(error.message));

const login = (to: Destination): string =>
  to.profile ? `aws sso login --profile ${to.profile}` : 'aws sso login';

/** Node will not send it: most often a key or a token that was pasted with a line break. */
const unsendable = (code: string): Problem => ({
  missing: 'failed',
  code,
  sentence: `The request could not be sent (${code}): is there a line break or a blank in a key, a token or the endpoint?`,
});

function credentialProblem(error: ErrorLike, to: Destination): Problem | undefined {
  const code = error.name;
  const whose = to.profile ? `profile ${to.profile}` : 'these credentials';
  if (
    /ExpiredToken|RequestExpired|TokenRefreshRequired|SSOTokenProviderFailure/.test(code) ||
    /token (is|has) expired|session.*(expired|invalid)/i.test(error.message)
  ) {
    return {
      missing: 'expired',
      code,
      sentence: `The session of ${whose} has expired: log in again (${login(to)}), it goes on by itself.`,
    };
  }
  if (code === 'CredentialsProviderError' || code === 'ProviderError') {
    if (/mfa|multi-factor/i.test(error.message)) {
      return {
        missing: 'failed',
        code,
        sentence: `Profile ${to.profile ?? 'default'} asks for an MFA code: get a session first (aws sts get-session-token) and use its keys.`,
      };
    }
    if (to.profile) {
      return {
        missing: 'failed',
        code,
        sentence: `Profile ${to.profile} gives no credentials: is it in the AWS config files, or does it need a login (${login(to)})?`,
      };
    }
    return {
      missing: 'failed',
      code,
      sentence: `No AWS credentials were found: name a profile (--profile), run ${login(to)}, or set AWS_ACCESS_KEY_ID.`,
    };
  }
  if (/UnrecognizedClient|InvalidClientTokenId|InvalidAccessKeyId/.test(code)) {
    return {
      missing: 'failed',
      code,
      sentence: `AWS does not accept the access key of ${whose} in ${to.region}: is it the right account, and is the region enabled?`,
    };
  }
  if (/InvalidSignature|SignatureDoesNotMatch|IncompleteSignature|RequestTimeTooSkewed/.test(code)) {
    return {
      missing: 'failed',
      code,
      sentence: `AWS refused the signature: check the secret key, the region ${to.region} and this machine's clock.`,
    };
  }
  return undefined;
}

const unreachable: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing answers there',
  ECONNRESET: 'the connection was cut',
  EPIPE: 'the connection was cut',
  ETIMEDOUT: 'it does not answer in time',
  TimeoutError: 'it does not answer in time',
  AbortError: 'it does not answer in time',
  EHOSTUNREACH: 'there is no route to it',
  ENETUNREACH: 'there is no network',
  EAI_AGAIN: 'its name cannot be looked up',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is not trusted (set NODE_EXTRA_CA_CERTS)',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is not trusted (set NODE_EXTRA_CA_CERTS)',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is not trusted (set NODE_EXTRA_CA_CERTS)',
  ERR_PROXY_TUNNEL: 'the proxy refused the connection',
};

function networkProblem(error: ErrorLike, to: Destination): Problem | undefined {
  const inner = [error.cause, ...(error.errors ?? [])].find(isErrorLike);
  const code = [error.code, error.name, inner?.code].find(
    (word): word is string => typeof word === 'string' && (word in unreachable || word === 'ENOTFOUND'),
  );
  if (code === undefined) return undefined;
  if (code === 'ENOTFOUND') {
    const host = typeof error.hostname === 'string' ? error.hostname : (to.endpoint ?? 'its endpoint');
    return {
      missing: 'failed',
      code,
      sentence: `There is no host ${host}: is ${to.region} a region of AWS, and is there a network?`,
    };
  }
  const where = to.endpoint ?? `${to.operation.split(':')[0]} in ${to.region}`;
  const sentence = `Cannot reach ${where}: ${unreachable[code]}.`;
  return {missing: 'failed', code, sentence};
}

/** SQS and S3 refuse with the status of a missing permission what is only not possible at the moment. */
const forbiddenForNow = /PurgeQueueInProgress|OverLimit|InvalidObjectState/;

function answerProblem(error: ErrorLike, to: Destination): Problem {
  const code = error.name;
  const status = error.$metadata?.httpStatusCode;
  if (isThrottle(error)) {
    return {
      missing: 'throttled',
      code,
      sentence: `AWS throttles ${to.operation} in ${to.region}: asking more slowly from now on.`,
      message: oneLine(error.message),
    };
  }
  if (
    /AccessDenied|UnauthorizedOperation|NotAuthorized|Forbidden/.test(code) ||
    (status === 403 && !forbiddenForNow.test(code))
  ) {
    // What is encrypted takes a second permission, and the message alone says which of the two lacks.
    const [permission = permissionOf(to.operation)] = /\bkms:[A-Z]\w+/.exec(error.message) ?? [];
    const wanted = permission === to.operation ? 'that permission' : `the permission ${permission}`;
    return {
      missing: 'denied',
      code,
      sentence: `Not allowed: ${to.operation} in ${to.region}. Ask for ${wanted}; the rest keeps working.`,
    };
  }
  if (status !== undefined && status >= 500) {
    return {
      missing: 'failed',
      code,
      sentence: `AWS answered ${to.operation} with an error of its own (${status} ${code}): trying again at the next refresh.`,
    };
  }
  return {
    missing: 'failed',
    code,
    sentence: `AWS refused ${to.operation}: ${oneLine(error.message)} (${code}).`,
    message: oneLine(error.message),
  };
}

const oneLine = (message: string): string =>
  message.replace(/\s+/g, ' ').trim().slice(0, 200).replace(/\.$/, '');

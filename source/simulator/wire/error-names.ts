import type {AwsError} from '../operation.ts';
import type {Call} from './call.ts';
import type {Service} from './services.ts';

/**
 * The same refusal has two names: one in the JSON protocols, one in the older query protocol, where refusals of
 * the front door are also 403. A service's own list comes before the general one.
 */
const frontDoor: readonly (readonly [json: string, query: string])[] = [
  ['MissingAuthenticationTokenException', 'MissingAuthenticationToken'],
  ['IncompleteSignatureException', 'IncompleteSignature'],
  ['InvalidSignatureException', 'SignatureDoesNotMatch'],
  ['UnrecognizedClientException', 'InvalidClientTokenId'],
  ['ExpiredTokenException', 'ExpiredToken'],
  ['AccessDeniedException', 'AccessDenied'],
];
/** Names that one service has for itself, with the status that each comes with. */
const own: Partial<
  Record<Service['name'], Readonly<Record<string, readonly [code: string, status: number]>>>
> = {
  lambda: {
    ThrottlingException: ['TooManyRequestsException', 429],
    InternalFailure: ['ServiceException', 500],
    ResourceNotFoundException: ['ResourceNotFoundException', 404],
  },
  // https://repost.aws/knowledge-center/sns-throttling-exception-errors
  sns: {
    AccessDeniedException: ['AuthorizationError', 403],
    ThrottlingException: ['ThrottlingException', 400],
    InternalFailure: ['InternalError', 500],
  },
};
const general: readonly (readonly [json: string, query: string])[] = [
  ['ThrottlingException', 'Throttling'],
  ['UnknownOperationException', 'InvalidAction'],
  ['SerializationException', 'MalformedInput'],
];

export type NamedError = {
  readonly code: string;
  readonly status: number;
  /** For clients that ask for both names. */
  readonly queryCode: string | undefined;
};

/** The name of an error in the protocol of the call. */
export function nameError(call: Call, error: AwsError): NamedError {
  const named = call.service && own[call.service.name]?.[error.code];
  if (named) return {code: named[0], status: named[1], queryCode: undefined};
  if (call.protocol === 'rest-json') {
    const atTheDoor = frontDoor.some(([json]) => json === error.code);
    return {code: error.code, status: atTheDoor ? 403 : error.status, queryCode: undefined};
  }
  const lists = [frontDoor, call.service?.errorNames ?? [], general];
  const pair = lists.flat().find(([json, query]) => json === error.code || query === error.code);
  const queryCode = pair?.[1] ?? error.code;
  if (call.protocol === 'query') {
    if (
      error.message.startsWith('Signature expired') ||
      error.message.startsWith('Signature not yet current')
    ) {
      return {code: 'RequestExpired', status: 400, queryCode: undefined};
    }
    const atTheDoor = frontDoor.some(([, query]) => query === queryCode);
    return {code: queryCode, status: atTheDoor ? 403 : error.status, queryCode: undefined};
  }
  return {
    code: pair?.[0] ?? error.code,
    status: error.status,
    queryCode: call.service?.queryCompatible ? queryCode : undefined,
  };
}

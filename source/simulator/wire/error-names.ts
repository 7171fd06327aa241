import type {AwsError} from '../operation.ts';
import type {Call} from './call.ts';

/**
 * The same refusal has two names: one in the JSON protocols, one in the older query protocol, where refusals of
 * the front door are also 403. The second list is of CloudWatch, whose errors are named as the query protocol
 * names them.
 */
const frontDoor: readonly (readonly [json: string, query: string])[] = [
  ['MissingAuthenticationTokenException', 'MissingAuthenticationToken'],
  ['IncompleteSignatureException', 'IncompleteSignature'],
  ['InvalidSignatureException', 'SignatureDoesNotMatch'],
  ['UnrecognizedClientException', 'InvalidClientTokenId'],
  ['ExpiredTokenException', 'ExpiredToken'],
  ['AccessDeniedException', 'AccessDenied'],
];
const cloudWatch: readonly (readonly [json: string, query: string])[] = [
  ['ValidationException', 'ValidationError'],
  ['InvalidParameterValueException', 'InvalidParameterValue'],
  ['InvalidParameterCombinationException', 'InvalidParameterCombination'],
  ['MissingRequiredParameterException', 'MissingParameter'],
  ['ThrottlingException', 'Throttling'],
  ['InternalServiceFault', 'InternalServiceError'],
];
/** Lambda's names, with the status that each comes with. */
const lambda: Readonly<Record<string, readonly [code: string, status: number]>> = {
  ThrottlingException: ['TooManyRequestsException', 429],
  InternalFailure: ['ServiceException', 500],
  ResourceNotFoundException: ['ResourceNotFoundException', 404],
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
  if (call.protocol === 'rest-json') {
    const atTheDoor = frontDoor.some(([json]) => json === error.code);
    const [code, status] = lambda[error.code] ?? [error.code, atTheDoor ? 403 : error.status];
    return {code, status, queryCode: undefined};
  }
  const lists = call.service?.queryCompatible ? [frontDoor, cloudWatch, general] : [frontDoor, general];
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

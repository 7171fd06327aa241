import type {AwsError, Json} from '../../operation.ts';
import {type RestAnswer, RestError} from '../../rest.ts';
import type {WireAnswer} from '../message.ts';
import {element, escapeXml} from '../xml.ts';

export function succeedRest(output: Json, requestId: string): WireAnswer {
  const {status = 200, headers = {}, body = ''} = output as RestAnswer;
  const type: Record<string, string> =
    typeof body === 'string' && body !== '' ? {'content-type': 'application/xml'} : {};
  return {status, headers: {...type, ...headers, ...named(requestId)}, body};
}

/** Whoever asks with HEAD sees the status and the headers only: HTTP leaves out the body. */
export function refuseRest(error: AwsError, requestId: string): WireAnswer {
  const {code, status} = nameRestError(error);
  const {headers = {}, details = {}} = error instanceof RestError ? error : {};
  const more = Object.entries(details).map(([name, text]) => element(name, escapeXml(text)));
  const inner = `${element('Code', code)}${element('Message', escapeXml(error.message))}${more.join('')}${element('RequestId', requestId)}${element('HostId', requestId)}`;
  return {
    status,
    headers: {'content-type': 'application/xml', ...headers, ...named(requestId)},
    body: `<?xml version="1.0" encoding="UTF-8"?>\n${element('Error', inner)}`,
  };
}

const named = (requestId: string): Record<string, string> => ({
  'x-amz-request-id': requestId,
  'x-amz-id-2': requestId,
});

/** What other services have long names for. "Error responses", Amazon S3 API reference. */
const names: Readonly<Record<string, readonly [code: string, status: number]>> = {
  MissingAuthenticationTokenException: ['AccessDenied', 403],
  IncompleteSignatureException: ['AuthorizationHeaderMalformed', 400],
  InvalidSignatureException: ['AuthorizationHeaderMalformed', 400],
  UnrecognizedClientException: ['InvalidAccessKeyId', 403],
  ExpiredTokenException: ['ExpiredToken', 400],
  AccessDeniedException: ['AccessDenied', 403],
  ThrottlingException: ['SlowDown', 503],
  InternalFailure: ['InternalError', 500],
  UnknownOperationException: ['NotImplemented', 501],
  SerializationException: ['InvalidArgument', 400],
  RequestEntityTooLarge: ['EntityTooLarge', 400],
};

function nameRestError({code, message, status}: AwsError): {readonly code: string; readonly status: number} {
  if (/^Signature (?:expired|not yet current)/.test(message)) {
    return {code: 'RequestTimeTooSkewed', status: 403};
  }
  const named = names[code];
  return named ? {code: named[0], status: named[1]} : {code, status};
}

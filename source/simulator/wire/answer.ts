import type {AwsError, Json} from '../operation.ts';
import type {Call} from './call.ts';
import {nameError} from './error-names.ts';
import type {WireAnswer} from './message.ts';
import {refuseRest, succeedRest} from './rest-xml/answer.ts';
import {element, escapeXml, xmlResult} from './xml.ts';

/** The answer in the protocol of the question. */
export function succeed(call: Call, output: Json, requestId: string): WireAnswer {
  if (call.protocol === 'rest-xml') return succeedRest(output, requestId);
  if (call.protocol !== 'query')
    return {status: 200, headers: jsonHeaders(call), body: JSON.stringify(output)};
  const {operation, service} = call;
  const isSilent = service?.dialect?.silent?.includes(operation) === true;
  const result = isSilent
    ? ''
    : element(`${operation}Result`, xmlResult(operation, output, service?.dialect));
  const body = `<${call.operation}Response xmlns="${namespaceOf(call)}">${result}${element(
    'ResponseMetadata',
    element('RequestId', requestId),
  )}</${call.operation}Response>`;
  return {status: 200, headers: xmlHeaders, body};
}

/** The refusal in the protocol of the question. */
export function refuse(call: Call, error: AwsError, requestId: string): WireAnswer {
  if (call.protocol === 'rest-xml') return refuseRest(error, requestId);
  const named = nameError(call, error);
  const fault = named.status >= 500 ? 'Receiver' : 'Sender';
  if (call.protocol === 'query') {
    const inner = `<Type>${fault}</Type><Code>${escapeXml(named.code)}</Code><Message>${escapeXml(error.message)}</Message>`;
    const body = `<ErrorResponse xmlns="${namespaceOf(call)}">${element('Error', inner)}${element('RequestId', requestId)}</ErrorResponse>`;
    return {status: named.status, headers: xmlHeaders, body};
  }
  if (call.protocol === 'rest-json') {
    const type = fault === 'Sender' ? 'User' : 'Service';
    return {
      status: named.status,
      headers: {...jsonHeaders(call), 'x-amzn-errortype': named.code},
      body: JSON.stringify({Type: type, [messageMember(named.code)]: error.message}),
    };
  }
  const headers =
    call.queryMode && named.queryCode ? {'x-amzn-query-error': `${named.queryCode};${fault}`} : {};
  return {
    status: named.status,
    headers: {...jsonHeaders(call), ...headers},
    body: JSON.stringify({__type: named.code, message: error.message}),
  };
}

const jsonHeaders = (call: Call): Record<string, string> => ({
  'content-type': call.protocol === 'rest-json' ? 'application/json' : `application/x-amz-${call.protocol}`,
});
/** Lambda's model writes the member both ways, error by error. */
const messageMember = (code: string): string =>
  ['InvalidParameterValueException', 'TooManyRequestsException'].includes(code) ? 'message' : 'Message';
const xmlHeaders = {'content-type': 'text/xml'};

const namespaceOf = (call: Call): string => call.service?.xmlNamespace ?? '';

import {checkShape, type Model} from './model.ts';
import type {Exchange} from './recorder.ts';
import {childOf, meaningOf, parseXml} from './xml.ts';

/**
 * Errors of the front door and of AWS as a whole, which no service's model lists.
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/CommonErrors.html
 */
const commonErrors = new Set([
  'AccessDeniedException',
  'ExpiredTokenException',
  'IncompleteSignatureException',
  'InternalFailure',
  'InvalidSignatureException',
  'MissingAuthenticationTokenException',
  'SerializationException',
  'ServiceUnavailable',
  'ThrottlingException',
  'UnknownOperationException',
  'UnrecognizedClientException',
  'ValidationException',
]);

/** What is wrong with a JSON answer, by the model of its service. */
export function judge(model: Model, {target, status, body, headers}: Exchange): readonly string[] {
  const operation = operationOf(model, target);
  const answer: unknown = body === '' ? {} : JSON.parse(body);
  if (status !== 200) {
    // REST says the name of an error in a header, the other protocols in the body.
    const type = headers.get('x-amzn-errortype');
    const error = type === null ? answer : {...(answer as object), __type: type};
    return judgeError(model, operation?.errors ?? [], status, error).map(label(target));
  }
  if (!operation) return [`${target}: is not in the model`];
  if (!operation.output) return body === '' || body === '{}' ? [] : [`${target}: should have no answer`];
  return checkShape(model, operation.output.shape, answer).map(label(target));
}

/** Errors of the front door in the query protocol. */
const commonQueryErrors = new Set([
  'ExpiredToken',
  'IncompleteSignature',
  'InvalidAction',
  'InvalidClientTokenId',
  'MissingAuthenticationToken',
  'SignatureDoesNotMatch',
  'ThrottlingException',
]);

/** What is wrong with an answer of the query protocol. */
export function judgeXml(model: Model, {target, status, body}: Exchange): readonly string[] {
  const operation = model.operations[target];
  const document = parseXml(body);
  if (status !== 200) {
    const code = childOf(childOf(document, 'Error') ?? document, 'Code')?.text ?? '';
    if (commonQueryErrors.has(code)) return [];
    const error = operation?.errors
      ?.map(({shape}) => model.shapes[shape]?.error)
      .find(known => known?.code === code);
    if (!error) return [`${target}: ${code} is no error of this operation`];
    return error.httpStatusCode === status ? [] : [`${target}: ${code} comes with ${error.httpStatusCode}`];
  }
  if (!operation) return [`${target}: is not in the model`];
  const {shape = '', resultWrapper = ''} = operation.output ?? {};
  const result = childOf(document, resultWrapper);
  if (document.name !== `${target}Response` || !childOf(document, 'ResponseMetadata')) {
    return [`${target}: is no whole answer`];
  }
  if (!result) return operation.output ? [`${target}: has no ${resultWrapper}`] : [];
  return checkShape(model, shape, meaningOf(model, shape, result)).map(label(target));
}

/** What is wrong with an answer of S3, whose operations no request names: what HTTP's headers say is not looked at. */
export function judgeRestXml(model: Model, name: string, {status, body}: Exchange): readonly string[] {
  const operation = model.operations[name];
  if (!operation) return [`${name}: is not in the model`];
  if (status >= 300 || body === '') return [];
  const shape = operation.output?.shape;
  if (shape === undefined) return [`${name}: should have no answer`];
  const {payload} = model.shapes[shape] ?? {};
  const inner = payload === undefined ? shape : (model.shapes[shape]?.members?.[payload]?.shape ?? '');
  return checkShape(model, inner, meaningOf(model, inner, parseXml(body))).map(label(name));
}

function operationOf({operations}: Model, target: string): Model['operations'][string] | undefined {
  if (!target.includes(' ')) return operations[target.split('.')[1] ?? ''];
  return Object.values(operations).find(({http}) => `${http?.method} ${http?.requestUri}` === target);
}

function judgeError(
  model: Model,
  listed: readonly {readonly shape: string}[],
  status: number,
  answer: unknown,
): readonly string[] {
  const {__type: type, ...members} = answer as {__type?: string};
  if (!type) return ['the error has no __type'];
  if (commonErrors.has(type)) return [];
  const shape = model.shapes[type];
  if (!shape?.exception || !listed.some(error => error.shape === type))
    return [`${type} is no error of this operation`];
  const wanted = shape.error?.httpStatusCode ?? 400;
  // Every error of the protocol has a message, whether its shape has a member for it or not.
  const {message: _message, ...own} = members as {message?: string};
  return [
    ...(status === wanted ? [] : [`${type} comes with ${wanted}, not ${status}`]),
    ...checkShape(model, type, shape.members?.message ? members : own),
  ];
}

const label =
  (target: string) =>
  (problem: string): string =>
    `${target}: ${problem}`;

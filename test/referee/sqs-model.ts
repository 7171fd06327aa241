import {inject} from 'vitest';
import {loadModel, type Model} from './model.ts';
import type {Exchange} from './recorder.ts';
import {judge} from './verdict.ts';

/**
 * The model of SQS as it is now, which has the shapes, with what an older one of its query protocol says of errors:
 * their code there and their status.
 */
export async function loadSqsModel(): Promise<Model> {
  const {models, olderBotocore} = inject('tools');
  const current = await loadModel(models, 'sqs');
  const older = await loadModel(`${olderBotocore}/botocore/data`, 'sqs');
  const shapes = Object.entries(current.shapes).map(([name, shape]) => {
    const error = older.shapes[name]?.error ?? unsaid[name];
    return [name, error ? {...shape, error} : shape] as const;
  });
  const operations = Object.entries(current.operations).map(([name, operation]) => [
    name,
    {...operation, errors: [...(operation.errors ?? []), ...common.map(([shape]) => ({shape}))]},
  ]);
  return {
    ...current,
    operations: Object.fromEntries(operations),
    shapes: {...Object.fromEntries(shapes), ...Object.fromEntries(common)},
  };
}

/** What the older model does not say and the model of the JavaScript SDK does. */
const unsaid: Readonly<Record<string, {readonly code: string; readonly httpStatusCode: number}>> = {
  ReceiptHandleIsInvalid: {code: 'ReceiptHandleIsInvalid', httpStatusCode: 404},
  RequestThrottled: {code: 'RequestThrottled', httpStatusCode: 403},
};

/** "Common errors" of the API reference: those are of every operation. */
const common = (
  [
    ['InvalidParameterValueException', 'InvalidParameterValue'],
    ['MissingRequiredParameterException', 'MissingParameter'],
  ] as const
).map(
  ([name, code]) =>
    [
      name,
      {
        type: 'structure',
        exception: true,
        members: {message: {shape: 'ExceptionMessage'}},
        error: {code, httpStatusCode: 400},
      },
    ] as const,
);

/** What is wrong with an answer of SQS, also for clients that go by the names of the query protocol. */
export function judgeSqs(model: Model, exchange: Exchange): readonly string[] {
  const problems = judge(model, exchange);
  if (exchange.status === 200) return problems;
  const {__type: type = ''} = JSON.parse(exchange.body) as {__type?: string};
  const code = model.shapes[type]?.error?.code;
  const said = exchange.headers.get('x-amzn-query-error');
  if (code === undefined || said === `${code};Sender`) return problems;
  return [...problems, `${exchange.target}: ${type} is ${code} to older clients, not ${said}`];
}

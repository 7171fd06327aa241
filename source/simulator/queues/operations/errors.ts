import {AwsError} from '../../operation.ts';

/** The refusals of SQS, in its words; the wire knows the names that they have in the query protocol. */
export const noQueue = (): AwsError =>
  new AwsError('QueueDoesNotExist', 'The specified queue does not exist.');

export const lacking = (parameter: string): AwsError =>
  new AwsError('MissingRequiredParameterException', `The request must contain the parameter ${parameter}.`);

export const invalid = (message: string): AwsError => new AwsError('InvalidParameterValueException', message);

export const badValue = (value: unknown, parameter: string, reason: string): AwsError =>
  invalid(`Value ${String(value)} for parameter ${parameter} is invalid. Reason: ${reason}`);

/** For what standard queues have and FIFO queues have not, or the other way round. */
export const notForThisType = (value: unknown, parameter: string): AwsError =>
  badValue(value, parameter, 'The request include parameter that is not valid for this queue type.');

export const unknownAttribute = (name: string): AwsError =>
  new AwsError('InvalidAttributeName', `Unknown Attribute ${name}.`);

export const badAttribute = (name: string): AwsError =>
  new AwsError('InvalidAttributeValue', `Invalid value for the parameter ${name}.`);

export const badHandle = (handle: string): AwsError =>
  new AwsError(
    'ReceiptHandleIsInvalid',
    `The input receipt handle "${handle}" is not a valid receipt handle.`,
    404,
  );

export const notFound = (message: string): AwsError =>
  new AwsError('ResourceNotFoundException', message, 404);

/** What this account does not pretend to have. */
export const notSimulated = (what: string): AwsError =>
  new AwsError('UnsupportedOperation', `${what} is not simulated.`);

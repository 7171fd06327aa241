import {AwsError} from '../operation.ts';

/** CloudWatch's errors are named as its query protocol names them; the wire knows the other names. */
export const invalid = (message: string): AwsError => new AwsError('ValidationError', message);
export const badValue = (message: string): AwsError => new AwsError('InvalidParameterValue', message);
export const badCombination = (message: string): AwsError =>
  new AwsError('InvalidParameterCombination', message);
export const lacking = (name: string): AwsError =>
  new AwsError('MissingParameter', `The parameter ${name} is required.`);
/** GetMetricData and ListMetrics have no error of their own for a member that is not there. */
export const absent = (name: string): AwsError => invalid(`The parameter ${name} is required.`);
export const badToken = (): AwsError => new AwsError('InvalidNextToken', 'The NextToken is not valid.');

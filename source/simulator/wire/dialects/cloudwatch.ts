import type {Dialect} from '../dialect.ts';

export const cloudwatchDialect: Dialect = {
  numbers: [
    'Counts',
    'MaxDatapoints',
    'Maximum',
    'Minimum',
    'Period',
    'SampleCount',
    'StorageResolution',
    'Sum',
    // The Value of a Dimension is a name.
    'MetricData.Value',
    'Values',
  ],
  times: ['EndTime', 'StartTime', 'Timestamp', 'Timestamps'],
  truths: ['IncludeLinkedAccounts', 'ReturnData', 'StrictEntityValidation'],
  silent: ['PutMetricData'],
};

/** CloudWatch's errors have their names of the query protocol inside; these are the others. */
export const cloudwatchErrors: readonly (readonly [json: string, query: string])[] = [
  ['ValidationException', 'ValidationError'],
  ['InvalidParameterValueException', 'InvalidParameterValue'],
  ['InvalidParameterCombinationException', 'InvalidParameterCombination'],
  ['MissingRequiredParameterException', 'MissingParameter'],
  ['ThrottlingException', 'Throttling'],
  ['InternalServiceFault', 'InternalServiceError'],
];

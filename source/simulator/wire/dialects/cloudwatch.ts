import type {Dialect} from '../dialect.ts';

export const cloudwatchDialect: Dialect = {
  numbers: [
    'ActionsSuppressorExtensionPeriod',
    'ActionsSuppressorWaitPeriod',
    'Counts',
    'DatapointsToAlarm',
    'EvaluationInterval',
    'EvaluationPeriods',
    'MaxDatapoints',
    'MaxRecords',
    'Maximum',
    'Minimum',
    'PendingPeriod',
    'Period',
    'RecoveryPeriod',
    'SampleCount',
    'StorageResolution',
    'Sum',
    'Threshold',
    // The Value of a Dimension is a name.
    'MetricData.Value',
    'Values',
  ],
  times: [
    'AlarmConfigurationUpdatedTimestamp',
    'EndDate',
    'EndTime',
    'ExpireDate',
    'LastUpdatedTimestamp',
    'StartDate',
    'StartTime',
    'StateTransitionedTimestamp',
    'StateUpdatedTimestamp',
    'Timestamp',
    'Timestamps',
  ],
  truths: ['ActionsEnabled', 'IncludeLinkedAccounts', 'ReturnData', 'StrictEntityValidation'],
  silent: [
    'DeleteAlarmMuteRule',
    'DeleteAlarms',
    'DisableAlarmActions',
    'EnableAlarmActions',
    'PutAlarmMuteRule',
    'PutCompositeAlarm',
    'PutMetricAlarm',
    'PutMetricData',
    'SetAlarmState',
  ],
};

/** CloudWatch's errors have their names of the query protocol inside; these are the others. */
export const cloudwatchErrors: readonly (readonly [json: string, query: string])[] = [
  ['ValidationException', 'ValidationError'],
  ['InvalidParameterValueException', 'InvalidParameterValue'],
  ['InvalidParameterCombinationException', 'InvalidParameterCombination'],
  ['MissingRequiredParameterException', 'MissingParameter'],
  ['InvalidFormatFault', 'InvalidFormat'],
  ['LimitExceededFault', 'LimitExceeded'],
  ['ThrottlingException', 'Throttling'],
  ['InternalServiceFault', 'InternalServiceError'],
];

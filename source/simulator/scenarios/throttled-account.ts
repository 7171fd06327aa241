import {blackFriday} from './black-friday.ts';
import type {Fault, ScenarioSource} from './schema.ts';

const operations = [
  'sqs:GetQueueAttributes',
  'kinesis:ListShards',
  'cloudwatch:GetMetricData',
  'kinesis:DescribeStreamSummary',
  'sqs:ListQueues',
  'kinesis:ListStreams',
];
const everySeconds = 120;
const lastsSeconds = 40;
const hours = 12;

/** Somebody else of the account uses up what it may ask: one operation after the other is refused for a while. */
const faults: readonly Fault[] = Array.from({length: (hours * 3600) / everySeconds}, (_, index) => ({
  operation: operations[index % operations.length],
  kind: 'throttle',
  fromSecond: index * everySeconds,
  untilSecond: index * everySeconds + lastsSeconds,
}));

export const throttledAccount: ScenarioSource = {
  ...blackFriday,
  name: 'throttled-account',
  about: 'The Friday, on an account that AWS throttles now and then',
  faults: [...faults],
};

import {awsCommand} from '../../../actions/aws-command.ts';

/** `aws kinesis …`, to be copied. */
export const awsKinesis = (
  command: string,
  region: string,
  options: Readonly<Record<string, string | number | readonly string[]>>,
): string => awsCommand('kinesis', command, region, options);

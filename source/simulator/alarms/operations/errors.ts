import {AwsError} from '../../operation.ts';

/** The refusals of CloudWatch's alarms beside those that its metrics have too. */
export const noAlarm = (name: string): AwsError =>
  new AwsError('ResourceNotFound', `There is no alarm named ${name}.`, 404);

export const noMuteRule = (name: string): AwsError =>
  new AwsError('ResourceNotFoundException', `There is no alarm mute rule named ${name}.`, 404);

export const badFormat = (message: string): AwsError => new AwsError('InvalidFormat', message);

export const tooMany = (message: string): AwsError => new AwsError('LimitExceeded', message);

/** Whatever a member is that is not as it has to be. */
export const unmet = (value: unknown, member: string, constraint: string): AwsError =>
  new AwsError(
    'ValidationError',
    `1 validation error detected: Value ${value === undefined ? 'null' : `'${String(value)}'`} at '${inJava(member)}' failed to satisfy constraint: Member must ${constraint}`,
  );

/** AWS names members here as its own code does: alarmName, okActions. */
const inJava = (member: string): string =>
  member.replaceAll(/(?<=^|\.)[A-Z]+(?=[A-Z][a-z]|$|\.)|(?<=^|\.)[A-Z]/g, start => start.toLowerCase());

import type {Problem} from '../../../aws/problem.ts';

type Refusal = {
  readonly code: RegExp;
  /** In AWS's own words, where one code says several things. */
  readonly message?: RegExp;
  readonly sentence: (alarm: string) => string;
};

/** PutAlarmMuteRule, DeleteAlarmMuteRule, EnableAlarmActions, DisableAlarmActions, API reference, "Errors". */
const refusals: readonly Refusal[] = [
  {
    code: /LimitExceeded/,
    sentence: alarm =>
      `AWS refused to mute ${alarm}: the region has 2,000 mute rules already; delete some that are over, then plan again.`,
  },
  {
    code: /ResourceNotFound/,
    sentence: alarm =>
      `AWS refused: ${alarm} or its mute rule is not there any more; refresh, then plan again.`,
  },
  {
    code: /Validation|InvalidParameter/,
    message: /not exist|not found/i,
    sentence: alarm =>
      `AWS refused: an alarm of the rule is not there any more; refresh, then plan again for ${alarm}.`,
  },
];

/** What is to be asked for, by operation: AWS wants the right to mute on the rule and on each alarm. */
const rights: Readonly<Record<string, (alarm: string) => string>> = {
  PutAlarmMuteRule: alarm =>
    `Not allowed to mute ${alarm}: ask for cloudwatch:PutAlarmMuteRule on the rule (alarm-mute-rule:*) and on each alarm that it names.`,
  DeleteAlarmMuteRule: alarm =>
    `Not allowed to unmute ${alarm}: ask for cloudwatch:DeleteAlarmMuteRule on the rule (alarm-mute-rule:*).`,
  EnableAlarmActions: alarm =>
    `Not allowed to switch on the actions of ${alarm}: ask for cloudwatch:EnableAlarmActions on it.`,
  DisableAlarmActions: alarm =>
    `Not allowed to switch off the actions of ${alarm}: ask for cloudwatch:DisableAlarmActions on it.`,
};

/** What AWS refused, in one sentence that says what to do; other problems stay what they are. */
export function refusalOf(problem: Problem, operation: keyof typeof rights, alarm: string): Problem {
  const right = problem.missing === 'denied' ? rights[operation]?.(alarm) : undefined;
  if (right !== undefined) return {...problem, sentence: right};
  const words = problem.message ?? problem.sentence;
  const known = refusals.find(
    ({code, message}) => code.test(problem.code) && (message === undefined || message.test(words)),
  );
  return known ? {...problem, sentence: known.sentence(alarm)} : problem;
}

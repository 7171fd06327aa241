import {createCallRate} from '../../call-rate.ts';
import {AwsError, type Operation} from '../../operation.ts';

/** Calls a second of an account in a region. "CloudWatch service quotas", user guide. */
const rates: Readonly<Record<string, number>> = {
  DescribeAlarms: 9,
  DescribeAlarmsForMetric: 9,
  DescribeAlarmHistory: 20,
  SetAlarmState: 3,
  EnableAlarmActions: 3,
  DisableAlarmActions: 3,
  DeleteAlarms: 3,
  PutMetricAlarm: 3,
  PutCompositeAlarm: 3,
  PutAlarmMuteRule: 3,
  DeleteAlarmMuteRule: 3,
  GetAlarmMuteRule: 20,
  ListAlarmMuteRules: 50,
};

/** Refuses calls that come too soon after others, in seconds of the account's clock. */
export function createRates(now: () => number): (name: string, run: Operation) => Operation {
  const admits = createCallRate(now);
  return (name, run) => {
    const perSecond = rates[name];
    if (perSecond === undefined) return run;
    return (input, caller) => {
      if (!admits(`${caller.region} ${name}`, perSecond)) {
        throw new AwsError('ThrottlingException', 'Rate exceeded');
      }
      return run(input, caller);
    };
  };
}

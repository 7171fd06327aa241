import type {AlarmFact} from '../facts.ts';
import {longestReason} from '../limits.ts';

const begins = 'Test by hotshard';

/** Says that it is a test, whose, and which: history with this nonce comes of this test alone. */
export const reasonFor = (callerArn: string, nonce: string): string =>
  `${begins} (${nonce}), asked for by ${callerArn}: nothing is wrong, its actions are tried.`.slice(
    0,
    longestReason,
  );

/** Whether a state was set by a test, and so says nothing of what is watched. */
export const isOfTest = (reason: string | undefined): boolean => reason?.startsWith(begins) ?? false;

export const isScaling = (arn: string): boolean => /^arn:[^:]+:autoscaling:/u.test(arn);

/**
 * SetAlarmState, API reference: a scaling policy is carried out only with the data of the state. That of the last
 * evaluation where there is one, else a datapoint that stands on the threshold.
 */
export function reasonDataFor({reasonData, threshold, metric}: AlarmFact, now: number): string {
  if (reasonData !== undefined) return reasonData;
  return JSON.stringify({
    version: '1.0',
    queryDate: new Date(now).toISOString().replace('Z', '+0000'),
    ...(metric ? {statistic: metric.statistic, period: metric.periodSeconds} : {}),
    recentDatapoints: threshold === undefined ? [] : [threshold],
    ...(threshold === undefined ? {} : {threshold}),
  });
}

/** DescribeAlarms, DescribeAlarmHistory, API reference: entries in a page. */
export const mostInPage = 100;
/** EnableAlarmActions, DisableAlarmActions, PutAlarmMuteRule, API reference: names in one request. */
export const mostNames = 100;
/** SetAlarmState, API reference: characters of a reason. */
export const longestReason = 1023;
/** PutAlarmMuteRule, API reference: how long one occurrence lasts. */
export const shortestMuteMinutes = 1;
export const longestMuteDays = 15;

import {invalid} from '../../cloudwatch/errors.ts';
import {numberOf, objectOf} from '../../members.ts';
import type {Json, Operation} from '../../operation.ts';
import {durationMs} from '../mute/duration.ts';
import {isTimezone} from '../mute/local-time.ts';
import {readSchedule} from '../mute/schedule.ts';
import type {AlarmWorld, MuteRule, MuteRuleSettings} from '../shape.ts';
import {nameBounds, namesIn, required, requiredName, requiredText, someOf, textIn} from './checks.ts';
import {noMuteRule, tooMany} from './errors.ts';
import {pageByName} from './page.ts';

const unaskedSize = 50;
const mostRules = 2000;
const minuteMs = 60_000;
const longestMs = 15 * 24 * 60 * minuteMs;
const statuses = ['SCHEDULED', 'ACTIVE', 'EXPIRED'] as const;

export const muteRuleOperations = (world: AlarmWorld): Record<string, Operation> => ({
  PutAlarmMuteRule: (input, {region}) => {
    const settings = readSettings(world, region, input);
    const rules = world.muteRules(region);
    if (rules.length >= mostRules && !rules.some(rule => rule.name === settings.name)) {
      throw tooMany(`There are ${mostRules} alarm mute rules already.`);
    }
    world.putMuteRule(region, settings);
    return {};
  },
  GetAlarmMuteRule: (input, {region}) => {
    const name = requiredName(input, 'AlarmMuteRuleName');
    const rule = world.muteRules(region).find(each => each.name === name);
    if (!rule) throw noMuteRule(name);
    return writeRule(rule);
  },
  ListAlarmMuteRules: (input, {region}) => {
    const alarm = textIn(input, 'AlarmName', nameBounds);
    const wanted = someOf(input, 'Statuses', statuses) ?? statuses;
    const found = world
      .muteRules(region)
      .filter(rule => wanted.includes(rule.status()) && (alarm === undefined || rule.alarms.includes(alarm)))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    const {items, next} = pageByName(found, input, unaskedSize);
    return {AlarmMuteRuleSummaries: items.map(writeSummary), ...next};
  },
  // It has no error for a name that is none: what is to be gone is gone.
  DeleteAlarmMuteRule: (input, {region}) => {
    world.deleteMuteRule(region, requiredName(input, 'AlarmMuteRuleName'));
    return {};
  },
});

function readSettings(world: AlarmWorld, region: string, input: Json): MuteRuleSettings {
  const name = requiredName(input, 'Name');
  const schedule = required(objectOf(required(objectOf(input, 'Rule'), 'Rule'), 'Schedule'), 'Rule.Schedule');
  const [startAt, expireAt] = [timeIn(input, 'StartDate'), timeIn(input, 'ExpireDate')];
  if (startAt !== undefined && expireAt !== undefined && startAt >= expireAt) {
    throw invalid('StartDate must be before ExpireDate.');
  }
  return {
    name,
    description: textIn(input, 'Description', [0, 1024]),
    ...readWindows(schedule),
    alarms: readTargets(world, region, input),
    startAt,
    expireAt,
  };
}

function readWindows(schedule: Json) {
  const expression = requiredText(schedule, 'Expression', [1, 256]);
  const duration = requiredText(schedule, 'Duration', [1, 50]);
  const timezone = textIn(schedule, 'Timezone', [1, 50]);
  if (timezone !== undefined && !isTimezone(timezone)) throw invalid(`There is no time zone ${timezone}.`);
  if (!readSchedule(expression, timezone)) {
    throw invalid(
      `The expression ${expression} must be at(yyyy-MM-ddThh:mm), or cron() of minutes, hours, day of month, month and day of week.`,
    );
  }
  const lasts = durationMs(duration);
  if (lasts === undefined || lasts < minuteMs || lasts > longestMs) {
    throw invalid(`The duration ${duration} must be an ISO 8601 duration from PT1M to P15D.`);
  }
  return {expression, duration, timezone};
}

function readTargets(world: AlarmWorld, region: string, input: Json): readonly string[] {
  const targets = objectOf(input, 'MuteTargets');
  if (!targets) return [];
  const names = required(namesIn(targets, 'AlarmNames'), 'MuteTargets.AlarmNames');
  const unknown = names.filter(name => !world.alarm(region, name));
  if (unknown.length > 0) throw invalid(`The alarms [${unknown.join(', ')}] in MuteTargets do not exist.`);
  return names;
}

function timeIn(input: Json, member: string): number | undefined {
  const seconds = numberOf(input, member);
  return seconds === undefined ? undefined : seconds * 1000;
}

const writeRule = (rule: MuteRule): Json => ({
  Name: rule.name,
  ...writeSummary(rule),
  Description: rule.description,
  Rule: {Schedule: {Expression: rule.expression, Duration: rule.duration, Timezone: rule.timezone}},
  MuteTargets: {AlarmNames: rule.alarms},
  StartDate: secondsOf(rule.startAt),
});

/** The name of a rule is in its ARN only. */
const writeSummary = (rule: MuteRule): Json => ({
  AlarmMuteRuleArn: rule.arn,
  ExpireDate: secondsOf(rule.expireAt),
  Status: rule.status(),
  MuteType: rule.type,
  LastUpdatedTimestamp: rule.updatedAt / 1000,
});

const secondsOf = (at: number | undefined): number | undefined => (at === undefined ? undefined : at / 1000);

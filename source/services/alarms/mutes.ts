import type {AlarmFact, MuteRuleFact} from './facts.ts';
import type {Alarm} from './model.ts';

/** How the rules that hotshard makes are called. */
export const ownPrefix = 'hotshard-';
/** With the time and six random digits at the end: a rule that a person called hotshard-something is none of ours. */
const ownName = /^hotshard-.+-\d{8}T\d{4}-[0-9a-f]{6}$/u;

/** Whether hotshard made the rule. */
export const isOwnRule = ({name, recurring}: Pick<MuteRuleFact, 'name' | 'recurring'>): boolean =>
  ownName.test(name) && !recurring;

/** The rule that holds an alarm's actions back now: of several the one that lasts longest. */
export function muteOf(
  {name}: AlarmFact,
  rules: readonly MuteRuleFact[],
): Exclude<Alarm['muted'], null> | undefined {
  const [longest] = rules
    .filter(({alarms, status}) => status === 'ACTIVE' && alarms.includes(name))
    .map(rule => ({rule, until: endOf(rule)}))
    .toSorted((a, b) => (b.until ?? Number.MAX_VALUE) - (a.until ?? Number.MAX_VALUE));
  if (!longest) return undefined;
  const {rule, until} = longest;
  return {
    until: until === undefined ? null : new Date(until).toISOString(),
    rule: rule.name,
    recurring: rule.recurring,
    ours: isOwnRule(rule),
  };
}

/** When a rule that holds once is over; a recurring one says only when it ends for good. */
function endOf({expression, duration, timezone, recurring, expireAt}: MuteRuleFact): number | undefined {
  if (recurring) return undefined;
  const [, at] = /^at\((\d{4}-\d{2}-\d{2}T\d{2}:\d{2})\)$/u.exec(expression ?? '') ?? [];
  const lasts = durationMs(duration);
  const isUtc = timezone === undefined || /^(?:UTC|Etc\/UTC|GMT)$/u.test(timezone);
  if (at === undefined || lasts === undefined || !isUtc) return expireAt;
  const end = Date.parse(`${at}:00Z`) + lasts;
  return expireAt === undefined ? end : Math.min(end, expireAt);
}

const unitsMs = [86_400_000, 3_600_000, 60_000, 1000] as const;

/** An ISO 8601 duration of days, hours, minutes and seconds: `PT1H30M`, `P2D`. */
export function durationMs(text: string | undefined): number | undefined {
  const parts = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/u.exec(text ?? '');
  if (!parts || parts.slice(1).every(part => part === undefined)) return undefined;
  return unitsMs.reduce((sum, unit, index) => sum + unit * Number(parts[index + 1] ?? '0'), 0);
}

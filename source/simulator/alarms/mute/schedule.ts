import {dayOf, instantOf} from './local-time.ts';

/** When the windows of a mute rule open. */
export type Schedule = {
  readonly type: 'ONE_TIME' | 'RECURRING';
  /** The last opening at or before a time, and the first after it. */
  readonly before: (at: number) => number | undefined;
  readonly after: (at: number) => number | undefined;
};

const dayMs = 86_400_000;
const minuteMs = 60_000;
/** 29 February comes back after eight years at the latest. */
const mostDays = 8 * 366;

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const weekdays = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/** `at(yyyy-MM-ddThh:mm)`, or `cron(…)` of minutes, hours, day of month, month and day of week; undefined for neither. */
export function readSchedule(expression: string, timezone = 'UTC'): Schedule | undefined {
  const once = /^at\((\d{4}-\d\d-\d\dT\d\d:\d\d)\)$/u.exec(expression)?.[1];
  if (once !== undefined) return readOnce(once, timezone);
  const fields = /^cron\((.+)\)$/u.exec(expression)?.[1]?.trim().split(/\s+/u);
  return fields?.length === 5 ? readCron(fields, timezone) : undefined;
}

function readOnce(text: string, timezone: string): Schedule | undefined {
  const wall = Date.parse(`${text}:00Z`);
  if (Number.isNaN(wall)) return undefined;
  const opens = instantOf(wall, timezone);
  return {
    type: 'ONE_TIME',
    before: at => (opens <= at ? opens : undefined),
    after: at => (opens > at ? opens : undefined),
  };
}

function readCron(fields: readonly string[], timezone: string): Schedule | undefined {
  const [minutes, hours, daysOfMonth, monthsOfYear, daysOfWeek] = [
    numbersIn(fields[0], 0, 59),
    numbersIn(fields[1], 0, 23),
    numbersIn(fields[2], 1, 31),
    numbersIn(fields[3], 1, 12, months, 1),
    numbersIn(fields[4], 0, 7, weekdays),
  ];
  if (!minutes || !hours || !daysOfMonth || !monthsOfYear || !daysOfWeek) return undefined;
  const isOn = (day: number): boolean => {
    const date = new Date(day * dayMs);
    const inMonth = daysOfMonth.has(date.getUTCDate());
    const weekday = date.getUTCDay();
    const inWeek = daysOfWeek.has(weekday) || (weekday === 0 && daysOfWeek.has(7));
    // As in cron: where both are said, either is enough.
    const isDay = fields[2] !== '*' && fields[4] !== '*' ? inMonth || inWeek : inMonth && inWeek;
    return isDay && monthsOfYear.has(date.getUTCMonth() + 1);
  };
  const times = [...hours]
    .flatMap(hour => [...minutes].map(minute => hour * 60 + minute))
    .sort((a, b) => a - b);
  const opening = (day: number, minute: number) => instantOf(day * dayMs + minute * minuteMs, timezone);
  return {
    type: 'RECURRING',
    before: at => {
      const today = dayOf(at, timezone);
      for (let day = today; day > today - mostDays; day -= 1) {
        if (!isOn(day)) continue;
        const last = times.findLast(minute => opening(day, minute) <= at);
        if (last !== undefined) return opening(day, last);
      }
      return undefined;
    },
    after: at => {
      const today = dayOf(at, timezone);
      for (let day = today; day < today + mostDays; day += 1) {
        if (!isOn(day)) continue;
        const next = times.find(minute => opening(day, minute) > at);
        if (next !== undefined) return opening(day, next);
      }
      return undefined;
    },
  };
}

/** `*`, `5`, `1-5`, `MON,WED`: the numbers of one field. */
function numbersIn(
  field: string | undefined,
  least: number,
  most: number,
  names: readonly string[] = [],
  firstName = 0,
): ReadonlySet<number> | undefined {
  const numberOf = (text: string): number => {
    const named = names.indexOf(text.toUpperCase());
    return named >= 0 ? named + firstName : /^\d+$/u.test(text) ? Number(text) : Number.NaN;
  };
  const found = new Set<number>();
  for (const part of field?.split(',') ?? ['']) {
    const [from, to] = part === '*' ? [least, most] : rangeIn(part.split('-').map(numberOf));
    if (!(from >= least && to <= most && from <= to)) return undefined;
    for (let value = from; value <= to; value += 1) found.add(value);
  }
  return found;
}

const rangeIn = ([from = Number.NaN, to = from]: readonly number[]): readonly [number, number] => [from, to];

const dayMs = 86_400_000;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timezone: string): Intl.DateTimeFormat {
  const known = formats.get(timezone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formats.set(timezone, format);
  return format;
}

export function isTimezone(timezone: string): boolean {
  try {
    return formatOf(timezone) !== undefined;
  } catch {
    return false;
  }
}

/** What a clock on the wall of that zone shows, as if it were UTC. */
function wallTime(at: number, timezone: string): number {
  if (timezone === 'UTC') return at;
  const parts = Object.fromEntries(
    formatOf(timezone)
      .formatToParts(at)
      .map(({type, value}) => [type, Number(value)]),
  );
  const {year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0} = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** When the clock on the wall shows that time (given as if it were UTC); an hour that is skipped is taken after it. */
export function instantOf(wall: number, timezone: string): number {
  const guess = wall - (wallTime(wall, timezone) - wall);
  return guess - (wallTime(guess, timezone) - wall);
}

/** The day on the calendar of that zone, counted from 1970-01-01. */
export const dayOf = (at: number, timezone: string): number => Math.floor(wallTime(at, timezone) / dayMs);

import {notANumber} from './number.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
/** Longer is not told apart: thirty years of a stream are a bug, or a clock that is wrong. */
const longest = 9999 * day;

/**
 * A length of time in its two largest units: 0.8s, 42s, 4m12s, 1h52m, 3d 4h. Always rounded down, so that a
 * time that is left is never promised longer than it is.
 */
export function formatDuration(ms: number): string {
  if (!Number.isFinite(ms)) return notANumber;
  if (ms < 0) return `-${formatDuration(-ms)}`;
  if (ms === 0) return '0s';
  if (ms < 100) return '<0.1s';
  if (ms < 10 * second) return `${(Math.floor(ms / 100) / 10).toFixed(1)}s`;
  if (ms < minute) return `${Math.floor(ms / second)}s`;
  if (ms < hour) return twoUnits(ms, minute, 'm', second, 's');
  if (ms < day) return twoUnits(ms, hour, 'h', minute, 'm');
  if (ms > longest) return '>9999d';
  const hours = Math.floor((ms % day) / hour);
  return `${Math.floor(ms / day)}d${hours === 0 ? '' : ` ${hours}h`}`;
}

function twoUnits(ms: number, large: number, largeName: string, small: number, smallName: string): string {
  const rest = Math.floor((ms % large) / small);
  const whole = `${Math.floor(ms / large)}${largeName}`;
  return rest === 0 ? whole : `${whole}${String(rest).padStart(2, '0')}${smallName}`;
}

/** How old something is, in steps that seldom change: now, 1m, 2m, 1h, 3d. */
export function formatAge(ms: number): string {
  if (!Number.isFinite(ms)) return notANumber;
  if (ms < minute) return 'now';
  if (ms < hour) return `${Math.floor(ms / minute)}m`;
  if (ms < day) return `${Math.floor(ms / hour)}h`;
  return ms > longest ? '>9999d' : `${Math.floor(ms / day)}d`;
}

/** How long until an age of `ms` reads differently: nothing needs to be drawn before. */
export function untilNextAge(ms: number): number {
  if (ms < minute) return minute - ms;
  const step = ms < hour ? minute : ms < day ? hour : day;
  return step - (ms % step);
}

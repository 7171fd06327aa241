/** A time of an ISO text as `27 Nov 11:52`, UTC; `--` where there is none. */
export function formatClock(iso: string | null): string {
  if (iso === null) return '--';
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return '--';
  const month = months[time.getUTCMonth()] ?? '';
  return `${time.getUTCDate()} ${month} ${two(time.getUTCHours())}:${two(time.getUTCMinutes())}`;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const two = (number: number): string => String(number).padStart(2, '0');

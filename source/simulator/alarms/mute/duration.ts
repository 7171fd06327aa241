const form = /^P(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?)?$/u;

/** How long an ISO 8601 duration of days, hours and minutes is (P2DT12H); undefined for any other text. */
export function durationMs(text: string): number | undefined {
  const found = form.exec(text);
  if (!found || text === 'P') return undefined;
  const [days = 0, hours = 0, minutes = 0] = found.slice(1).map(part => Number(part ?? 0));
  return ((days * 24 + hours) * 60 + minutes) * 60_000;
}

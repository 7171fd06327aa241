/** Why a number is not there. Zero is never one of the reasons: zero means measured zero. */
export const missingReasons = [
  'no-data',
  'denied',
  'throttled',
  'expired',
  'failed',
  'disabled',
  'not-asked',
  'not-applicable',
] as const;
export type Missing = (typeof missingReasons)[number];

/** A number with the time it is true of, or the reason why there is none. */
export type Reading = {readonly value: number; readonly asOf: number} | {readonly missing: Missing};

export const measured = (value: number, asOf: number): Reading => ({value, asOf});
export const absent = (missing: Missing): Reading => ({missing});

export const isMeasured = (reading: Reading): reading is Extract<Reading, {readonly value: number}> =>
  'value' in reading;

/** The number derived from one reading; what is missing stays missing, for the same reason. */
export const mapReading = (reading: Reading, change: (value: number) => number): Reading =>
  isMeasured(reading) ? measured(change(reading.value), reading.asOf) : reading;

/**
 * Readings as a document shows them: each name with its number or null, and for every null the reason in
 * `missing`.
 */
export function toFields<Name extends string>(
  readings: Readonly<Record<Name, Reading>>,
): {readonly values: Record<Name, number | null>; readonly missing: Partial<Record<Name, Missing>>} {
  const values = {} as Record<Name, number | null>;
  const missing: Partial<Record<Name, Missing>> = {};
  for (const name of Object.keys(readings) as Name[]) {
    const reading = readings[name];
    if (isMeasured(reading)) values[name] = reading.value;
    else {
      values[name] = null;
      missing[name] = reading.missing;
    }
  }
  return {values, missing};
}

/** What a unit counts in the terms that rows are kept in: sizes in bytes, times in milliseconds, shares of one. */
const units: Readonly<Record<string, number>> = {
  '%': 0.01,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  B: 1,
  kB: 1e3,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
  ms: 1,
  s: 1e3,
  m: 6e4,
  h: 36e5,
  d: 864e5,
};

/** A number as people type it: 1,204, 1.5k, 61%, 4m12s, 2MB/s. Undefined when it is none. */
export function parseQuantity(text: string, plainUnit = 1): number | undefined {
  const trimmed = text.trim().replace(/\/(?:s|m)$/, '');
  const bare = /^-?[\d,]*\.?\d+$/.exec(trimmed);
  if (bare) return Number(trimmed.replaceAll(',', '')) * plainUnit;
  const parts = [...trimmed.matchAll(/(\d[\d,]*(?:\.\d+)?|\.\d+)\s*([a-zA-Z%]+)\s*/g)];
  if (parts.length === 0 || parts.map(part => part[0]).join('') !== trimmed.replace(/^-/, ''))
    return undefined;
  let sum = 0;
  for (const [, digits = '', unit = ''] of parts) {
    const factor = units[unit];
    if (factor === undefined) return undefined;
    sum += Number(digits.replaceAll(',', '')) * factor;
  }
  return trimmed.startsWith('-') ? -sum : sum;
}

import {notANumber} from './number.ts';

const units = ['kB', 'MB', 'GB', 'TB', 'PB'] as const;

/** A size in decimal units, as AWS counts its limits: 412 B, 9.8 MB, 61.2 TB. */
export function formatBytes(bytes: number): string {
  if (!Number.isFinite(bytes)) return notANumber;
  if (bytes < 0) return `-${formatBytes(-bytes)}`;
  if (bytes < 999.5) return `${Math.round(bytes)} B`;
  let scaled = bytes;
  for (const unit of units) {
    scaled /= 1000;
    if (scaled < 999.95) return `${scaled.toFixed(1)} ${unit}`;
  }
  return '>999 PB';
}

/** A size a second: 9.8 MB/s. */
export function formatByteRate(bytesPerSecond: number): string {
  const size = formatBytes(bytesPerSecond);
  return size === notANumber ? size : `${size}/s`;
}

/** Megabytes alone, for a column whose title names the unit: 1.03, 61.2, 4,120. */
export function formatMegabytes(bytes: number): string {
  if (!Number.isFinite(bytes)) return notANumber;
  if (bytes < 0) return `-${formatMegabytes(-bytes)}`;
  const megabytes = bytes / 1e6;
  if (megabytes > 0 && megabytes < 0.005) return '<0.01';
  if (megabytes < 9.995) return megabytes.toFixed(2);
  if (megabytes < 999.95) return megabytes.toFixed(1);
  return Math.round(megabytes).toLocaleString('en-US');
}

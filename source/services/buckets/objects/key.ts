import {createHash} from 'node:crypto';

/** What stands for a key in the journal: keys can be personal data. */
export function keyMark(key: string): string {
  const start = createHash('sha256').update(key).digest('hex').slice(0, 16);
  return `sha256 ${start}…, ${[...key].length} characters`;
}

/**
 * A key of a listing that was asked for with EncodingType=url: XML cannot hold every character that a key can.
 * S3 writes a blank as `+`.
 */
export function keyOf(written: string, encoding: string | undefined): string {
  return encoding === 'url' ? decodeURIComponent(written.replaceAll('+', ' ')) : written;
}

import {formatBytes} from '../../text/bytes.ts';
import {formatCount, formatShare} from '../../text/number.ts';
import type {Bucket} from './model.ts';
import {besideText, enabledRules} from './wording.ts';

/** A change of less than this share of a bucket in a month is a slow one. */
const slowShare = 0.01;
/** Less than this is said as 0 B. */
const leastBytes = 0.5;
const daysOfMonth = 30;

/** What is known of a bucket, in one sentence. */
export function verdictText(bucket: Omit<Bucket, 'verdictText'>): string {
  const {bytes, objects} = bucket;
  if (bytes === null) return withoutFigures(bucket);
  const held = `It holds ${formatBytes(bytes)}${objects === null ? '' : ` in ${objectsText(objects)}`}`;
  const parts = [held, besideText(bucket), classText(bucket), growthText(bucket), rulesText(bucket)];
  return `${parts.filter(part => part !== '').join(', ')}.`;
}

const objectsText = (count: number): string => `${formatCount(count)} ${count === 1 ? 'object' : 'objects'}`;

function withoutFigures({missing}: Pick<Bucket, 'missing'>): string {
  switch (missing.bytes) {
    case 'not-asked':
      return 'Not read yet.';
    case 'no-data':
      return missing.lifecycle === 'denied'
        ? 'Not allowed to read it, and it has no storage figures.'
        : 'No storage figures: it is empty, or younger than two days.';
    case 'denied':
      return 'Nobody knows how much it holds: not allowed to read its metrics.';
    default:
      return 'Nobody knows how much it holds: its metrics could not be read.';
  }
}

function classText({classes}: Pick<Bucket, 'classes'>): string {
  const [largest, ...others] = classes;
  if (!largest) return '';
  if (others.length === 0) return `all of it ${largest.storageClass}`;
  return `${formatShare(largest.share)} of it ${largest.storageClass}`;
}

function growthText({growthBytesPerDay: growth, bytes}: Pick<Bucket, 'growthBytesPerDay' | 'bytes'>): string {
  if (growth === null || bytes === null) return '';
  const change = Math.abs(growth);
  if (change < leastBytes) return 'not growing';
  const slowly = change * daysOfMonth < slowShare * bytes ? ' slowly,' : '';
  return `${growth > 0 ? 'growing' : 'shrinking'}${slowly} by ${formatBytes(change)} a day`;
}

function rulesText({lifecycle}: Pick<Bucket, 'lifecycle'>): string {
  if (lifecycle === null) return '';
  const count = enabledRules(lifecycle).length;
  if (count === 0) return 'and no lifecycle rule is on';
  return `${count} lifecycle ${count === 1 ? 'rule' : 'rules'}`;
}

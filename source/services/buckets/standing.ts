import type {Known} from '../reader.ts';
import type {BucketDetail} from './facts.ts';
import {isGone} from './refusal.ts';

const settings: readonly (keyof BucketDetail)[] = [
  'lifecycle',
  'versioning',
  'encryption',
  'publicAccessBlocked',
  'uploads',
  'intelligentTiering',
  'inventories',
];

/**
 * What could not be read of the buckets as a whole. A bucket whose own policy refuses says so in its row; what every
 * bucket refuses is a permission that is lacking.
 */
export function* settingsRead(details: ReadonlyMap<string, BucketDetail>): Iterable<Known<unknown>> {
  for (const setting of settings) {
    const read = [...details.values()]
      .map(detail => detail[setting])
      .filter(known => known !== undefined)
      .filter(({problem}) => !isGone(problem?.code));
    const isLacking = read.every(({problem}) => problem?.missing === 'denied');
    for (const known of read) if (isLacking || known.problem?.missing !== 'denied') yield known;
  }
}

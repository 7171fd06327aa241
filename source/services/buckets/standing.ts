import {formatCount} from '../../text/number.ts';
import type {Known} from '../reader.ts';
import type {BucketDetail, PassedOver} from './facts.ts';
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

/** `Settings of 300 of 1,200 buckets were read, the largest first` */
export const passedOverText = ({buckets, of}: PassedOver): string =>
  `Settings of ${formatCount(of - buckets)} of ${formatCount(of)} buckets were read, the largest first`;

/** Where a bucket was passed over that is large enough for a warning, nobody knows whether all is well. */
export function* settingsPassedOver(passedOver: PassedOver | undefined): Iterable<Known<unknown>> {
  if (!passedOver || passedOver.large === 0) return;
  const sentence = `${passedOverText(passedOver)}: ${formatCount(passedOver.large)} of the others are large too. Watch them with --watch, or in the console.`;
  yield {problem: {missing: 'failed', code: 'NotAsked', sentence}};
}

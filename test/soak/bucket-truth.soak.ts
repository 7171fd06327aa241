import {expect, test} from 'vitest';
import {advised, counted} from '../services/buckets/advice/counted.ts';
import {billFor, putTogether, type Stored} from '../services/buckets/advice/naive-bill.ts';
import {objectsIn, worldOf} from '../services/buckets/world-truth.ts';
import {counts} from './counts.ts';

const names = ['checkout-state', 'thumbnails', 'archive'].slice(0, counts(3, 1));
/** A month of telemetry, or a day of it, a third of it small: archived ten months ago. */
const days = counts(28, 1);
const telemetry = days === 1 ? 'telemetry/2026/02/01' : 'telemetry/2026/02/';

test(`all of ${names.join(', ')}, counted: with what is billed beside objects it is what the metrics say`, async () => {
  const all = await counted('black-friday', Object.fromEntries(names.map(name => [name, ''])));
  const world = await worldOf('black-friday');
  for (const {bucket, startedAt} of all) {
    const truth = world.at(startedAt, bucket.name).truth();
    expect([bucket.scan?.objects, bucket.scan?.bytes]).toEqual([truth.objects, truth.bytes]);
    const day = Date.parse(bucket.metricDate ?? '');
    const there = world.at(day, bucket.name);
    let stored = 0;
    let entries = 0;
    for (const version of there.versions({prefix: '', after: ''})) {
      entries += 1;
      if (!version.isDeleteMarker) stored += withBeside(version);
    }
    expect([bucket.name, bucket.objects, bucket.bytes]).toEqual([bucket.name, entries, stored]);
  }
});

const withBeside = ({size, storageClass}: Pick<Stored, 'size' | 'storageClass'>): number => {
  if (storageClass === 'GLACIER' || storageClass === 'DEEP_ARCHIVE') return size + 40 * 1024;
  return storageClass === 'STANDARD' ? size : Math.max(size, 128 * 1024);
};

test(`${telemetry} of cold-archive: what small archived objects cost is their bill, one by one`, async () => {
  const [cold] = await counted('cold-archive', {'cold-archive': telemetry});
  if (!cold) throw new Error('It was not counted.');
  const world = await worldOf('cold-archive');
  const all = objectsIn(world.at(cold.startedAt, 'cold-archive'), cold.startedAt, telemetry);
  const small = all.filter(({size, storageClass}) => storageClass === 'GLACIER' && size < 128 * 1024);
  const [advice] = advised(cold.bucket, 'small-objects').filter(({text}) =>
    text.includes('below 128 KiB in GLACIER cost'),
  );
  const {packed, once} = putTogether(small);
  const saves = billFor(small, 1) - billFor(packed, 1);
  // Nothing is said of less than a cent.
  expect(advice?.savesUsdPerMonth).toEqual(saves < 0.01 ? undefined : expect.closeTo(saves, 6));
  expect(advice?.costsOnceUsd).toEqual(saves < 0.01 ? undefined : expect.closeTo(once, 6));
});

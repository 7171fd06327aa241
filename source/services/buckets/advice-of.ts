import type {Advised} from './advice/advised.ts';
import {adviseFrom} from './advice/index.ts';
import {dayMs} from './limits.ts';
import type {Advice} from './model.ts';
import type {Histogram} from './scan/histogram.ts';

type Made = {readonly from: readonly unknown[]; readonly advice: Advice[]};

const made = new WeakMap<Histogram, Made>();

/**
 * What to change about a bucket. A count can have tens of thousands of cells, and a document is made many times a
 * minute: what was made of the same on the same day is not made again.
 */
export function adviceOf(advised: Advised): Advice[] {
  const {histogram} = advised;
  if (!histogram) return adviseFrom(advised);
  const from = wordsOf(advised);
  const before = made.get(histogram);
  if (before?.from.every((word, index) => Object.is(word, from[index]))) return before.advice;
  const advice = adviseFrom(advised);
  made.set(histogram, {from, advice});
  return advice;
}

/** Everything that it depends on; the classes come with the figures of a day, as the bytes do. */
function wordsOf({now, classes, ...advised}: Advised): readonly unknown[] {
  const {bytes, objects, figuresAt, growthBytesPerDay, versioning, lifecycle, uploads} = advised;
  const {prices, thresholds} = advised;
  const limits = Object.values(thresholds ?? {}).join(' ');
  const stored = classes.flatMap(each => [each.storageClass, each.bytes]).join(' ');
  const day = Math.floor(now / dayMs);
  const figures = [stored, bytes, objects, figuresAt, growthBytesPerDay];
  return [day, ...figures, versioning, lifecycle, uploads, prices, limits];
}

import {expect, test} from 'vitest';
import {
  figureTexts,
  noAdviceText,
  noHistoryText,
  settingsUnknownText,
} from '../../../source/services/buckets/figure-texts.ts';
import {monthlyText} from '../../../source/services/buckets/wording.ts';
import {bucketWith, deniedBucket, stored} from './bucket.ts';

const glyphs = {ascii: false};

test('what a bucket holds, costs and gains is said with the day that it is of', () => {
  expect(figureTexts(bucketWith(), glyphs)).toEqual([
    '1.2 TB',
    '1.2M objects',
    '$25.70 a month, list price us-east-1, 2025-10',
    '0 B a day',
    'figures of 20 Nov',
  ]);
});

test('the price says what it leaves out: monitoring, and that another region has other prices', () => {
  const watched = bucketWith({
    region: 'eu-west-1',
    monthlyUsd: 11.17,
    classes: [stored('INTELLIGENT_TIERING', 1.9e12, 1, {monitoringUsdAtMost: 0.772})],
  });
  expect(figureTexts(watched, glyphs).slice(2, 4)).toEqual([
    '$11.17 a month, list price us-east-1, 2025-10, not of eu-west-1',
    'monitoring up to $0.77 a month on top',
  ]);
  expect(monthlyText(watched, glyphs)).toBe('~$11.17+');
  expect(monthlyText(bucketWith({monthlyUsd: 11.17}), glyphs)).toBe('$11.17');
});

test('what nobody could read is said once, with its reason', () => {
  const denied = deniedBucket();
  expect(figureTexts(denied, glyphs)).toEqual(['storage figures not known: denied']);
  expect(settingsUnknownText(denied, glyphs)).toBe('settings not known: denied');
  expect(noAdviceText(denied, glyphs)).toBe('what could be changed not known: denied');
  expect(noHistoryText(denied, glyphs)).toBe('history not known: denied');
});

test('while it is read, nothing is told as known', () => {
  const asked = Object.fromEntries(
    Object.keys(deniedBucket().missing).map(field => [field, 'not-asked' as const]),
  );
  const loading = deniedBucket({missing: asked});
  expect(figureTexts(loading, glyphs)).toEqual(['storage figures not read yet']);
  expect(settingsUnknownText(loading, glyphs)).toBe('settings not read yet');
  expect(noAdviceText(loading, glyphs)).toBe('what could be changed not read yet');
  expect(noHistoryText(loading, glyphs)).toBe('history not read yet');
});

test('a young bucket has no figures yet, and one that is well kept nothing to be advised', () => {
  const missing = {bytes: 'no-data', objects: 'no-data'} as const;
  const young = bucketWith({bytes: null, objects: null, history: null, missing});
  expect(figureTexts(young, glyphs)).toEqual(['no storage figures yet']);
  expect(noHistoryText(young, glyphs)).toBe('no history yet');
  expect(noAdviceText(young, glyphs)).toBe('nothing to advise');
  expect(settingsUnknownText(young, glyphs)).toBeUndefined();
});

test('without the size of one class there are the objects, and no sum that is too small', () => {
  const missing = {bytes: 'throttled', monthlyUsd: 'throttled', growthBytesPerDay: 'throttled'} as const;
  expect(figureTexts(bucketWith({bytes: null, missing}), glyphs)).toEqual([
    'size not known: throttled',
    '1.2M objects',
  ]);
});

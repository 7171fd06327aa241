import fc from 'fast-check';
import {expect, test} from 'vitest';
import {bucketColumns} from '../../../source/services/buckets/columns.ts';
import {mixBar} from '../../../source/services/buckets/mix.ts';
import type {Bucket} from '../../../source/services/buckets/model.ts';
import {isUnread} from '../../../source/services/buckets/unread.ts';
import {displayWidth} from '../../../source/text/cell.ts';
import {fitColumns} from '../../../source/text/table.ts';
import {bucketWith, deniedBucket, stored} from './bucket.ts';

const textOf = (id: string, bucket: Bucket, ascii = false): string => {
  const column = bucketColumns.find(each => each.id === id);
  if (!column) throw new Error(`no column ${id}`);
  return column.text(bucket, {ascii}, column.width);
};

const archive = bucketWith({
  name: 'archive',
  bytes: 412e12,
  classes: [
    stored('DEEP_ARCHIVE', 206e12, 0.5),
    stored('GLACIER_IR', 185.4e12, 0.45),
    stored('STANDARD', 20.6e12, 0.05),
  ],
});

test('on 80 columns stands what it holds, where, and what that costs', () => {
  const {columns} = fitColumns(bucketColumns, [bucketWith()], 76);
  expect(columns.map(({column}) => column.title)).toEqual([
    'BUCKET',
    'SIZE',
    'OBJECTS',
    'MIX',
    '$/MONTH',
    'GROWTH/DAY',
  ]);
});

test('the mix reads without colour: the first filling is the first word', () => {
  expect(mixBar(archive, 30, {ascii: false})).toBe('█▓▓▓▓▓▓▓▒▒▒▒▒▒▒ std|gi|da');
  expect(mixBar(archive, 30, {ascii: true})).toBe('#=======------- std|gi|da');
});

test('bars are as long in one row as in the other, and their words are cut first', () => {
  expect(mixBar(bucketWith(), 14, {ascii: false})).toBe('██████ std');
  expect(mixBar(archive, 14, {ascii: false})).toBe('█▓▓▒▒▒ std|gi…');
});

test('where there is no room for a bar, the words are left', () => {
  expect(mixBar(archive, 9, {ascii: false})).toBe('std|gi|da');
  expect(mixBar(archive, 6, {ascii: false})).toBe('std|g…');
});

test('of more classes than there are fillings the smallest stand together', () => {
  const classes = ['STANDARD', 'STANDARD_IA', 'GLACIER_IR', 'GLACIER', 'Brand New'].map((name, index) =>
    stored(name, 100 - index, (100 - index) / 490),
  );
  expect(mixBar(bucketWith({classes}), 40, {ascii: false})).toMatch(/ std\|ia\|gi\|more$/);
});

test('a bar and its words never need more than their room, where they fit at all', () => {
  const shares = fc.array(fc.double({min: 0, max: 1, noNaN: true}), {minLength: 1, maxLength: 6});
  const names = ['STANDARD', 'STANDARD_IA', 'GLACIER', 'DEEP_ARCHIVE', 'INTELLIGENT_TIERING', 'Odd'];
  fc.assert(
    fc.property(shares, fc.integer({min: 22, max: 60}), fc.boolean(), (values, width, ascii) => {
      const sum = values.reduce((total, value) => total + value, 0) || 1;
      const classes = values.map((value, index) => stored(names[index] ?? 'Odd', value * 1e12, value / sum));
      expect(displayWidth(mixBar(bucketWith({classes}), width, {ascii}))).toBeLessThanOrEqual(width);
    }),
    {numRuns: 100},
  );
});

test('a denied bucket says so in every column, and is unread; one without figures is not', () => {
  const denied = deniedBucket();
  for (const id of ['size', 'objects', 'mix', 'price', 'growth', 'lifecycle', 'versions', 'uploads']) {
    expect(textOf(id, denied), id).toBe('denied');
  }
  expect(isUnread(denied)).toBe(true);
  const empty = bucketWith({bytes: null, classes: [], missing: {bytes: 'no-data'}});
  expect([textOf('size', empty), textOf('mix', empty), isUnread(empty)]).toEqual(['--', '--', false]);
});

test('a setting that is on its way is marked so, and in a document that is all there is otherwise', () => {
  const bucket = bucketWith({lifecycle: null, missing: {lifecycle: 'not-asked'}});
  const lifecycle = bucketColumns.find(({id}) => id === 'lifecycle');
  expect(lifecycle?.text(bucket, {ascii: false}, 9)).toBe('…');
  expect(lifecycle?.text(bucket, {ascii: false, isLast: true}, 9)).toBe('?');
  expect(isUnread(bucket)).toBe(true);
});

test('settings read in words', () => {
  const bucket = bucketWith({
    lifecycle: [],
    versioning: 'enabled',
    unfinishedUploads: {count: 1000, more: true, oldestDays: 41.7, bytes: null},
    growthBytesPerDay: 1.2e12,
  });
  expect(textOf('lifecycle', bucket)).toBe('none');
  expect(textOf('versions', bucket)).toBe('kept');
  expect(textOf('uploads', bucket)).toBe('1,000+ 41d');
  expect(textOf('growth', bucket)).toBe('+1.2 TB');
  expect(textOf('uploads', bucketWith())).toBe('0');
});

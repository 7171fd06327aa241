import {expect, test} from 'vitest';
import {dayMs, hourMs, lifecycle, listed, oneBucket} from './harness.ts';

const abortAfter = (days: number) =>
  lifecycle(
    `<Rule><Filter><Prefix></Prefix></Filter><Status>Enabled</Status><AbortIncompleteMultipartUpload><DaysAfterInitiation>${days}</DaysAfterInitiation></AbortIncompleteMultipartUpload></Rule>`,
  );

test('a rule that is put acts at the next midnight, and what it deleted stays deleted when it goes', () => {
  const {bucket, clock} = oneBucket({
    objects: [
      {prefix: 'raw/', count: 1000, sinceDaysAgo: 100},
      {prefix: 'kept/', keys: 'flat', count: 500, sinceDaysAgo: 100},
    ],
  });
  bucket.change(
    lifecycle(
      '<Rule><Filter><Prefix>raw/</Prefix></Filter><Status>Enabled</Status><Expiration><Days>30</Days></Expiration></Rule>',
    ),
  );
  clock.advance(11 * hourMs);
  expect(listed(bucket, 'raw/').length).toBeGreaterThanOrEqual(1000);
  clock.advance(hourMs);
  const left = listed(bucket, 'raw/');
  expect(left.length).toBeLessThan(320);
  expect(listed(bucket, 'kept/')).toHaveLength(500);
  bucket.change({lifecycle: undefined});
  clock.advance(10 * dayMs);
  expect(listed(bucket, 'raw/')[0]?.key).toBe(left[0]?.key);
});

test('small objects are not moved unless the bucket or the rule says so', () => {
  const move = (size: string) =>
    lifecycle(
      `<Rule><Filter><And><Prefix></Prefix>${size}</And></Filter><Status>Enabled</Status><Transition><Days>30</Days><StorageClass>GLACIER</StorageClass></Transition></Rule>`,
    );
  const {bucket, clock} = oneBucket({
    objects: [{keys: 'flat', count: 1024, sinceDaysAgo: 200, untilDaysAgo: 60, smallShare: 0.5}],
  });
  bucket.change(move(''));
  clock.advance(dayMs);
  expect(bucket.truth().byClass.get('GLACIER')?.objects).toBe(512);
  bucket.change(move('<ObjectSizeGreaterThan>0</ObjectSizeGreaterThan>'));
  clock.advance(dayMs);
  expect(bucket.truth().byClass.get('GLACIER')?.objects).toBe(1024);
});

test('an archived object is fetched, is there for its days, and is gone again', () => {
  const {bucket, clock} = oneBucket({
    single: [
      {key: 'cold', storageClass: 'GLACIER'},
      {key: 'colder', storageClass: 'DEEP_ARCHIVE'},
      {key: 'warm'},
    ],
  });
  expect(bucket.restore('none', 1, 'Bulk')).toBe('no-such-key');
  expect(bucket.restore('warm', 1, 'Bulk')).toBe('not-archived');
  expect(bucket.restore('cold', 2, 'Expedited')).toBe('accepted');
  expect(bucket.restore('colder', 2, 'Standard')).toBe('accepted');
  expect(bucket.restore('cold', 2, 'Expedited')).toBe('in-progress');
  expect(bucket.object('cold')?.restore).toEqual({until: undefined});
  clock.advance(5 * 60_000);
  expect(bucket.object('cold')?.restore?.until).toBe(Date.UTC(2026, 10, 30));
  expect(bucket.restore('cold', 4, 'Standard')).toBe('extended');
  expect(listed(bucket, 'cold')[0]?.restore?.until).toBe(Date.UTC(2026, 11, 2));
  expect(bucket.object('colder')?.restore).toEqual({until: undefined});
  clock.advance(12 * hourMs);
  expect(bucket.object('colder')?.restore?.until).toBeGreaterThan(0);
  clock.advance(5 * dayMs);
  expect(bucket.object('cold')?.restore).toBeUndefined();
});

test('where versions are kept, a delete hides and deletes nothing', () => {
  const {bucket} = oneBucket({
    versioning: 'Enabled',
    objects: [{prefix: 'a/', keys: 'flat', count: 10, noncurrent: {share: 1, versions: 2}}],
  });
  const [first] = listed(bucket);
  if (!first) throw new Error('It is empty.');
  bucket.put(first.key, Buffer.from('new'), 'STANDARD');
  bucket.delete(first.key);
  expect(bucket.object(first.key)).toBeUndefined();
  const versions = [...bucket.versions({prefix: first.key, after: ''})];
  expect(versions.map(({isDeleteMarker, isLatest, size}) => ({isDeleteMarker, isLatest, size}))).toEqual([
    {isDeleteMarker: true, isLatest: true, size: 0},
    {isDeleteMarker: false, isLatest: false, size: 3},
    ...Array.from({length: 3}, () => ({isDeleteMarker: false, isLatest: false, size: first.size})),
  ]);
  expect(new Set(versions.map(({versionId}) => versionId)).size).toBe(5);
});

test('unfinished uploads wait until they are aborted, by name or by a rule', () => {
  const {bucket, clock} = oneBucket({
    uploads: [{count: 20, oldestDaysAgo: 100, newestDaysAgo: 5, lastPartDaysAgo: 1}],
  });
  expect(bucket.uploads()).toHaveLength(20);
  const [first] = bucket.uploads();
  expect(bucket.abort(first?.key ?? '', first?.uploadId ?? '')).toBe(true);
  expect(bucket.abort(first?.key ?? '', first?.uploadId ?? '')).toBe(false);
  const begun = bucket.beginUpload('new', 'STANDARD');
  expect(bucket.uploads()).toContainEqual(begun);
  bucket.change(abortAfter(30));
  expect(bucket.uploads()).toHaveLength(20);
  clock.advance(dayMs);
  expect(bucket.uploads().length).toBeLessThan(12);
  expect(bucket.uploads()).toContainEqual(begun);
});

test('what is put is read back as it was', () => {
  const {bucket} = oneBucket({single: [{key: 'known', bytes: 12}]});
  bucket.put('mine', Buffer.from('words'), 'STANDARD_IA');
  expect(bucket.body('mine')?.toString()).toBe('words');
  expect(bucket.object('mine')).toMatchObject({size: 5, storageClass: 'STANDARD_IA'});
  expect(bucket.body('known')).toHaveLength(12);
  bucket.delete('mine');
  expect(bucket.body('mine')).toBeUndefined();
});

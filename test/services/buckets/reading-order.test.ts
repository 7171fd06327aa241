import {expect, test} from 'vitest';
import {readingOrder, type Tried} from '../../../source/services/buckets/reading-order.ts';

const buckets = Array.from({length: 250}, (_, index) => {
  const name = `bucket-${String(index).padStart(3, '0')}`;
  return {name, arn: `arn:aws:s3:::${name}`, region: 'us-east-1', createdAt: 0};
});
const view = {visible: [], open: undefined};
const minute = 60_000;

/** Refreshes a minute apart, each with whether AWS answers; who was read when, and how often each was asked. */
function refreshed(answers: Iterable<(name: string) => 'read' | 'denied' | 'failed'>) {
  const tried = new Map<string, Tried>();
  const readAt = new Map<string, number>();
  const asked = new Map<string, number>();
  let now = Date.UTC(2026, 10, 27);
  for (const answer of answers) {
    const {turns} = readingOrder(buckets, {view, now, tried: name => tried.get(name)});
    for (const {bucket, everySeconds} of turns) {
      const before = tried.get(bucket.name);
      if (before && !before.again && now - before.at < everySeconds * 1000) continue;
      const said = answer(bucket.name);
      tried.set(bucket.name, {at: now, again: said === 'failed'});
      asked.set(bucket.name, (asked.get(bucket.name) ?? 0) + 1);
      if (said === 'read') readAt.set(bucket.name, now);
    }
    now += minute;
  }
  return {readAt, asked};
}
const times = <Value>(count: number, value: Value): Value[] => Array.from({length: count}, () => value);

test('after minutes without an answer every bucket is read within three refreshes', () => {
  const {readAt} = refreshed([...times(3, () => 'failed' as const), ...times(3, () => 'read' as const)]);
  expect(readAt.size).toBe(250);
});

test('a hundred that always fail hold no other up, and are tried in their turn', () => {
  const fails = (name: string) => name < 'bucket-120';
  const {readAt, asked} = refreshed(times(120, name => (fails(name) ? 'failed' : 'read')));
  expect(readAt.size).toBe(130);
  for (const {name} of buckets.slice(120)) expect(asked.get(name)).toBeGreaterThanOrEqual(2);
});

test('what is denied is asked for as seldom as what is read', () => {
  const {asked, readAt} = refreshed(times(121, name => (name < 'bucket-100' ? 'denied' : 'read')));
  expect(readAt.size).toBe(150);
  expect(Math.max(...asked.values())).toBeLessThanOrEqual(3);
});

test('of those that nobody asked yet the largest come first, after what is on screen', () => {
  const sizeOf = ({name}: {readonly name: string}) => Number(name.slice(-3));
  const open = 'arn:aws:s3:::bucket-007';
  const {turns, later} = readingOrder(buckets, {
    view: {visible: [], open},
    now: 0,
    tried: () => undefined,
    sizeOf,
    most: 3,
  });
  expect(turns.map(({bucket}) => bucket.name)).toEqual(['bucket-007', 'bucket-249', 'bucket-248']);
  expect(later).toHaveLength(247);
});

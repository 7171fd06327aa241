import fc from 'fast-check';
import {expect, test} from 'vitest';
import type {HeldMessage} from '../../../../source/services/queues/messages/message.ts';
import {intentId} from '../../../../source/services/queues/pick/intents/line.ts';
import {choose, type Kept} from '../../../../source/services/queues/pick/running/choose.ts';
import {held} from '../messages/messages.ts';

const payments = 'arn:aws:sqs:us-east-1:1:payments';
const place = () => ({to: payments, mostBytes: 1000});

type Asked = {readonly message: HeldMessage; readonly wanted: boolean};

const chosen = (asked: readonly Asked[], more: Partial<Parameters<typeof choose>[1]> = {}) => {
  const {finish, copy, keep} = choose(asked, {
    intents: new Map(),
    room: 100,
    placeOf: place,
    barred: undefined,
    ...more,
  });
  const why: Record<string, Kept> = {};
  for (const each of keep) why[each.message.id] = each.why;
  return {
    finish: finish.map(({id}) => id),
    copy: [...copy.values()].flat().map(({id}) => id),
    why,
  };
};

test('of a FIFO queue only the front of a group goes: what stands behind another message stays', () => {
  const asked = [
    {message: held('a1', {groupId: 'a'}), wanted: true},
    {message: held('a2', {groupId: 'a'}), wanted: false},
    {message: held('a3', {groupId: 'a'}), wanted: true},
    {message: held('b1', {groupId: 'b'}), wanted: true},
  ];
  const barred = new Set<string | undefined>();
  expect(chosen(asked, {barred})).toEqual({
    finish: [],
    copy: ['a1', 'b1'],
    why: {a2: 'other', a3: 'behind'},
  });
  expect([...barred]).toEqual(['a']);
  expect(chosen(asked)).toMatchObject({copy: ['a1', 'a3', 'b1']});
});

test('what an earlier pick copied is only deleted, meant or not', () => {
  const copied = {sends: [{at: 0, to: payments}], sent: true, deleted: false, unseen: false, hiddenUntil: 0};
  const unanswered = {...copied, sent: false};
  const intents = new Map([
    [intentId('copied'), copied],
    [intentId('unanswered'), unanswered],
  ]);
  const asked = ['copied', 'unanswered'].map(id => ({message: held(id), wanted: id === 'unanswered'}));
  expect(chosen(asked, {intents})).toEqual({finish: ['copied'], copy: ['unanswered'], why: {}});
});

test('each message that stays has its reason', () => {
  const asked = [
    {message: held('large', {body: 'x'.repeat(1001)}), wanted: true},
    {message: held('lost', {deadLetterSource: 'gone'}), wanted: true},
    {message: held('first'), wanted: true},
    {message: held('second'), wanted: true},
  ];
  const placeOf = ({deadLetterSource}: HeldMessage) => (deadLetterSource === 'gone' ? undefined : place());
  expect(chosen(asked, {placeOf, room: 1})).toEqual({
    finish: [],
    copy: ['first'],
    why: {large: 'too-large', lost: 'nowhere', second: 'enough'},
  });
});

test('nothing that was received is forgotten, and no order is broken', () => {
  const messages = fc.array(
    fc.record({group: fc.constantFrom('a', 'b'), wanted: fc.boolean(), large: fc.boolean()}),
    {maxLength: 10},
  );
  fc.assert(
    fc.property(messages, fc.nat(10), (drawn, room) => {
      const asked = drawn.map(({group, wanted, large}, index) => ({
        message: held(String(index), {groupId: group, body: 'x'.repeat(large ? 2000 : 10)}),
        wanted,
      }));
      const {copy, why} = chosen(asked, {barred: new Set(), room});
      expect([...copy, ...Object.keys(why)].sort()).toEqual(asked.map(({message}) => message.id).sort());
      expect(copy.length).toBeLessThanOrEqual(room);
      for (const id of copy) {
        const {groupId} = asked[Number(id)]?.message ?? {};
        const before = asked.filter(
          ({message}) => message.groupId === groupId && Number(message.id) < Number(id),
        );
        expect(before.every(({message}) => copy.includes(message.id))).toBe(true);
      }
    }),
    {numRuns: 150},
  );
});

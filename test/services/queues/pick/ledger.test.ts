import fc from 'fast-check';
import {expect, test} from 'vitest';
import {
  copiesAtMost,
  goneBefore,
  ledgerOf,
  leftOf,
} from '../../../../source/services/queues/pick/intents/ledger.ts';
import {type IntentLine, linesOf} from '../../../../source/services/queues/pick/intents/line.ts';

const payments = 'arn:aws:sqs:us-east-1:1:payments';
const elsewhere = 'arn:aws:sqs:us-east-1:1:elsewhere';
const sending = (id: string, at = 0, to = payments): IntentLine => ({
  event: 'sending',
  at,
  to,
  hiddenUntil: at + 180_000,
  ids: [id],
});
const sent = (id: string): IntentLine => ({event: 'sent', ids: [id]});
const refused = (id: string): IntentLine => ({event: 'refused', ids: [id]});
const deleted = (id: string): IntentLine => ({event: 'deleted', ids: [id]});
const standard = {fifo: false};
const fifo = {fifo: true};

test('a pick that was killed between the answer and the deletion leaves one to delete, not to send', () => {
  const ledger = ledgerOf([sending('a'), sent('a')]);
  expect(ledger.intents.get('a')).toMatchObject({sent: true, deleted: false});
  expect(leftOf(ledger, standard)).toMatchObject({toDelete: 1, unknown: 0, duplicates: 0});
});

test('a send without an answer may be a duplicate, whatever comes later', () => {
  const unanswered = [sending('a')];
  expect(leftOf(ledgerOf(unanswered), standard)).toMatchObject({unknown: 1, duplicates: 1});
  const again = [...unanswered, sending('a', 200_000), sent('a')];
  expect(leftOf(ledgerOf(again), standard)).toMatchObject({toDelete: 1, duplicates: 1});
  const gone = [...again, deleted('a')];
  expect(leftOf(ledgerOf(gone), standard)).toMatchObject({toDelete: 0, unknown: 0, duplicates: 1});
});

test('what was deleted before the note of it is no business of later picks, and is never sent again', () => {
  const before = ledgerOf([sending('a'), sent('a'), sending('b')]);
  const still = goneBefore(before.intents, before.intents, 170_000);
  expect(still).toEqual([]);
  expect(goneBefore(before.intents, before.intents, 180_000)).toEqual(['a']);
  const told = ledgerOf([sending('a'), sent('a'), {event: 'unseen', ids: ['a']}]);
  expect(leftOf(told, standard)).toMatchObject({
    toDelete: 0,
    unknown: 0,
    duplicates: 0,
    hiddenUntil: undefined,
  });
  expect(told.intents.get('a')?.sent).toBe(true);
});

test('what AWS refused when it was sent again does not undo the send before it', () => {
  const lines = [sending('a'), sending('a', 1000), refused('a')];
  expect(leftOf(ledgerOf(lines), standard)).toMatchObject({unknown: 1, duplicates: 1});
  expect(ledgerOf([sending('b'), refused('b')]).intents.size).toBe(0);
});

test('within five minutes a FIFO queue drops the second copy; later it does not', () => {
  const twice = (at: number) => [sending('a'), sending('a', at), sent('a')];
  expect(leftOf(ledgerOf(twice(200_000)), fifo).duplicates).toBe(0);
  expect(leftOf(ledgerOf(twice(400_000)), fifo).duplicates).toBe(1);
  expect(leftOf(ledgerOf(twice(200_000)), standard).duplicates).toBe(1);
});

test('two FIFO queues know nothing of each other: a send to each makes two copies', () => {
  const unanswered = [sending('a'), sending('a', 60_000, elsewhere)];
  expect(leftOf(ledgerOf(unanswered), fifo).duplicates).toBe(2);
  expect(leftOf(ledgerOf([...unanswered, sent('a')]), fifo).duplicates).toBe(1);
  const back = [...unanswered, sending('a', 120_000), sent('a')];
  expect(leftOf(ledgerOf(back), fifo).duplicates).toBe(1);
});

test('a FIFO queue never makes more copies of sends than are told', () => {
  const gaps = fc.array(fc.integer({min: 0, max: 500_000}), {minLength: 1, maxLength: 6});
  fc.assert(
    fc.property(gaps, fc.array(fc.boolean(), {minLength: 6, maxLength: 6}), (steps, arrives) => {
      let at = 0;
      const sends = steps.map(step => {
        at += step;
        return {at, to: payments};
      });
      // What arrived more than five minutes after the one that was taken last is taken too.
      let taken = Number.NEGATIVE_INFINITY;
      let copies = 0;
      for (const [index, {at: time}] of sends.entries()) {
        if (!arrives[index] || time - taken < 300_000) continue;
        taken = time;
        copies += 1;
      }
      expect(copies).toBeLessThanOrEqual(copiesAtMost({sends}, fifo));
      expect(copiesAtMost({sends}, fifo)).toBeLessThanOrEqual(copiesAtMost({sends}, standard));
    }),
    {numRuns: 200},
  );
});

test('a file that was cut off anywhere never says more than was done', () => {
  const lines: readonly IntentLine[] = [
    sending('a'),
    sent('a'),
    deleted('a'),
    sending('b'),
    sent('b'),
    {event: 'ended', at: 5},
  ];
  const text = lines.map(line => `\n${JSON.stringify(line)}\n`).join('');
  fc.assert(
    fc.property(fc.integer({min: 0, max: text.length}), length => {
      const read = linesOf(text.slice(0, length));
      expect(read).toEqual(lines.slice(0, read.length));
      // What is added after a crash is read, whatever the crash left.
      const more: IntentLine = sent('c');
      expect(linesOf(`${text.slice(0, length)}\n${JSON.stringify(more)}\n`).at(-1)).toEqual(more);
    }),
    {numRuns: 100},
  );
});

import fc from 'fast-check';
import {expect, test} from 'vitest';
import {batchesToSend, inTens} from '../../../../source/services/queues/messages/batches.ts';
import {messageBytes} from '../../../../source/services/queues/messages/message.ts';
import {held} from './messages.ts';

const messages = fc
  .array(
    fc.record({
      kilobytes: fc.oneof(fc.constant(1), fc.constant(300), fc.constant(1023)),
      group: fc.constantFrom('a', 'b', 'c'),
    }),
    {maxLength: 40},
  )
  .map(all =>
    all.map(({kilobytes, group}, index) =>
      held(String(index), {body: 'x'.repeat(kilobytes * 1024), groupId: group}),
    ),
  );

test('every message is sent once, in its order, and no request is too large for SQS', () => {
  fc.assert(
    fc.property(messages, fc.boolean(), (all, fifo) => {
      const batches = batchesToSend(all, {fifo});
      expect(batches.flat()).toEqual(all);
      for (const batch of batches) {
        expect(batch.length).toBeGreaterThan(0);
        expect(batch.length).toBeLessThanOrEqual(10);
        expect(batch.reduce((sum, message) => sum + messageBytes(message), 0)).toBeLessThanOrEqual(1_048_576);
        const groups = batch.map(({groupId}) => groupId);
        if (fifo) expect(new Set(groups).size).toBe(groups.length);
      }
    }),
    {numRuns: 60},
  );
});

test('what counts is the bytes of body and attributes, not the letters', () => {
  const attributes = {
    Reason: {DataType: 'String', StringValue: 'größer'},
    Raw: {DataType: 'Binary', BinaryValue: new Uint8Array(5)},
  };
  expect(messageBytes({body: '€', attributes})).toBe(3 + (6 + 6 + 8) + (3 + 6 + 5));
});

test('handles go in tens', () => {
  expect(inTens(Array.from({length: 23}, (_, index) => index)).map(({length}) => length)).toEqual([
    10, 10, 3,
  ]);
  expect(inTens([])).toEqual([]);
});

import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {queueColumns} from '../../../source/services/queues/columns.ts';
import type {Queue} from '../../../source/services/queues/model.ts';
import {firstLossText} from '../../../source/services/queues/wording.ts';
import {parseQuantity} from '../../../source/text/quantity.ts';
import {fitColumns} from '../../../source/text/table.ts';
import {deadLetterDocument, queueArn, queueDocument, redriveDocument, unreadDocument} from './queue.ts';

const columnOf = (id: string) => {
  const column = queueColumns.find(each => each.id === id);
  if (!column) throw new Error(`no column ${id}`);
  return column;
};
const textOf = (id: string, queue: Queue, ascii = false): string => {
  const column = columnOf(id);
  return column.text(queue, {ascii}, column.width);
};

test('on 80 columns stands what is asked first at night', () => {
  const {columns} = fitColumns(queueColumns, [queueDocument()], 76);
  expect(columns.map(({column}) => column.title)).toEqual([
    'QUEUE',
    'WAITING',
    '+/m',
    'OLDEST',
    'LOSS IN',
    'DLQ',
  ]);
});

test('every column says why a number is missing, and an idle queue is not an unread one', () => {
  const unread = unreadDocument();
  for (const id of ['waiting', 'growth', 'age', 'loss', 'dlq', 'in-flight', 'drain', 'sent', 'retention']) {
    expect(textOf(id, unread), id).toBe('…');
  }
  const denied = unreadDocument({missing: {visible: 'denied', drain: 'denied', deadLetterQueue: 'denied'}});
  for (const id of ['waiting', 'drain', 'dlq']) expect(textOf(id, denied), id).toBe('denied');
  const idle = queueDocument({visible: 0, sentPerMinute: null, missing: {sentPerMinute: 'no-data'}});
  expect([textOf('waiting', idle), textOf('sent', idle)]).toEqual(['0', '--']);
});

describe('the first loss', () => {
  test.each([
    [{atLeast: 82_900, atMost: 113_400}, '23-31h'],
    [{atLeast: 3000, atMost: 113_400}, '50m-31h'],
    [{atLeast: 6840, atMost: 7920}, '114-132m'],
    [{atLeast: 0, atMost: 113_400}, '0-31h'],
    [{atLeast: 800_000, atMost: 1_180_000}, '9-13d'],
    [{atLeast: 90_000, atMost: 400_000}, '25h-4d'],
    [{atLeast: 86_400, atMost: 87_000}, '24h'],
    [{atLeast: 6720, atMost: 6720}, '1h52m'],
    [{atLeast: 5, atMost: 40}, '<1m'],
    [{atLeast: -500, atMost: -20}, 'losing'],
  ])('%o reads %s', (loss, text) => {
    expect(firstLossText(loss)).toBe(text);
  });

  test('nothing to lose is an empty cell', () => {
    expect(textOf('loss', queueDocument({firstLossInSeconds: null}))).toBe('');
  });

  test('any range fits its column and promises no time that may not be there', () => {
    const days = fc.integer({min: 1, max: 14 * 86_400});
    fc.assert(
      fc.property(days, days, (one, other) => {
        const [atLeast, atMost] = [Math.min(one, other), Math.max(one, other)];
        const text = firstLossText({atLeast, atMost});
        expect(text.length).toBeLessThanOrEqual(columnOf('loss').width);
        const [lower = '', upper] = text.split('-');
        if (upper === undefined) return;
        const bare = /^\d+$/.test(lower) ? `${lower}${upper.at(-1)}` : lower;
        expect(parseQuantity(bare)).toBeLessThanOrEqual(atLeast * 1000);
        expect(parseQuantity(upper)).toBeLessThanOrEqual(atMost * 1000);
      }),
      {numRuns: 300},
    );
  });

  test('sorts by the earliest moment', () => {
    const sortValue = columnOf('loss').sortValue;
    const [soon, late] = [
      {atLeast: 10, atMost: 9000},
      {atLeast: 20, atMost: 30},
    ];
    expect(sortValue?.(queueDocument({firstLossInSeconds: soon}))).toBeLessThan(
      Number(sortValue?.(queueDocument({firstLossInSeconds: late}))),
    );
    expect(sortValue?.(queueDocument({firstLossInSeconds: null}))).toBeUndefined();
  });
});

describe('dead letters', () => {
  const read = (queue: Queue, ascii = false) => textOf('dlq', queue, ascii);
  const dlq = deadLetterDocument();

  test('a queue names where its failed messages go, a dead-letter queue whose come', () => {
    expect(read(queueDocument({deadLetterQueue: queueArn('orders-dlq')}))).toBe('→ orders-dlq');
    expect(read(dlq)).toBe('← payments');
    expect(read(dlq, true)).toBe('<- payments');
    expect(read(queueDocument())).toBe('');
  });

  test('several are counted, functions and topics are called what they are', () => {
    const senders = [{kind: 'function', name: 'enrich'}] as const;
    expect(read(deadLetterDocument({sources: [queueArn('a'), queueArn('b')]}))).toBe('← 2 queues');
    expect(read(deadLetterDocument({sources: [], senders: [...senders]}))).toBe('← function enrich');
    expect(read(deadLetterDocument({senders: [...senders]}))).toBe('← 2 senders');
    expect(read(deadLetterDocument({sources: []}))).toBe('← ?');
  });

  test('a dead-letter queue may have one of its own', () => {
    expect(read({...dlq, deadLetterQueue: queueArn('graveyard')})).toBe('← payments → graveyard');
  });
});

test('ages sort and are filtered in milliseconds, as people type them', () => {
  expect(columnOf('age').sortValue?.(queueDocument({oldestAgeSeconds: 90}))).toBe(parseQuantity('1m30s'));
  expect(columnOf('age').sortValue?.(unreadDocument())).toBeUndefined();
});

test.each([
  [{state: 'draining', seconds: 1630}, 'empty in 27m10s'],
  [{state: 'draining', seconds: null}, 'draining'],
  [{state: 'growing', seconds: null}, 'growing'],
  [{state: 'empty', seconds: null}, 'empty'],
] as const)('drain %o reads %s', (drain, text) => {
  expect(textOf('drain', queueDocument({drain}))).toBe(text);
});

test.each([
  [redriveDocument(), '412 of 1,204'],
  [redriveDocument({total: null}), '412'],
  [redriveDocument({status: 'CANCELLING'}), 'cancelling'],
  [redriveDocument({status: 'FAILED'}), 'failed'],
  [null, ''],
])('redrive %o reads %s', (redrive, text) => {
  expect(textOf('redrive', deadLetterDocument({redrive}))).toBe(text);
});

test('growth has its sign', () => {
  const read = (growthPerMinute: number) => textOf('growth', queueDocument({growthPerMinute}));
  expect([38, 0, -12.4].map(read)).toEqual(['+38', '0', '-12']);
});

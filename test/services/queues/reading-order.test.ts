import {expect, test} from 'vitest';
import {deadLettersOf} from '../../../source/services/queues/dead-letters.ts';
import {readingOrder} from '../../../source/services/queues/reading-order.ts';
import {type Account, arnOf, factsOf, now} from './judging.ts';

const orderOf = (account: Account, open?: string) => {
  const facts = factsOf(account);
  return readingOrder(facts.queues.value ?? [], {
    details: facts.details,
    deadLetters: deadLettersOf(facts),
    view: {visible: [], open: open === undefined ? undefined : arnOf(open)},
  });
};

test('what somebody looks at is read first, then what was worst, and what was empty last', () => {
  const order = orderOf(
    {
      queues: {
        empty: {},
        backlog: {attributes: {visible: 9000}},
        opened: {},
        'few-failed': {attributes: {visible: 3}},
        'many-failed': {attributes: {visible: 800}},
        a: {attributes: {deadLetterQueue: arnOf('few-failed')}},
        b: {attributes: {deadLetterQueue: arnOf('many-failed')}},
      },
    },
    'opened',
  );
  expect(order.map(({queue}) => queue.name)).toEqual([
    'opened',
    'many-failed',
    'few-failed',
    'backlog',
    'a',
    'b',
    'empty',
  ]);
  expect(order.slice(0, 4).map(({everySeconds}) => everySeconds)).toEqual([60, 60, 60, 60]);
  for (const {everySeconds} of order.slice(4)) expect(everySeconds).toBeGreaterThanOrEqual(60);
});

test('before anything is known, a name says what to read first, and nothing more', () => {
  const facts = factsOf({queues: {orders: {}, 'orders-dlq': {}}});
  const order = readingOrder(facts.queues.value ?? [], {
    details: new Map(),
    deadLetters: deadLettersOf({...facts, details: new Map()}),
    view: {visible: [], open: undefined},
  });
  expect(order.map(({queue}) => queue.name)).toEqual(['orders-dlq', 'orders']);
});

test('while messages are moved, both ends are read every few seconds', () => {
  const order = orderOf({
    queues: {
      work: {attributes: {deadLetterQueue: arnOf('failed')}},
      failed: {tasks: [{status: 'RUNNING', startedAt: now}]},
      other: {},
    },
  });
  expect(order.filter(({everySeconds}) => everySeconds === 5).map(({queue}) => queue.name)).toEqual([
    'failed',
    'work',
  ]);
});

import {describe, expect, test} from 'vitest';
import type {Session} from '../../../../source/aws/session.ts';
import {readSenders} from '../../../../source/services/queues/senders/read-senders.ts';
import {mostAskedAtOnce} from '../../../../source/services/queues/senders/subscription-targets.ts';
import {accountWithSenders, crowded, queueArn, wallClock} from './account.ts';

const minuteMs = 60_000;

/** How often each operation was asked for while this was done. */
async function calls(session: Session, work: () => Promise<unknown>): Promise<Record<string, number>> {
  const before = session.gate.meter.reading.byOperation;
  await work();
  const after = Object.entries(session.gate.meter.reading.byOperation);
  return Object.fromEntries(
    after
      .map(([name, count]) => [name, count - (before[name] ?? 0)] as const)
      .filter(([, count]) => count > 0),
  );
}

test('functions, mappings and topics that send what failed to a queue are found', async () => {
  const session = (await accountWithSenders()).session();
  expect(await readSenders(session)).toEqual({
    byQueue: new Map([
      [
        queueArn('lambda-dlq'),
        [
          {kind: 'function', name: 'notify'},
          {kind: 'function', name: 'resize'},
        ],
      ],
      [queueArn('stream-failures'), [{kind: 'mapping', name: 'enrich-orders'}]],
      [queueArn('sns-dlq'), [{kind: 'topic', name: 'order-events'}]],
    ]),
    whole: true,
    unreadSubscriptions: 0,
    problems: [],
  });
});

test('a region where nothing sends has no senders, and that is known', async () => {
  const session = (await accountWithSenders()).session({region: 'eu-west-1'});
  expect(await readSenders(session)).toMatchObject({byQueue: new Map(), whole: true, problems: []});
});

describe('what AWS refuses', () => {
  test.each([
    ['sns:ListSubscriptions', ['lambda-dlq', 'stream-failures']],
    ['lambda:ListFunctions', ['sns-dlq', 'stream-failures']],
    ['lambda:ListEventSourceMappings', ['lambda-dlq', 'sns-dlq']],
  ])('%s denied leaves the senders that the others know', async (operation, queues) => {
    const {account, session} = await accountWithSenders();
    account.faults.set([{kind: 'error', code: 'AccessDeniedException', operation}]);
    const senders = await readSenders(session());
    expect([...senders.byQueue.keys()].sort()).toEqual(queues.map(queueArn));
    expect(senders.whole).toBe(false);
    expect(senders.problems).toMatchObject([
      {
        missing: 'denied',
        sentence: `Not allowed: ${operation} in us-east-1. Ask for that permission; the rest keeps working.`,
      },
    ]);
  });

  test('once is forgotten when it is granted, and then only what was missing is asked for', async () => {
    const {account, clock, session} = await accountWithSenders();
    const asking = session();
    account.faults.set([{kind: 'error', code: 'AccessDeniedException', operation: 'lambda:ListFunctions'}]);
    await readSenders(asking);
    account.faults.clear();
    clock.advance(minuteMs);
    const asked = await calls(asking, async () =>
      expect(await readSenders(asking)).toMatchObject({whole: true, problems: []}),
    );
    expect(asked).toEqual({'lambda:ListFunctions': 1});
  });

  test('later does not take away what was known before', async () => {
    const {account, clock, session} = await accountWithSenders();
    const asking = session();
    const before = await readSenders(asking);
    account.faults.set([{kind: 'error', code: 'AccessDeniedException'}]);
    clock.advance(6 * minuteMs);
    const after = await readSenders(asking);
    expect(after.byQueue).toEqual(before.byQueue);
    expect(after.problems).toHaveLength(3);
  });

  test('of one subscription, that of another account for one, is told and not asked for again for an hour', async () => {
    const {account, clock, session} = await accountWithSenders({}, wallClock());
    const asking = session();
    account.faults.set([
      {kind: 'error', code: 'AccessDeniedException', operation: 'sns:GetSubscriptionAttributes', times: 1},
    ]);
    expect((await readSenders(asking)).unreadSubscriptions).toBe(3);
    clock.advance(minuteMs);
    const senders = await readSenders(asking);
    expect(senders).toMatchObject({whole: false, unreadSubscriptions: 1});
    expect(senders.problems.map(({missing}) => missing)).toEqual(['denied']);
    clock.advance(minuteMs);
    expect(await calls(asking, () => readSenders(asking))).toEqual({});
    clock.advance(60 * minuteMs);
    expect(await readSenders(asking)).toMatchObject({whole: true, unreadSubscriptions: 0, problems: []});
  });

  test('of all subscriptions is asked for once a refresh', async () => {
    const topics = [{name: 'news', subscriptions: crowded(50)}];
    const {account, session} = await accountWithSenders({topics}, wallClock());
    const asking = session();
    const operation = 'sns:GetSubscriptionAttributes';
    account.faults.set([{kind: 'error', code: 'AccessDeniedException', operation}]);
    expect((await calls(asking, () => readSenders(asking)))[operation]).toBe(1);
  });
});

describe('many', () => {
  test('functions and subscriptions are read page by page', async () => {
    const session = (
      await accountWithSenders({
        functions: Array.from({length: 120}, (_, index) => ({
          name: `fn-${index}`,
          deadLetterQueue: 'lambda-dlq',
        })),
        topics: [{name: 'news', subscriptions: crowded(230)}],
      })
    ).session();
    const asked = await calls(session, async () => {
      const senders = await readSenders(session);
      expect(senders.byQueue.get(queueArn('lambda-dlq'))).toHaveLength(120);
      expect(senders.unreadSubscriptions).toBe(230 - mostAskedAtOnce);
    });
    expect(asked).toEqual({
      'lambda:ListEventSourceMappings': 1,
      'lambda:ListFunctions': 3,
      'sns:GetSubscriptionAttributes': mostAskedAtOnce,
      'sns:ListSubscriptions': 3,
    });
  });

  test('subscriptions are asked about in portions, and each once in an hour', async () => {
    const {clock, session} = await accountWithSenders({
      topics: [{name: 'news', subscriptions: crowded(75)}],
    });
    const asking = session();
    const asked: (number | undefined)[] = [];
    const left: number[] = [];
    for (let refresh = 0; refresh < 5; refresh++) {
      const made = await calls(asking, async () => {
        const {unreadSubscriptions, whole} = await readSenders(asking);
        left.push(unreadSubscriptions);
        expect(whole).toBe(unreadSubscriptions === 0);
      });
      asked.push(made['sns:GetSubscriptionAttributes']);
      clock.advance(minuteMs);
    }
    expect(left).toEqual([45, 15, 0, 0, 0]);
    expect(asked).toEqual([30, 30, 15, undefined, undefined]);
    clock.advance(60 * minuteMs);
    expect((await calls(asking, () => readSenders(asking)))['sns:GetSubscriptionAttributes']).toBe(30);
  });

  test('persons are asked about last: nobody keeps what could not be mailed', async () => {
    const mails = Array.from({length: 40}, (_, index) => ({
      protocol: 'email' as const,
      endpoint: `${index}@shop.example`,
    }));
    const session = (
      await accountWithSenders({
        topics: [
          {name: 'news', subscriptions: mails},
          {name: 'orders', subscriptions: [{protocol: 'sqs', endpoint: 'a', deadLetterQueue: 'sns-dlq'}]},
        ],
      })
    ).session();
    const senders = await readSenders(session);
    expect(senders.unreadSubscriptions).toBe(41 - mostAskedAtOnce);
    expect(senders.byQueue.get(queueArn('sns-dlq'))).toEqual([{kind: 'topic', name: 'orders'}]);
  });
});

test('what is known is not asked for again at the next refresh, and is after five minutes', async () => {
  const {clock, session} = await accountWithSenders();
  const asking = session();
  await readSenders(asking);
  clock.advance(minuteMs);
  expect(await calls(asking, () => readSenders(asking))).toEqual({});
  clock.advance(4 * minuteMs);
  expect(await calls(asking, () => readSenders(asking))).toEqual({
    'lambda:ListEventSourceMappings': 1,
    'lambda:ListFunctions': 1,
    'sns:ListSubscriptions': 1,
  });
});

test('a subscription that ends between the list and the question sends nothing', async () => {
  const {account, session} = await accountWithSenders();
  account.faults.set([
    {kind: 'error', code: 'NotFound', status: 404, operation: 'sns:GetSubscriptionAttributes'},
  ]);
  const senders = await readSenders(session());
  expect(senders).toMatchObject({whole: true, unreadSubscriptions: 0, problems: []});
  expect(senders.byQueue.has(queueArn('sns-dlq'))).toBe(false);
});

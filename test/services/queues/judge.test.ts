import * as v from 'valibot';
import {expect, test} from 'vitest';
import {queueSchema} from '../../../source/services/queues/model.ts';
import {arnOf, denied, flat, judged, minuteMs, now, pair, rising, settled} from './judging.ts';

const growing = {visible: rising(38, 30), inFlight: flat(0), age: rising(60, 30)};

test('a dead-letter queue that grows is critical, says by how much and since when, and is to be looked at', () => {
  const {queue, findings, told} = judged(pair({attributes: {visible: 1204}, series: growing}));
  expect(told).toEqual(['critical queues.dlq-growing orders-failed']);
  expect(findings[0]).toMatchObject({
    title: '1,204 waiting, +38/m since 11:33',
    since: new Date(settled - 30 * minuteMs).toISOString(),
    suggest: {action: 'queues.look', args: {queue: 'orders-failed'}},
  });
  expect(findings[0]?.detail).toMatch(/^It holds 1,204 dead letters of orders, growing by 38\/m, /);
  expect(queue('orders-failed')).toMatchObject({
    isDeadLetter: true,
    sources: [arnOf('orders')],
    growthPerMinute: 38,
    drain: {state: 'growing', seconds: null},
  });
});

test('one that has grown for as long as anybody knows says so', () => {
  const series = {...growing, visible: rising(2, 180)};
  const {findings} = judged(pair({attributes: {visible: 360}, series}));
  expect(findings[0]?.title).toBe('360 waiting, +2/m for over 3h');
});

test('a dead-letter queue is known by the policies that name it, whatever it is called', () => {
  const {queue} = judged({
    queues: {
      'my-dlq': {attributes: {visible: 3}},
      parking: {attributes: {visible: 3}},
      work: {attributes: {deadLetterQueue: arnOf('parking')}},
    },
  });
  expect(queue('my-dlq').isDeadLetter).toBe(false);
  expect(queue('parking').isDeadLetter).toBe(true);
});

test('one that holds messages and does not grow is a warning, and can be redriven', () => {
  const series = {visible: flat(12), inFlight: flat(0), age: rising(60, 60, 7200)};
  const account = pair({attributes: {visible: 12}, series}, {series: {age: flat(40)}});
  const {queue, findings, told} = judged(account);
  expect(told).toEqual(['warning queues.dlq-not-empty orders-failed']);
  expect(findings[0]).toMatchObject({title: '12 waiting, oldest 3h', suggest: {action: 'queues.redrive'}});
  expect(queue('orders-failed').redriveRefused).toBeNull();
  expect(queue('orders-failed').drain.state).toBe('steady');
});

test('messages that somebody looks at are in flight and not gone', () => {
  const series = {
    visible: [...flat(50, 170), ...flat(10, 10)],
    inFlight: [...flat(0, 170), ...flat(40, 10)],
    age: rising(60, 60, 7200),
  };
  const {queue} = judged(pair({attributes: {visible: 10, inFlight: 40}, series}));
  expect(queue('orders-failed')).toMatchObject({growthPerMinute: 0, drain: {state: 'steady'}});
});

test('what comes back after a redrive is growth, although there is far less than before it', () => {
  const visible = [...flat(1204, 170), 0, ...rising(5, 9, 0, 9)];
  const series = {visible, inFlight: flat(0), age: rising(60, 10)};
  const {told, queue} = judged(pair({attributes: {visible: 45}, series}));
  expect(told).toEqual(['critical queues.dlq-growing orders-failed']);
  expect(queue('orders-failed').growthPerMinute).toBeCloseTo(5);
});

test('the first loss of a standard dead-letter queue is a range: it keeps the time of the first send', () => {
  const hour = 3600;
  const dlq = {
    attributes: {visible: 7, retentionSeconds: 4 * 24 * hour},
    series: {visible: flat(7), inFlight: flat(0), age: flat(65 * hour)},
  };
  const past = {stepSeconds: 3600, seconds: flat(8 * hour, 120)} as const;
  const source = {attributes: {maxReceiveCount: 2}, series: {age: flat(30)}, pastAges: past};
  const {queue, findings} = judged(pair(dlq, source));
  // The age was true two minutes ago; of the source's, two minutes between two values are not seen.
  expect(queue('orders-failed').firstLossInSeconds).toEqual({
    atLeast: 23 * hour - 240,
    atMost: 31 * hour - 120,
  });
  const loss = findings.find(({kind}) => kind === 'queues.first-loss');
  expect(loss).toMatchObject({
    severity: 'warning',
    title: 'first message lost in 22-30h',
    deadline: new Date(now + (23 * hour - 240) * 1000).toISOString(),
  });
  expect(findings.some(({kind}) => kind === 'queues.dlq-not-empty')).toBe(false);
});

test('what counts is how old messages were when the first dead letters were moved, not how old they are now', () => {
  const dlq = {
    attributes: {visible: 312, retentionSeconds: 172_800},
    series: {visible: flat(312), inFlight: flat(0), age: flat(16 * 3600)},
  };
  // It stood still for seven hours until 16 hours ago: 300 s steps of two days.
  const seconds = Array.from({length: 576}, (_, step) => {
    const hoursAgo = (576 - step) / 12;
    return hoursAgo > 16 && hoursAgo < 23 ? (23 - hoursAgo) * 3600 : 5;
  });
  const source = {attributes: {maxReceiveCount: 3}, series: {age: flat(5)}};
  const known = judged(pair(dlq, {...source, pastAges: {stepSeconds: 300, seconds}}));
  const loss = known.queue('orders-failed').firstLossInSeconds;
  expect((loss?.atLeast ?? 0) / 3600).toBeCloseTo(25, 0);
  expect((loss?.atMost ?? 0) / 3600).toBeCloseTo(32, 0);
  const unknown = judged(pair(dlq, source)).queue('orders-failed');
  expect(unknown.firstLossInSeconds?.atLeast).toBe(0);
});

test('a message that is received more than three times is older than the metric says: the range allows for it', () => {
  const dlq = {
    attributes: {visible: 7},
    series: {visible: flat(7), inFlight: flat(0), age: flat(3600)},
  };
  const source = {attributes: {maxReceiveCount: 6, visibilityTimeoutSeconds: 300}, series: {age: flat(100)}};
  const loss = judged(pair(dlq, source)).queue('orders-failed').firstLossInSeconds;
  expect((loss?.atMost ?? 0) - (loss?.atLeast ?? 0)).toBe(100 + 4 * (300 + 100) + 120);
});

test('where nobody knows how old messages were, that is said instead of a wrong exact time', () => {
  const dlq = {
    attributes: {visible: 7, retentionSeconds: 345_600},
    series: {visible: flat(7), inFlight: flat(0), age: flat(86_400)},
  };
  const {queue, findings} = judged(pair(dlq));
  expect(queue('orders-failed').firstLossInSeconds).toEqual({atLeast: 0, atMost: 259_080});
  expect(queue('orders-failed').verdictText).toMatch(/at most 2d 23h, sooner by .* which nobody knows/);
  expect(findings.some(({kind}) => kind === 'queues.first-loss')).toBe(false);
});

test('a FIFO dead-letter queue counts anew, and so does what functions and topics send', () => {
  const series = {visible: flat(7), inFlight: flat(0), age: flat(86_400)};
  const held = {attributes: {visible: 7, retentionSeconds: 345_600}, series};
  const {queue} = judged({
    queues: {
      'a.fifo': {attributes: {deadLetterQueue: arnOf('failed.fifo')}},
      'failed.fifo': held,
      'of-function': held,
    },
    senders: {'of-function': [{kind: 'function', name: 'enrich'}]},
  });
  const exact = {atLeast: 259_080, atMost: 259_080};
  expect(queue('failed.fifo').firstLossInSeconds).toEqual(exact);
  expect(queue('of-function').firstLossInSeconds).toEqual(exact);
});

test('near the end it is losing now, and that is the first finding', () => {
  const series = {visible: flat(7), inFlight: flat(0), age: flat(1_209_400)};
  const {queue, findings} = judged(pair({attributes: {visible: 7}, series}, {series: {age: flat(20)}}));
  expect(queue('orders-failed').firstLossInSeconds).toEqual({atLeast: 0, atMost: 0});
  expect(findings[0]).toMatchObject({
    kind: 'queues.first-loss',
    severity: 'critical',
    title: 'losing messages now',
  });
});

test('a source has the clock too: exact where nobody consumes, a range while its consumer falls behind, none where it keeps up', () => {
  const held = {attributes: {visible: 900, retentionSeconds: 36_000}};
  const of = (age: readonly number[], deleted: readonly number[]) =>
    judged({
      queues: {
        work: {...held, series: {visible: flat(900), inFlight: flat(0), age, deleted}},
      },
    }).queue('work').firstLossInSeconds;
  const at = rising(60, 180, 18_000);
  expect(of(at, flat(0))).toEqual({atLeast: 7_080, atMost: 7_080});
  expect(of(rising(30, 180, 18_000), flat(50))).toEqual({atLeast: 12_480, atMost: 27_456});
  expect(of(flat(600), flat(50))).toBeNull();
});

test.each([
  [
    'of functions and topics',
    {
      queues: {failed: {attributes: {visible: 4}}},
      senders: {
        failed: [
          {kind: 'function', name: 'enrich'},
          {kind: 'topic', name: 'orders'},
        ],
      },
    } as const,
    'failed',
    /^AWS moves messages back to queues only, and what is here was sent by function enrich and topic orders: /,
  ],
  ['that is none', {queues: {work: {attributes: {visible: 4}}}} as const, 'work', /is no dead-letter queue/],
  ['that is empty', pair({}), 'orders-failed', /empty: there is nothing to move/],
  [
    'that is being redriven',
    pair({attributes: {visible: 4}, tasks: [{status: 'RUNNING', moved: 11, total: 1204}]}),
    'orders-failed',
    /^A redrive is running, 11 of 1,204 moved: wait for it, or cancel it \(queues\.cancel\)\.$/,
  ],
  [
    'that nobody may ask about',
    {queues: {work: {attributes: denied}}} as const,
    'work',
    /^Nobody can tell whether work is a dead-letter queue: allow /,
  ],
])('a redrive of a queue %s is refused with what to do', (_, account, name, sentence) => {
  expect(judged(account).queue(name).redriveRefused).toMatch(sentence);
});

test('a redrive that was started elsewhere is shown with how far it is', () => {
  const tasks = [
    {status: 'RUNNING', handle: 'h', moved: 11, total: 1204, perSecond: 1, startedAt: now - minuteMs},
    {status: 'CANCELLED', moved: 3, total: 10},
  ] as const;
  const {queue, findings} = judged(pair({attributes: {visible: 1193}, tasks}));
  expect(queue('orders-failed').redrive).toEqual({
    status: 'RUNNING',
    handle: 'h',
    moved: 11,
    total: 1204,
    perSecond: 1,
    destination: null,
    startedAt: new Date(now - minuteMs).toISOString(),
    failure: null,
  });
  expect(findings[0]).toMatchObject({title: 'redrive: 11 of 1,204 moved', suggest: null});
});

test('a redrive that failed is told with its reason, while its messages are still there', () => {
  const tasks = [{status: 'FAILED', failure: 'AWS.SimpleQueueService.NonExistentQueue', moved: 0}] as const;
  const {findings} = judged(pair({attributes: {visible: 5}, tasks}));
  const failed = findings.find(({kind}) => kind === 'queues.redrive-failed');
  expect(failed?.detail).toMatch(/NonExistentQueue, 0 moved/);
});

test('a consumer that is gone is critical; one that was never there is not missed', () => {
  const gone = [...flat(50, 160), ...flat(0, 20)];
  const of = (deleted: readonly number[]) =>
    judged({
      queues: {
        work: {
          attributes: {visible: 900, deadLetterQueue: arnOf('elsewhere')},
          series: {visible: rising(50, 20), inFlight: flat(0), age: rising(60, 20), deleted},
        },
      },
    });
  const {findings, told, queue} = of(gone);
  expect(told).toEqual(['critical queues.consumer-gone work']);
  expect(findings[0]?.title).toBe('900 waiting, none deleted for 22m');
  expect(queue('work').consumerAlive).toBe(false);
  expect(of(flat(0)).told).toEqual(['warning queues.backlog-growing work']);
});

test('a consumer that deletes little of what it receives fails, and the age hides it', () => {
  const series = {
    visible: flat(30),
    inFlight: flat(60),
    received: flat(100),
    deleted: flat(20),
    age: flat(30),
  };
  const {findings, told} = judged({
    queues: {work: {attributes: {visible: 30, inFlight: 60, deadLetterQueue: arnOf('x')}, series}},
  });
  expect(told).toEqual(['warning queues.failing-consumer work']);
  expect(findings[0]).toMatchObject({title: 'only 20% of what is received is deleted'});
  expect(findings[0]?.detail).toMatch(/age does not count what was received three times/);
});

test('a queue near the limit of messages in flight is critical', () => {
  const {findings} = judged({queues: {work: {attributes: {visible: 1, inFlight: 115_000}}}});
  expect(findings[0]).toMatchObject({
    kind: 'queues.in-flight',
    severity: 'critical',
    title: '115k of 120k in flight',
  });
});

test('a source without a dead-letter queue, and a dead-letter queue that keeps no longer, are worth knowing', () => {
  const busy = {visible: flat(3), inFlight: flat(2), deleted: flat(50), received: flat(50), age: flat(2)};
  const {told} = judged({
    queues: {
      work: {attributes: {visible: 3, inFlight: 2}, series: busy},
      a: {attributes: {deadLetterQueue: arnOf('failed-a')}},
      'failed-a': {attributes: {retentionSeconds: 345_600}},
      b: {attributes: {deadLetterQueue: arnOf('failed-b')}},
      'failed-b': {attributes: {retentionSeconds: 86_400}},
    },
  });
  expect(told).toEqual([
    'info queues.no-dlq work',
    'info queues.short-retention failed-a',
    'warning queues.short-retention failed-b',
  ]);
});

test('an idle queue has no metrics, and that is not zero', () => {
  const {queue} = judged({queues: {idle: {attributes: {visible: 2}}}});
  expect(queue('idle')).toMatchObject({
    visible: 2,
    sentPerMinute: null,
    deletedPerMinute: null,
    growthPerMinute: null,
    consumerAlive: null,
    drain: {state: 'unknown', seconds: null},
    missing: {sentPerMinute: 'no-data', consumerAlive: 'no-data', firstLossInSeconds: 'no-data'},
  });
});

test('where attributes are denied, the metrics still tell what it holds, and nothing is made up', () => {
  const {queue} = judged({
    queues: {
      secret: {attributes: denied, series: {visible: flat(40), inFlight: flat(2), age: flat(30)}},
      other: {attributes: {visible: 5}, sources: []},
    },
  });
  expect(queue('secret')).toMatchObject({
    visible: 40,
    inFlight: 2,
    retentionSeconds: null,
    isDeadLetter: null,
    deadLetterQueue: null,
    missing: {retentionSeconds: 'denied', deadLetterQueue: 'denied', kms: 'denied', isDeadLetter: 'denied'},
  });
  // AWS's own list says that nothing names it.
  expect(queue('other').isDeadLetter).toBe(false);
});

test('functions and topics that may not be asked leave open whether a queue holds dead letters', () => {
  const {queue} = judged({queues: {work: {attributes: {visible: 5}}}, sendersDenied: true});
  expect(queue('work')).toMatchObject({
    isDeadLetter: null,
    missing: {isDeadLetter: 'denied', senders: 'denied'},
  });
});

test('every judged queue is what the schema of the document says', () => {
  const {queue} = judged(pair({attributes: {visible: 1204}, series: growing}));
  for (const name of ['orders', 'orders-failed']) {
    expect(v.parse(v.strictObject(queueSchema.entries), queue(name))).toEqual(queue(name));
  }
});

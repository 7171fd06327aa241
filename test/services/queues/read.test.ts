import {expect, test} from 'vitest';
import type {SessionOptions} from '../../../source/aws/session.ts';
import {Monitor} from '../../../source/monitor/monitor.ts';
import type {View} from '../../../source/monitor/published.ts';
import type {Snapshot} from '../../../source/monitor/schema.ts';
import type {QueueFacts} from '../../../source/services/queues/facts.ts';
import {queues} from '../../../source/services/queues/index.ts';
import {locate} from '../../../source/services/queues/locate.ts';
import {read} from '../../../source/services/queues/read.ts';
import {Reader} from '../../../source/services/reader.ts';
import type {QueueSource, ScenarioSource} from '../../../source/simulator/scenarios/schema.ts';
import {type Simulated, scenarioFile, simulated} from '../../simulated.ts';
import {arnOf} from './judging.ts';

const minuteMs = 60_000;

const account = (sources: readonly QueueSource[], more: Partial<ScenarioSource> = {}) =>
  scenarioFile({name: 'test', regions: ['us-east-1'], queues: [...sources], ...more});

const held = (messages: number, more: Partial<QueueSource> = {}): Partial<QueueSource> => ({
  held: [{messages, fromSecond: -7200, untilSecond: -3600, reason: 'Timeout'}],
  ...more,
});

/** Watches the queues alone. */
const watching = ({session, clock}: Simulated, other?: Partial<SessionOptions>) =>
  new Monitor({
    connect: async () => [session(other)],
    services: [queues],
    clock,
    intervalSeconds: 60,
    budgetUsdPerHour: 10,
  });

function queueIn({queues: part}: Snapshot, name: string) {
  const found = part?.queues.find(queue => queue.name === name);
  if (!found) throw new Error(`There is no queue ${name}.`);
  return found;
}

const calls = ({usage}: Snapshot, operation: string): number => usage.byOperation[operation] ?? 0;

test('on a black Friday the dead-letter queue that fills is known, and where it fills from', async () => {
  const document = await watching(await simulated('black-friday')).once();
  expect(document.findings[0]).toMatchObject({
    kind: 'queues.dlq-growing',
    resource: 'payments-dlq',
    title: expect.stringMatching(/^1,[12]\d\d waiting, \+3\d\/m since 11:3\d$/),
    suggest: {action: 'queues.look'},
  });
  expect(queueIn(document, 'payments-dlq')).toMatchObject({
    isDeadLetter: true,
    sources: [arnOf('payments')],
    retentionSeconds: 14 * 86_400,
    kms: 'alias/payments',
    redriveRefused: null,
    drain: {state: 'growing'},
  });
  expect(queueIn(document, 'payments')).toMatchObject({
    isDeadLetter: false,
    deadLetterQueue: arnOf('payments-dlq'),
    maxReceiveCount: 4,
    visibilityTimeoutSeconds: 60,
    consumerAlive: true,
  });
  expect(document.queues).toMatchObject({state: 'fresh', problem: null});
});

test('the first loss of what failed last night allows for the night that its source stood still', async () => {
  const document = await watching(await simulated('black-friday')).once();
  const {firstLossInSeconds: loss} = queueIn(document, 'orders-dlq');
  // Sent 23.4 hours ago, of which seven in the source; kept for two days.
  expect((loss?.atLeast ?? 0) / 3600).toBeGreaterThan(23.5);
  expect((loss?.atLeast ?? 0) / 3600).toBeLessThan(24.7);
  expect((loss?.atMost ?? 0) / 3600).toBeGreaterThan(31);
});

test('dead letters of a function and of a topic are shown as what they are, with why AWS would not move them', async () => {
  const document = await watching(await simulated('black-friday')).once();
  const byFunction = document.queues?.queues.find(({senders}) => senders[0]?.kind === 'function');
  expect(byFunction).toMatchObject({isDeadLetter: true, sources: []});
  expect(byFunction?.redriveRefused).toMatch(/^AWS moves messages back to queues only, .* by function /);
  const byTopic = document.queues?.queues.find(({senders}) => senders[0]?.kind === 'topic');
  expect(byTopic?.redriveRefused).toMatch(/ by topic /);
});

test('poison pills: what fails all the time is told by its dead letters, or by what comes back', async () => {
  const {findings} = await watching(await simulated('poison-pill')).once();
  expect(findings.map(({severity, kind, resource}) => `${severity} ${kind} ${resource}`)).toEqual([
    'critical queues.dlq-growing chargebacks-dlq',
    'warning queues.dlq-not-empty ledger-dlq.fifo',
    'warning queues.failing-consumer settlements',
    'info queues.no-dlq settlements',
  ]);
});

test('of two thousand queues the first rows are there after the first page, and all of them soon', async () => {
  const {session} = await simulated('huge');
  const asked: unknown[] = [];
  const reader = new Reader(session({log: ({operation}) => asked.push(operation)}));
  const rows: number[] = [];
  let last: QueueFacts | undefined;
  for await (const known of read(reader)) {
    if (!asked.includes('sqs:GetQueueAttributes')) rows.push(known.queues.value?.length ?? 0);
    last = known;
  }
  expect(rows.slice(0, 2)).toEqual([1000, 2000]);
  expect([...(last?.details.values() ?? [])].filter(({attributes}) => attributes?.value)).toHaveLength(2000);
  const {byOperation} = reader.session.gate.meter.reading;
  expect(byOperation).toMatchObject({'sqs:ListQueues': 2, 'sqs:GetQueueAttributes': 2000});
  expect(byOperation['sqs:ListMessageMoveTasks']).toBeLessThanOrEqual(100);
}, 30_000);

test('a refresh of many queues asks little: the quiet ones take turns, dead letters and what is looked at do not', async () => {
  const sources = Array.from({length: 60}, (_, index): QueueSource => ({name: `quiet-${index}`}));
  const simulation = await simulated(
    await account([...sources, {name: 'work', deadLetter: {queue: 'parking'}}, {name: 'parking'}]),
  );
  const monitor = watching(simulation);
  let before = calls(await monitor.once(), 'sqs:GetQueueAttributes');
  expect(before).toBe(62);
  const asked: number[] = [];
  for (let minute = 0; minute < 20; minute += 1) {
    simulation.clock.advance(minuteMs);
    const now = calls(await monitor.once(), 'sqs:GetQueueAttributes');
    asked.push(now - before);
    before = now;
  }
  // The dead-letter queue each minute, and each of the others every five.
  expect(asked.reduce((sum, each) => sum + each, 0)).toBeGreaterThan(20 + (20 / 6) * 61);
  expect(asked.reduce((sum, each) => sum + each, 0)).toBeLessThan(20 + (20 / 5 + 1) * 61);
  expect(Math.max(...asked)).toBeLessThan(25);
});

test('what is open is asked for each minute, and its series with it', async () => {
  const simulation = await simulated(await account([{name: 'idle'}, {name: 'other'}]));
  const monitor = watching(simulation);
  const view: View = {visible: [], open: arnOf('idle')};
  await monitor.once();
  monitor.look(view);
  simulation.clock.advance(minuteMs);
  const document = await monitor.once();
  expect(queueIn(document, 'idle').history).not.toBeNull();
  expect(queueIn(document, 'other').history).toBeNull();
  let after = document;
  for (let minute = 0; minute < 5; minute += 1) {
    simulation.clock.advance(minuteMs);
    after = await monitor.once();
  }
  // The other has its turn once or twice.
  const asked = calls(after, 'sqs:GetQueueAttributes') - calls(document, 'sqs:GetQueueAttributes');
  expect([6, 7]).toContain(asked);
});

test('where attributes are denied, AWS is asked whose dead letters a queue holds, and the metrics what it holds', async () => {
  const faults = [
    {operation: 'sqs:GetQueueAttributes', kind: 'error', code: 'AccessDeniedException'},
  ] as const;
  const work: QueueSource = {name: 'work', deadLetter: {queue: 'parking', maxReceiveCount: 2}};
  const parking: QueueSource = {
    name: 'parking',
    ...held(40, {
      held: [{messages: 40, fromSecond: -7200, untilSecond: -3600, reason: 'Timeout', source: 'work'}],
    }),
  };
  const simulation = await simulated(await account([work, parking], {faults: [...faults]}));
  const monitor = watching(simulation);
  const document = await monitor.once();
  expect(document.queues).toMatchObject({
    state: 'partial',
    problem: expect.stringMatching(/^Not allowed: sqs:GetQueueAttributes/),
  });
  expect(queueIn(document, 'parking')).toMatchObject({
    isDeadLetter: true,
    sources: [arnOf('work')],
    visible: 40,
    retentionSeconds: null,
    missing: {retentionSeconds: 'denied'},
  });
  // What is denied is not asked for at each refresh.
  const before = calls(document, 'sqs:GetQueueAttributes');
  simulation.clock.advance(20_000);
  expect(calls(await monitor.once(), 'sqs:GetQueueAttributes')).toBe(before);
});

test('where metrics are denied, what is known of the depth stays, and the rest says why it is missing', async () => {
  const faults = [
    {operation: 'cloudwatch:GetMetricData', kind: 'error', code: 'AccessDeniedException'},
  ] as const;
  const of: QueueSource = {name: 'parking', ...held(40)};
  const simulation = await simulated(await account([of], {faults: [...faults]}));
  const document = await watching(simulation).once();
  expect(queueIn(document, 'parking')).toMatchObject({
    visible: 40,
    oldestAgeSeconds: null,
    growthPerMinute: null,
    drain: {state: 'unknown', seconds: null},
    missing: {oldestAgeSeconds: 'denied', growthPerMinute: 'denied', firstLossInSeconds: 'denied'},
  });
  expect(document.queues?.state).toBe('partial');
});

test('functions and topics that may not be asked spoil nothing', async () => {
  const faults = (['lambda:*', 'sns:*'] as const).map(operation => ({
    operation,
    kind: 'error' as const,
    code: 'AccessDeniedException',
  }));
  const sources: QueueSource[] = [
    {name: 'work', deadLetter: {queue: 'parking'}},
    {name: 'parking', ...held(3)},
  ];
  const document = await watching(await simulated(await account(sources, {faults}))).once();
  expect(document.queues).toMatchObject({state: 'fresh', problem: null});
  expect(queueIn(document, 'parking').isDeadLetter).toBe(true);
  expect(queueIn(document, 'work')).toMatchObject({isDeadLetter: null, missing: {isDeadLetter: 'denied'}});
});

test('a queue that was deleted after it was listed is gone, and nothing is partial for it', async () => {
  const simulation = await simulated(await account([{name: 'stays'}, {name: 'goes'}]));
  const {account: served} = simulation;
  const monitor = watching(simulation, {
    log: ({operation}) => {
      if (operation !== 'sqs:ListQueues') return;
      const {id, callerArn, sqs} = served.account;
      const caller = {accountId: id, arn: callerArn, region: 'us-east-1', origin: served.endpoint};
      void sqs.DeleteQueue?.({QueueUrl: `${served.endpoint}/${id}/goes`}, caller);
    },
  });
  const document = await monitor.once();
  expect(document.queues?.queues.map(({name}) => name)).toEqual(['stays']);
  expect(document.queues).toMatchObject({state: 'fresh', problem: null});
});

test('a redrive that somebody else started is shown, and followed every few seconds', async () => {
  const sources: QueueSource[] = [
    {name: 'work', deadLetter: {queue: 'parking'}},
    {
      name: 'parking',
      held: [{messages: 500, fromSecond: -7200, untilSecond: -3600, source: 'work'}],
    },
  ];
  const simulation = await simulated(await account(sources));
  const {id, callerArn, sqs} = simulation.account.account;
  const caller = {accountId: id, arn: callerArn, region: 'us-east-1'};
  const monitor = watching(simulation);
  monitor.look({visible: [arnOf('parking')], open: undefined});
  expect(queueIn(await monitor.once(), 'parking').redrive).toBeNull();
  await sqs.StartMessageMoveTask?.({SourceArn: arnOf('parking'), MaxNumberOfMessagesPerSecond: 2}, caller);
  const movedAfter = async (ms: number) => {
    simulation.clock.advance(ms);
    return queueIn(await monitor.once(), 'parking').redrive;
  };
  expect(await movedAfter(minuteMs)).toMatchObject({
    status: 'RUNNING',
    moved: expect.closeTo(120, -1),
    total: 500,
  });
  const before = queueIn(await monitor.once(), 'parking').redrive?.moved;
  expect((await movedAfter(5000))?.moved).toBe((before ?? Number.NaN) + 10);
  expect(await movedAfter(5 * minuteMs)).toMatchObject({status: 'COMPLETED', moved: 500});
  // It is empty now, and its last redrive is still shown.
  expect(await movedAfter(2 * minuteMs)).toMatchObject({status: 'COMPLETED'});
});

test('a typing error is answered with the queue that was meant, and a queue has no parts', async () => {
  const {session} = await simulated(await account([{name: 'payments-dlq'}, {name: 'payments'}]));
  const opened = session();
  expect(await locate(opened, 'payments-dlq', undefined)).toEqual({
    ok: true,
    value: {arn: arnOf('payments-dlq'), resource: 'payments-dlq'},
  });
  expect(await locate(opened, arnOf('payments'), undefined)).toMatchObject({ok: true});
  expect(await locate(opened, 'paymentsdlq', undefined)).toMatchObject({
    problem: {sentence: 'There is no queue named paymentsdlq in us-east-1. Did you mean "payments-dlq"?'},
  });
  expect(await locate(opened, 'payments', 'shard')).toMatchObject({
    problem: {sentence: 'A queue has no parts: leave "shard" out.'},
  });
});

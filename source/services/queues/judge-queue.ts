import {accountOf} from '../../aws/arn.ts';
import {lastOf, type SeriesBook} from '../../metrics/ask.ts';
import {absent, isMeasured, type Missing, measured, type Reading, toFields} from '../../reading.ts';
import type {Known} from '../reader.ts';
import {closeWindow, type QueueAsks, queueAsks, type Watch} from './asks.ts';
import {type Consumer, consumerOf} from './consumer.ts';
import type {DeadLetters} from './dead-letters.ts';
import {courseOf, depthPoints, type GrowingSince, type Growth, growingSince, growthOf} from './depth.ts';
import type {ListedQueue, MoveTask, QueueAttributes, QueueFacts} from './facts.ts';
import type {FirstLoss} from './loss/first-loss.ts';
import {lossOfQueue} from './loss/loss-of-queue.ts';
import type {Queue, Redrive} from './model.ts';
import {depthReading, factOf, historyOf, metricsAsOf, ofHeld, orMetric, reasonOf} from './readings.ts';
import {redriveRefusal} from './redrive-refusal.ts';
import {verdictText} from './verdict.ts';

export type JudgeQueueContext = {
  readonly now: number;
  readonly region: string;
  readonly book: SeriesBook;
  readonly facts: QueueFacts;
  readonly watch: Watch;
  readonly deadLetters: DeadLetters;
  /** The queue of that ARN, where it is one of these. */
  readonly listed: (arn: string) => ListedQueue | undefined;
};

/** A queue as the document shows it, and what its findings are made of besides. */
export type Judgement = {
  readonly queue: Queue;
  readonly attributes: QueueAttributes | undefined;
  readonly deadLetters: DeadLetters;
  readonly growth: Growth | undefined;
  readonly consumer: Consumer;
  readonly loss: FirstLoss | undefined;
  /** All it holds, and when that was so. */
  readonly depth: number | undefined;
  readonly readAt: number | undefined;
  /** Since when it has grown, if it grows. */
  readonly growing: GrowingSince | undefined;
};

export function judgeQueue(listed: ListedQueue, context: JudgeQueueContext): Judgement {
  const {region, book, facts, watch, deadLetters} = context;
  const {attributes: known, tasks} = facts.details.get(listed.arn) ?? {};
  const attributes = known?.value;
  const asks = queueAsks(listed);
  const depth = depthReading(known, book, asks);
  const held = isMeasured(depth) ? depth.value : undefined;
  const depths = depthPoints(book, asks);
  const {coveredUntil} = book(asks.visible);
  const growth = growthOf(depths, coveredUntil);
  const consumer = consumerOf(book, asks);
  const loss = lossOfQueue(listed, {...context, depth, consumer});
  const {values, missing} = toFields({
    ...settings(known),
    visible: orMetric(
      factOf(known, value => value.visible),
      lastOf(book(asks.visible)),
    ),
    inFlight: orMetric(
      factOf(known, value => value.inFlight),
      lastOf(book(asks.inFlight)),
    ),
    delayed: factOf(known, value => value.delayed),
    oldestAgeSeconds: ofHeld(depth, lastOf(book(asks.age))),
    sentPerMinute: lastOf(book(asks.sent)),
    receivedPerMinute: lastOf(book(asks.received)),
    deletedPerMinute: lastOf(book(asks.deleted)),
    growthPerMinute: growthReading(growth, book, asks),
  });
  const redrive = redriveOf(tasks?.value);
  const drain = drainOf(held, growth, deadLetters);
  const about = {name: listed.name, deadLetters, depth: held, redrive};
  const judged = {
    attributes,
    deadLetters,
    growth,
    consumer,
    loss: typeof loss === 'string' ? undefined : loss,
    depth: held,
    readAt: isMeasured(depth) ? depth.asOf : undefined,
    growing: growingSince(depths, (coveredUntil ?? context.now) - closeWindow * 1000),
  };
  const queue = {
    name: listed.name,
    url: listed.url,
    arn: listed.arn,
    account: accountOf(listed.arn),
    region,
    fifo: attributes?.fifo ?? listed.name.endsWith('.fifo'),
    kms: attributes?.kms ?? null,
    isDeadLetter: deadLetters.isDeadLetter ?? null,
    sources: [...deadLetters.sources],
    senders: [...deadLetters.senders],
    deadLetterQueue: attributes?.deadLetterQueue ?? null,
    ...values,
    firstLossInSeconds: typeof loss === 'string' ? null : {atLeast: loss.atLeast, atMost: loss.atMost},
    drain,
    consumerAlive: consumer.alive ?? null,
    redrive,
    redriveRefused: redriveRefusal(about) ?? null,
    look: facts.looks.get(listed.arn) ?? null,
    history: watch === 'close' || watch === 'busy' ? historyOf(book, asks) : null,
    metricsAsOf: metricsAsOf(book, asks),
    missing: {
      ...missing,
      ...(typeof loss === 'string' ? {firstLossInSeconds: loss} : {}),
      ...(drain.state === 'unknown' ? {drain: missing.growthPerMinute ?? 'no-data'} : {}),
      ...(consumer.alive === undefined ? {consumerAlive: reasonOf(lastOf(book(asks.deleted)))} : {}),
      ...missingTies(known, deadLetters),
      ...(redrive === null ? missingTasks(tasks, deadLetters) : {}),
    },
  };
  return {...judged, queue: {...queue, verdictText: verdictText(queue, judged)}};
}

const settings = (known: Known<QueueAttributes> | undefined) => ({
  maxReceiveCount: factOf(known, value => value.maxReceiveCount, 'not-applicable'),
  visibilityTimeoutSeconds: factOf(known, value => value.visibilityTimeoutSeconds),
  retentionSeconds: factOf(known, value => value.retentionSeconds),
  delaySeconds: factOf(known, value => value.delaySeconds),
});

function growthReading(growth: Growth | undefined, book: SeriesBook, asks: QueueAsks): Reading {
  if (growth) return measured(growth.perMinute, growth.asOf);
  const visible = book(asks.visible);
  if (visible.coveredUntil === undefined) return absent(visible.missing ?? 'not-asked');
  return absent('no-data');
}

function drainOf(
  depth: number | undefined,
  growth: Growth | undefined,
  {isDeadLetter}: DeadLetters,
): Queue['drain'] {
  if (depth === 0) return {state: 'empty', seconds: null};
  if (!growth || depth === undefined) return {state: 'unknown', seconds: null};
  const state = courseOf(growth, isDeadLetter === true);
  const seconds = state === 'draining' ? Math.round((depth / -growth.perMinute) * 60) : null;
  return {state, seconds};
}

function redriveOf(tasks: readonly MoveTask[] | undefined): Redrive | null {
  const [task] = tasks ?? [];
  if (!task) return null;
  return {
    status: task.status,
    handle: task.handle ?? null,
    moved: task.moved ?? null,
    total: task.total ?? null,
    perSecond: task.perSecond ?? null,
    destination: task.destination ?? null,
    startedAt: task.startedAt === undefined ? null : new Date(task.startedAt).toISOString(),
    failure: task.failure ?? null,
  };
}

type Reasons = Readonly<Record<string, Missing>>;

/** Why nothing is said about its own dead-letter queue, its key, or whose dead letters come here. */
function missingTies(known: Known<QueueAttributes> | undefined, deadLetters: DeadLetters): Reasons {
  const why = known === undefined ? 'not-asked' : known.value ? undefined : known.problem.missing;
  const {isDeadLetter, sourcesMissing, sendersMissing} = deadLetters;
  const unsure = sourcesMissing ?? sendersMissing;
  return {
    ...(why === undefined ? {} : {kms: why, deadLetterQueue: why}),
    ...(sourcesMissing === undefined ? {} : {sources: sourcesMissing}),
    ...(sendersMissing === undefined ? {} : {senders: sendersMissing}),
    ...(isDeadLetter === undefined && unsure !== undefined ? {isDeadLetter: unsure} : {}),
  };
}

function missingTasks(
  tasks: Known<readonly MoveTask[]> | undefined,
  {sources, sourcesMissing}: DeadLetters,
): Reasons {
  if (sources.length === 0) return {redrive: sourcesMissing ?? 'not-applicable'};
  if (tasks?.value) return {};
  return {redrive: tasks?.problem.missing ?? 'not-asked'};
}

import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {Series} from '../../../../source/metrics/ask.ts';
import type {QueueAttributes} from '../../../../source/services/queues/facts.ts';
import type {Receiver} from '../../../../source/services/queues/redrive/facts.ts';
import {canaryOf} from '../../../../source/services/queues/redrive/planning/canary.ts';
import {isConsumed} from '../../../../source/services/queues/redrive/planning/consumer.ts';
import {rateOf} from '../../../../source/services/queues/redrive/planning/rate.ts';
import {windowOf} from '../../../../source/services/queues/redrive/planning/window.ts';

const hourMs = 3_600_000;

/** A value for each of the last minutes, the newest last. */
const series = (values: readonly number[]): Series => ({
  points: values.map((value, index) => ({at: hourMs - (values.length - index) * 60_000, value})),
  periodSeconds: 60,
  coveredUntil: hourMs,
});
const unread: Series = {points: [], periodSeconds: 60, coveredUntil: undefined, missing: 'denied'};

const attributes: QueueAttributes = {
  arn: 'arn:aws:sqs:us-east-1:730112094417:payments',
  fifo: false,
  kms: undefined,
  deadLetterQueue: 'arn:aws:sqs:us-east-1:730112094417:payments-dlq',
  maxReceiveCount: 4,
  redriveAllow: undefined,
  visibilityTimeoutSeconds: 60,
  retentionSeconds: 345_600,
  delaySeconds: 0,
  receiveWaitSeconds: 0,
  maximumMessageBytes: 1_048_576,
  contentBasedDeduplication: false,
  visible: 0,
  inFlight: 0,
  delayed: 0,
};

type Seen = {
  readonly deleted?: readonly number[];
  readonly received?: readonly number[];
  readonly empty?: readonly number[];
  readonly said?: Partial<QueueAttributes>;
};

const receiver = ({deleted = [], received = [], empty = [], said = {}}: Seen = {}): Receiver => ({
  name: 'payments',
  url: 'https://sqs.us-east-1.amazonaws.com/730112094417/payments',
  arn: attributes.arn,
  attributes: {...attributes, ...said},
  consumed: {deleted: series(deleted), received: series(received), emptyReceives: series(empty)},
});

const unknown: Receiver = {
  ...receiver(),
  consumed: {deleted: unread, received: unread, emptyReceives: unread},
};

describe('the rate', () => {
  test('is half of what the consumer was seen to delete beyond what it deletes now', () => {
    const busy = receiver({deleted: [...Array<number>(30).fill(900), ...Array<number>(30).fill(300)]});
    expect(rateOf([busy], undefined)).toMatchObject({perSecond: 5, isMuch: false});
    expect(rateOf([busy], undefined).why).toBe(
      'at most half of what is spare: payments deletes 300/m and was seen to delete 900/m in the last hour',
    );
  });

  test('is that of the queue with least to spare, and the slowest where one is not known', () => {
    const idle = receiver({deleted: Array<number>(60).fill(120)});
    const busy = receiver({deleted: [6_000, ...Array<number>(59).fill(0)]});
    expect(rateOf([busy, idle], undefined).perSecond).toBe(1);
    expect(rateOf([busy, unknown], undefined)).toMatchObject({perSecond: 1, spare: undefined});
  });

  test('is a round number, so that a metric that moves a little plans no other redrive', () => {
    const seen = (highest: number) =>
      rateOf([receiver({deleted: [highest, ...Array<number>(59).fill(0)]})], undefined);
    expect([6_100, 6_200, 6_600, 6_900].map(highest => seen(highest).perSecond)).toEqual([50, 50, 50, 50]);
    expect([240, 480, 1_080, 2_400, 12_000, 60_000].map(highest => seen(highest).perSecond)).toEqual([
      2, 2, 5, 20, 100, 500,
    ]);
  });

  test('asked for is kept, and said to be much when it is', () => {
    const busy = receiver({deleted: [700, ...Array<number>(59).fill(600)]});
    expect(rateOf([busy], 50)).toMatchObject({perSecond: 50, isMuch: true});
  });

  test('never adds more than half of what is spare, but for the slowest that there is; never above 500', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({min: 0, max: 200_000}), {minLength: 1, maxLength: 60}), deleted => {
        const {perSecond, spare} = rateOf([receiver({deleted})], undefined);
        expect(Number.isInteger(perSecond)).toBe(true);
        expect(perSecond).toBeGreaterThanOrEqual(1);
        expect(perSecond).toBeLessThanOrEqual(500);
        if (perSecond > 1) expect(perSecond * 60).toBeLessThanOrEqual((spare?.spare ?? Number.NaN) / 2);
      }),
      {numRuns: 200, seed: 4417},
    );
  });
});

describe('the window', () => {
  test('is receives × visibility timeout, the wait, and two minutes', () => {
    const waiting = receiver({said: {receiveWaitSeconds: 20}});
    expect(windowOf([waiting])).toEqual({ms: 380_000, failsAfterMs: 240_000, because: '4 receives × 60 s'});
  });

  test('is the longest of all queues, and a failure may show as soon as in the fastest', () => {
    const slow = receiver({said: {maxReceiveCount: 10, visibilityTimeoutSeconds: 300}});
    expect(windowOf([receiver(), slow])).toMatchObject({ms: 3_120_000, failsAfterMs: 240_000});
  });

  test('counts in a backlog that each receive waits behind', () => {
    const behind = receiver({received: Array<number>(10).fill(60), said: {visible: 120}});
    expect(windowOf([behind])).toMatchObject({
      ms: 840_000,
      because: '4 receives × 60 s, each behind 2m of backlog',
    });
  });

  test('is not known of a queue without a limit of receives', () => {
    expect(windowOf([receiver(), receiver({said: {maxReceiveCount: undefined}})])).toBeUndefined();
    expect(windowOf([])).toBeUndefined();
  });
});

describe('the consumer', () => {
  test('is there when it deletes, or asks where there is nothing', () => {
    expect(isConsumed(receiver({deleted: [0, 0, 3]}))).toBe(true);
    expect(isConsumed(receiver({deleted: [0, 0], empty: [6, 6]}))).toBe(true);
  });

  test('is gone when messages wait and none is deleted, or nobody ever asks', () => {
    expect(isConsumed(receiver({deleted: [0, 0], empty: [6, 6], said: {visible: 9}}))).toBe(false);
    expect(isConsumed(receiver({deleted: [5, ...Array<number>(15).fill(0)]}))).toBe(false);
    expect(isConsumed(receiver())).toBe(false);
  });

  test('is unknown where its metrics cannot be read', () => {
    expect(isConsumed(unknown)).toBeUndefined();
  });
});

describe('the canary', () => {
  const quiet = {perMinute: 0, variance: 0, minutes: 180, falls: false};
  const busy = {perMinute: 38, variance: 38, minutes: 36, falls: false};

  test('is ten, or one in a hundred, and never a hundred where nothing arrives', () => {
    const sizes = [50, 1_204, 4_000, 1_000_000].map(
      depth => canaryOf(depth, quiet, 360_000, undefined).messages,
    );
    expect(sizes).toEqual([10, 20, 50, 100]);
  });

  test('grows until arrivals cannot hide what comes back of it', () => {
    expect(canaryOf(1_204, busy, 380_000, undefined)).toMatchObject({messages: 300, canTell: true});
  });

  test('of a queue that is too small for that stays small, and says that it cannot tell', () => {
    expect(canaryOf(200, busy, 380_000, undefined)).toMatchObject({messages: 10, canTell: false});
  });

  test('is never larger than the queue, nor more than half of it by itself', () => {
    fc.assert(
      fc.property(
        fc.integer({min: 1, max: 100_000}),
        fc.double({min: 0, max: 100, noNaN: true}),
        fc.option(fc.integer({min: 1, max: 200_000}), {nil: undefined}),
        (depth, perMinute, asked) => {
          const arrivals = {perMinute, variance: perMinute, minutes: 60, falls: false};
          const {messages} = canaryOf(depth, arrivals, 360_000, asked);
          expect(messages).toBeLessThanOrEqual(depth);
          if (asked === undefined && depth > 20) expect(messages).toBeLessThanOrEqual(depth / 2);
        },
      ),
      {numRuns: 200, seed: 4417},
    );
  });
});

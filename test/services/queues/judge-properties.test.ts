import fc from 'fast-check';
import * as v from 'valibot';
import {expect, test} from 'vitest';
import {snapshotSchema} from '../../../source/monitor/schema.ts';
import {queueSchema} from '../../../source/services/queues/model.ts';
import {type Account, arnOf, denied, judged, type Told} from './judging.ts';

const count = fc.oneof(fc.constant(0), fc.nat(50), fc.nat(3_000_000));
const minutes = fc.oneof(
  fc.constant<number[]>([]),
  fc.array(count, {minLength: 1, maxLength: 180}),
  fc.tuple(count, fc.nat(900)).map(([from, step]) => Array.from({length: 180}, (_, at) => from + at * step)),
);
const retention = fc.integer({min: 60, max: 1_209_600});

const told = fc.record({
  attributes: fc.oneof(
    {weight: 1, arbitrary: fc.constant(denied)},
    {
      weight: 6,
      arbitrary: fc.record({visible: count, inFlight: count, delayed: count, retentionSeconds: retention}),
    },
  ),
  series: fc.record({
    visible: minutes,
    inFlight: minutes,
    age: minutes,
    sent: minutes,
    received: minutes,
    deleted: minutes,
  }),
  tasks: fc.array(
    fc.record({
      status: fc.constantFrom('RUNNING' as const, 'COMPLETED' as const, 'FAILED' as const),
      moved: fc.option(count, {nil: undefined}),
      total: fc.option(count, {nil: undefined}),
    }),
    {maxLength: 2},
  ),
});

/** Two sources, a dead-letter queue of both, one of a function, and one that nobody names. */
const account: fc.Arbitrary<Account> = fc
  .record({a: told, b: told, failed: told, ofFunction: told, alone: told, sendersDenied: fc.boolean()})
  .map(({sendersDenied, ofFunction, ...queues}) => {
    const toFailed = (each: Told): Told =>
      'sentence' in (each.attributes ?? {})
        ? each
        : {...each, attributes: {...each.attributes, deadLetterQueue: arnOf('failed')}};
    return {
      queues: {...queues, a: toFailed(queues.a), b: toFailed(queues.b), 'of-function': ofFunction},
      senders: {'of-function': [{kind: 'function' as const, name: 'enrich'}]},
      sendersDenied,
    };
  });

test('whatever is measured, the document holds to its schema, and no resource is told the same twice', () => {
  fc.assert(
    fc.property(account, drawn => {
      const {queue, findings} = judged(drawn);
      for (const name of Object.keys(drawn.queues)) {
        const {firstLossInSeconds: loss, drain, ...rest} = queue(name);
        v.parse(v.strictObject(queueSchema.entries), {firstLossInSeconds: loss, drain, ...rest});
        if (loss) {
          expect(loss.atLeast).toBeGreaterThanOrEqual(0);
          expect(loss.atMost).toBeGreaterThanOrEqual(loss.atLeast);
          expect(loss.atMost).toBeLessThanOrEqual(2 * 1_209_600);
        } else expect(rest.missing.firstLossInSeconds).toBeDefined();
        if (drain.state === 'draining') expect(drain.seconds).toBeGreaterThanOrEqual(0);
        expect(drain.state === 'unknown').toBe(rest.missing.drain !== undefined);
        expect(rest.verdictText).toMatch(/^[A-Z].*\.$/);
        // What is null says why.
        for (const [field, value] of Object.entries(rest)) {
          const isMeasured = /PerMinute$|Seconds$|^visible$|^inFlight$|^delayed$/.test(field);
          if (isMeasured && value === null) expect(rest.missing).toHaveProperty(field);
        }
      }
      v.parse(snapshotSchema.entries.findings, findings);
      const kinds = findings.map(({kind, arn}) => `${kind} ${arn}`);
      expect(new Set(kinds).size).toBe(kinds.length);
      for (const {title, detail} of findings) expect(`${title} ${detail}`).not.toMatch(/NaN|undefined|null/);
    }),
    {numRuns: 150, seed: 5},
  );
});

test('a dead-letter queue that gained a message in the last quarter of an hour is critical, and any other is not growing', () => {
  fc.assert(
    fc.property(
      fc.integer({min: 1, max: 5000}),
      fc.integer({min: 20, max: 160}),
      fc.integer({min: 0, max: 40}),
      (before, minutesBefore, gained) => {
        const visible = [
          ...Array.from({length: minutesBefore}, () => before),
          ...Array.from({length: 12}, (_, at) => before + Math.round((gained * (at + 1)) / 12)),
        ];
        const inFlight = visible.map(() => 0);
        const held = {attributes: {visible: before + gained}, series: {visible, inFlight}};
        const {told: kinds} = judged({
          queues: {work: {attributes: {deadLetterQueue: arnOf('failed')}}, failed: held},
        });
        const isGrowing = kinds.includes('critical queues.dlq-growing failed');
        expect(isGrowing).toBe(gained > 0);
      },
    ),
    {numRuns: 100, seed: 6},
  );
});

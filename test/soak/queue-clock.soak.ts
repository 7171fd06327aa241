import fc from 'fast-check';
import {expect, test} from 'vitest';
import {Session} from '../../source/aws/session.ts';
import {Monitor} from '../../source/monitor/monitor.ts';
import {queues as service} from '../../source/services/queues/index.ts';
import type {Queue} from '../../source/services/queues/model.ts';
import {createAccount} from '../../source/simulator/account.ts';
import {stillClock} from '../../source/simulator/clock.ts';
import {createSqs} from '../../source/simulator/queues/operations/index.ts';
import type {SimulatedQueue} from '../../source/simulator/queues/shape.ts';
import {createQueueWorld} from '../../source/simulator/queues/world.ts';
import {loadScenario} from '../../source/simulator/scenarios/index.ts';
import type {QueueSource, ScenarioSource} from '../../source/simulator/scenarios/schema.ts';
import {scenarioStart} from '../../source/simulator/scenarios/start.ts';
import {serve} from '../../source/simulator/server.ts';
import {scenarioFile} from '../simulated.ts';
import {counts, seedOf, tell} from './counts.ts';

const minuteMs = 60_000;
const hour = 3600;
const watchedName = 'watched';

type Opened = {
  readonly look: () => Promise<Queue>;
  readonly queue: SimulatedQueue;
  readonly minutes: (count: number) => void;
  readonly end: () => Promise<void>;
};

/** An account over the wire, and the queue of its world that the wire does not show. */
async function open(source: ScenarioSource, seed: number): Promise<Opened> {
  const scenario = await loadScenario(await scenarioFile(source));
  const clock = stillClock(scenarioStart);
  const world = createQueueWorld({scenario, seed, clock, startAt: scenarioStart});
  const rates = {clock, enforceRates: false};
  const account = {
    ...createAccount({scenario, seed, ...rates}),
    sqs: createSqs(world, rates),
    metrics: [world.metrics],
  };
  const {endpoint, close} = await serve({account});
  const stop = new AbortController();
  const {accessKeyId, secretAccessKey} = account;
  const session = new Session({
    profile: undefined,
    region: 'us-east-1',
    endpoint,
    credentials: async () => ({accessKeyId, secretAccessKey}),
    clock,
    log: () => {},
    signal: stop.signal,
  });
  const monitor = new Monitor({
    connect: async () => [session],
    services: [service],
    clock,
    intervalSeconds: 60,
    budgetUsdPerHour: 10,
  });
  const queue = world.queue('us-east-1', `${watchedName}.fifo`) ?? world.queue('us-east-1', watchedName);
  if (!queue) throw new Error('The world has the queue.');
  return {
    queue,
    look: async () => {
      await monitor.once();
      const {queues: part} = await monitor.once();
      const found = part?.queues.find(({name}) => name === queue.name);
      if (!found) throw new Error('The account has the queue.');
      return found;
    },
    minutes: count => clock.advance(count * minuteMs),
    end: async () => {
      stop.abort();
      session.close();
      await close();
    },
  };
}

const worldArbitrary = fc.record({
  seed: fc.nat(1_000_000),
  kind: fc.constantFrom('standard', 'fifo', 'stood-still', 'unread', 'behind', 'function'),
  perSecond: fc.double({min: 0.2, max: 4, noNaN: true}),
  failing: fc.double({min: 0.02, max: 0.5, noNaN: true}),
  receives: fc.integer({min: 1, max: 8}),
  visibility: fc.integer({min: 10, max: 300}),
  /** For how long it has gone on. */
  hours: fc.double({min: 0.5, max: 20, noNaN: true}),
  /** What a consumer that falls behind manages. */
  manages: fc.double({min: 0.1, max: 0.85, noNaN: true}),
});
type World = typeof worldArbitrary extends fc.Arbitrary<infer Drawn> ? Drawn : never;

/** The first message of the queue that is watched is lost about two hours after the start. */
function scenarioOf(drawn: World): ScenarioSource {
  const {kind, perSecond, failing, receives, visibility, hours, manages} = drawn;
  const since = hours * hour;
  const inTwoHours = Math.ceil(2 * hour + since);
  const fifo = kind === 'fifo' ? '.fifo' : '';
  const watched: QueueSource = {name: `${watchedName}${fifo}`, retentionSeconds: inTwoHours};
  const producers = [{messagesPerSecond: perSecond}];
  const source: QueueSource = {
    name: `work${fifo}`,
    visibilityTimeoutSeconds: visibility,
    deadLetter: {queue: watched.name, maxReceiveCount: receives},
    producers,
    consumer: {messagesPerSecond: 4 * perSecond},
    failures: [{reason: 'Timeout', share: failing, fromSecond: -since}],
  };
  const of = (...queues: QueueSource[]): ScenarioSource => ({name: 'soak', regions: ['us-east-1'], queues});
  switch (kind) {
    case 'stood-still': {
      // What was sent at the beginning waited for a third of the time before it failed.
      const changes = [
        {atSecond: -since, times: 0},
        {atSecond: -since * 0.67, times: 1},
      ];
      return of({...source, consumer: {messagesPerSecond: 4 * perSecond, changes}}, watched);
    }
    case 'unread':
      return of({
        ...watched,
        producers,
        consumer: {messagesPerSecond: 10, changes: [{atSecond: -since, times: 0}]},
      });
    case 'behind': {
      const slope = 1 - manages;
      const changes = [{atSecond: -since, times: manages / 4}];
      const retentionSeconds = Math.ceil(slope * (since + 2 * hour));
      const consumer = {messagesPerSecond: 4 * perSecond, changes};
      return of({...watched, retentionSeconds, producers, consumer});
    }
    case 'function': {
      const held = [
        {messages: 40, fromSecond: -since, untilSecond: -60, fromFunction: true, reason: 'Timeout'},
      ];
      const functions = [{name: 'enrich', deadLetterQueue: watchedName}];
      return {...of({...watched, held}), functions};
    }
    default:
      return of(source, watched);
  }
}

test('two hours ahead the first loss lies in the range that is told, and the growth is what it was', async () => {
  const widths = new Map<string, number[]>();
  const wrong: number[] = [];
  const growths: number[] = [];
  let tooYoung = 0;
  await fc.assert(
    fc.asyncProperty(worldArbitrary, async drawn => {
      const {look, queue, minutes, end} = await open(scenarioOf(drawn), drawn.seed);
      try {
        const depths: number[] = [];
        for (let minute = 0; minute <= 20; minute += 1) {
          const {visible, inFlight, delayed} = queue.depth();
          depths.push(visible + inFlight + delayed);
          minutes(1);
        }
        const judged = await look();
        const {firstLossInSeconds: told, growthPerMinute} = judged;
        // The first dead letters came a moment ago: no metric tells of them yet.
        if (told === null && judged.missing.firstLossInSeconds === 'no-data' && depths[18] === 0) {
          tooYoung += 1;
          return;
        }
        expect(told, `${drawn.kind}: ${judged.verdictText} ${JSON.stringify(judged.missing)}`).not.toBeNull();
        const lost = queue.tally().expired;
        let really = 0;
        while (queue.tally().expired === lost && really < 6 * 60) {
          minutes(1);
          really += 1;
        }
        const [atLeast, atMost] = [(told?.atLeast ?? 0) / 60, (told?.atMost ?? 0) / 60];
        // It was lost within the last minute; what is measured is a minute or two old.
        const outside = Math.max(0, atLeast - really, really - 1 - atMost);
        wrong.push(outside / really);
        expect(outside, `${drawn.kind}: ${atLeast} to ${atMost}, really ${really}`).toBeLessThan(
          0.1 * really,
        );
        widths.set(drawn.kind, [...(widths.get(drawn.kind) ?? []), atMost - atLeast]);
        if (growthPerMinute !== null) {
          // Settled two minutes ago, and its first and last value are of minutes that had ended.
          const was = ((depths[18] ?? 0) - (depths[3] ?? 0)) / 15;
          growths.push(Math.abs(growthPerMinute - was) / Math.max(1, Math.abs(was)));
        }
      } finally {
        await end();
      }
    }),
    {numRuns: counts(200, 12), seed: seedOf(23)},
  );
  const of = (values: readonly number[], share: number) =>
    values.toSorted((a, b) => a - b)[Math.floor(share * (values.length - 1))] ?? Number.NaN;
  const percent = (value: number) => `${(value * 100).toFixed(1)} %`;
  tell(
    `first loss two hours ahead, ${wrong.length} worlds and ${tooYoung} too young to tell: outside of the range by ${percent(of(wrong, 0.5))} (median), ${percent(of(wrong, 1))} (worst)`,
  );
  for (const [kind, minutes] of widths) {
    tell(
      `${kind}: ${minutes.length} worlds, range ${of(minutes, 0.5).toFixed(0)} min wide (median), ${of(minutes, 1).toFixed(0)} min (widest)`,
    );
  }
  tell(
    `growth, ${growths.length} worlds: wrong by ${percent(of(growths, 0.5))} (median), ${percent(of(growths, 0.9))} (90th), ${percent(of(growths, 1))} (worst)`,
  );
});

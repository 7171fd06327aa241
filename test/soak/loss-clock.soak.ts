import fc from 'fast-check';
import {expect, test} from 'vitest';
import type {Stream} from '../../source/services/kinesis/model.ts';
import type {ScenarioSource, StreamSource} from '../../source/simulator/scenarios/schema.ts';
import {type Simulated, scenarioFile, simulated, unguarded} from '../simulated.ts';
import {counts, tell} from './counts.ts';

const hourSeconds = 3600;
const minuteMs = 60_000;

type ConsumerSource = NonNullable<StreamSource['consumers']>[number];

/** Producers and a reader whose rates do not change, on as many shards, as even or uneven as it comes. */
const steadyArbitrary = fc.record({
  seed: fc.nat(1_000_000),
  shards: fc.integer({min: 1, max: 12}),
  perShard: fc.integer({min: 60, max: 500}),
  /** What the reader manages of what the fullest shard takes. */
  manages: fc.double({min: 0.02, max: 0.7, noNaN: true}),
  heavy: fc.double({min: 0, max: 0.3, noNaN: true}),
  kind: fc.constantFrom('shared' as const, 'enhanced' as const, 'lambda' as const),
  metered: fc.boolean(),
  recordAgeHours: fc.option(fc.integer({min: 3, max: 12})),
  noise: fc.double({min: 0, max: 0.05, noNaN: true}),
});

type Steady = typeof steadyArbitrary extends fc.Arbitrary<infer Drawn> ? Drawn : never;

/** The age of the reader grows by this share of the time; it is chosen so far behind that two hours are left. */
function scenarioOf(steady: Steady): ScenarioSource {
  const {shards, perShard, manages, heavy, kind, metered, recordAgeHours, noise} = steady;
  const fullest = perShard * (1 + heavy * shards);
  const slope = 1 - manages;
  const limit = (kind === 'lambda' && recordAgeHours !== null ? recordAgeHours : 24) * hourSeconds;
  const ageNow = limit - 2 * hourSeconds * slope;
  // It has fallen behind since so long before the start that it is where it should be now.
  const since = ageNow / slope;
  const fellAt = Math.max(-since, -86_400);
  const consumer: ConsumerSource = {
    name: 'reader',
    kind,
    recordsPerSecond: fullest * manages,
    behindSeconds: Math.max(0, ageNow - 86_400 * slope),
    ...(since < 86_400 && {
      recordsPerSecond: 2000,
      changes: [{atSecond: fellAt, times: (fullest * manages) / 2000}],
    }),
    ...(kind === 'lambda' &&
      recordAgeHours !== null && {
        mapping: {maximumRecordAgeSeconds: recordAgeHours * hourSeconds},
      }),
  };
  return {
    name: 'soak',
    regions: ['us-east-1'],
    streams: [
      {
        name: 'steady',
        shards,
        shardMetrics: metered ? 'ALL' : [],
        producers: [
          {
            recordsPerSecond: perShard * shards * (1 + heavy),
            recordBytes: 400,
            noise,
            keys: heavy === 0 ? {} : {heavy: [{key: 'heavy', share: heavy / (1 + heavy)}]},
          },
        ],
        consumers: [consumer],
      },
    ],
  };
}

const streamIn = async (watching: ReturnType<Simulated['monitor']>): Promise<Stream> => {
  const [stream] = (await watching.once()).kinesis?.streams ?? [];
  if (!stream) throw new Error('the account has a stream');
  return stream;
};

/** When a reader's age is at its limit, as the metric itself shows it minute by minute. */
function truth({account, clock}: Simulated, {kind, recordAgeHours}: Steady): () => number | undefined {
  const region = 'us-east-1';
  const names: Record<Steady['kind'], [string, string, Record<string, string>]> = {
    shared: ['AWS/Kinesis', 'GetRecords.IteratorAgeMilliseconds', {StreamName: 'steady'}],
    enhanced: [
      'AWS/Kinesis',
      'SubscribeToShardEvent.MillisBehindLatest',
      {StreamName: 'steady', ConsumerName: 'reader'},
    ],
    lambda: ['AWS/Lambda', 'IteratorAge', {FunctionName: 'reader'}],
  };
  const [namespace, name, dimensions] = names[kind];
  const hours = kind === 'lambda' && recordAgeHours !== null ? recordAgeHours : 24;
  return () => {
    const at = Math.floor(clock.now() / minuteMs) * minuteMs - minuteMs;
    const age = account.account.metrics
      .map(source => source.minute(region, {namespace, name, dimensions}, at))
      .find(datum => datum !== undefined)?.max;
    return age !== undefined && age >= hours * hourSeconds * 1000 - minuteMs ? at + minuteMs : undefined;
  };
}

test('two hours ahead the clock is right within 10 %, whatever the stream and whoever reads', async () => {
  const errors: number[] = [];
  await fc.assert(
    fc.asyncProperty(steadyArbitrary, async steady => {
      const scenario = await scenarioFile(scenarioOf(steady));
      const world = await unguarded(scenario, {seed: steady.seed});
      try {
        const watching = world.monitor();
        watching.look({visible: [], open: 'arn:aws:kinesis:us-east-1:730112094417:stream/steady'});
        await streamIn(watching);
        const now = world.clock.now();
        const {loss, consumers} = await streamIn(watching);
        const consumer = consumers.find(({kind}) => kind === steady.kind);
        const said = consumer?.loss.inSeconds ?? loss.inSeconds;
        expect(consumer?.loss.state).toBe('at-risk');
        const isLost = truth(world, steady);
        let lostAt: number | undefined;
        for (let minute = 0; minute < 300 && lostAt === undefined; minute += 1) {
          world.clock.advance(minuteMs);
          lostAt = isLost();
        }
        const really = ((lostAt ?? Number.NaN) - now) / 1000;
        const wrong = Math.abs((said ?? Number.NaN) - really) / really;
        errors.push(wrong);
        expect(wrong).toBeLessThan(0.1);
      } finally {
        await world.end();
      }
    }),
    {numRuns: counts(200, 15), seed: 11},
  );
  const sorted = errors.toSorted((a, b) => a - b);
  const of = (share: number) =>
    `${((sorted[Math.floor(share * (sorted.length - 1))] ?? 0) * 100).toFixed(1)} %`;
  tell(
    `loss clock, two hours ahead, ${errors.length} worlds: median error ${of(0.5)}, 90th ${of(0.9)}, worst ${of(1)}`,
  );
});

type Kind = {
  readonly name: string;
  readonly consumer: ConsumerSource;
  readonly stream?: Partial<StreamSource>;
  /** Minutes after the start at which it is looked at, and what must be seen then. */
  readonly afterMinutes: number;
  readonly meanwhile?: (world: Simulated) => Promise<void>;
  readonly verdicts: readonly Stream['readVerdict'][];
  readonly loss: readonly Stream['loss']['state'][];
};

const kinds: readonly Kind[] = [
  {
    name: 'reader dies at 30 min',
    consumer: {name: 'reader', changes: [{atSecond: 1800, times: 0}]},
    afterMinutes: 60,
    verdicts: ['reader-gone'],
    loss: ['at-risk'],
  },
  {
    name: '99 % of the retention',
    consumer: {name: 'reader', recordsPerSecond: 200, behindSeconds: 23.85 * hourSeconds},
    afterMinutes: 0,
    verdicts: ['losing'],
    loss: ['losing'],
  },
  {
    name: 'one spike minute',
    consumer: {name: 'reader'},
    meanwhile: readTheOldest,
    afterMinutes: 3,
    verdicts: ['keeping-up'],
    loss: ['none'],
  },
  {
    name: 'rate step',
    consumer: {name: 'reader', recordsPerSecond: 300, changes: [{atSecond: 0, times: 0.4}]},
    afterMinutes: 12,
    verdicts: ['falling-behind'],
    loss: ['at-risk', 'none'],
  },
  {
    name: 'maximum age 2 h',
    consumer: {
      name: 'reader',
      kind: 'lambda',
      recordsPerSecond: 300,
      mapping: {maximumRecordAgeSeconds: 7200},
      changes: [{atSecond: -3600, times: 0.2}],
    },
    afterMinutes: 0,
    verdicts: ['falling-behind'],
    loss: ['at-risk'],
  },
  {
    name: 'reshard in the middle',
    consumer: {
      name: 'reader',
      recordsPerSecond: 500,
      changes: [
        {atSecond: -3600, times: 0},
        {atSecond: -300, times: 1},
      ],
    },
    stream: {splits: [{atSecond: -3300, shard: 0}]},
    afterMinutes: 10,
    verdicts: ['catching-up'],
    loss: ['none'],
  },
];

/** Somebody looks at the oldest record of a shard by hand: the age of the stream is a day, for a minute. */
async function readTheOldest({account: {account}}: Simulated): Promise<void> {
  const caller = {accountId: account.id, arn: account.callerArn, region: 'us-east-1'};
  const ShardId = 'shardId-000000000000';
  const at = {StreamName: 'steady', ShardId, ShardIteratorType: 'TRIM_HORIZON'};
  const found = await account.kinesis.GetShardIterator?.(at, caller);
  await account.kinesis.GetRecords?.({ShardIterator: found?.ShardIterator, Limit: 10}, caller);
}

test.each(kinds)('right in kind: $name', async kind => {
  const {name, consumer, stream, afterMinutes, meanwhile, verdicts, loss} = kind;
  const runs = counts(25, 3);
  const seen = new Map<string, number>();
  for (let seed = 1; seed <= runs; seed += 1) {
    const shards = 1 + (seed % 6);
    const scenario: ScenarioSource = {
      name: 'soak',
      regions: ['us-east-1'],
      streams: [
        {
          name: 'steady',
          shards,
          shardMetrics: seed % 2 === 0 ? 'ALL' : [],
          producers: [{recordsPerSecond: 250 * shards, recordBytes: 500}],
          consumers: [consumer],
          ...stream,
        },
      ],
    };
    const world = await simulated(await scenarioFile(scenario), {seed});
    await meanwhile?.(world);
    world.clock.advance(afterMinutes * minuteMs);
    const found = await streamIn(world.monitor());
    if (meanwhile) expect(found.iteratorAgeMs).toBeGreaterThan(23 * hourSeconds * 1000);
    seen.set(found.readVerdict, (seen.get(found.readVerdict) ?? 0) + 1);
    expect(verdicts).toContain(found.readVerdict);
    expect(loss).toContain(found.loss.state);
  }
  tell(`${name}, ${runs} worlds: ${[...seen].map(([verdict, times]) => `${verdict} ${times}`).join(', ')}`);
});

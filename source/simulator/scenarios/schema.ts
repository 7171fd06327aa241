import * as v from 'valibot';
import {bucketSchema} from './buckets/schema.ts';

const atLeastZero = v.pipe(v.number(), v.minValue(0));
const positive = v.pipe(v.number(), v.gtValue(0));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const whole = v.pipe(v.number(), v.integer(), v.minValue(1));
const name = v.pipe(v.string(), v.regex(/^[a-zA-Z0-9_.-]{1,128}$/));
const queueName = v.pipe(v.string(), v.regex(/^[a-zA-Z0-9_-]{1,75}(\.fifo)?$/));
const listOf = <Item extends v.GenericSchema>(item: Item) => v.optional(v.array(item), []);

/** Times in a scenario are seconds from its start; what happened before is negative. */
const second = v.number();

/**
 * Which partition keys the records carry. Named heavy keys and crowded ranges take their share first; the rest
 * is Zipf over `count` keys, or spread evenly when `count` is 0.
 */
const keysSchema = v.pipe(
  v.strictObject({
    prefix: v.optional(v.string(), 'key-'),
    count: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000_000)), 0),
    zipf: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(3)), 1),
    /** `hashKey` places the key by an explicit hash key instead of its MD5. */
    heavy: listOf(
      v.strictObject({
        key: v.pipe(v.string(), v.minLength(1), v.maxLength(256)),
        share,
        hashKey: v.optional(v.pipe(v.string(), v.regex(/^(0|[1-9]\d{0,38})$/))),
      }),
    ),
    /** `keys` keys whose hashes lie between two fractions of the key space. */
    ranges: listOf(v.strictObject({from: share, to: share, share, keys: whole})),
    /** The evenly spread rest swells and ebbs over the key space, so that no two shards are quite alike. */
    wave: v.optional(v.strictObject({swing: share, cycles: whole, phase: v.optional(v.number(), 0)}), () => ({
      swing: 0,
      cycles: 1,
      phase: 0,
    })),
  }),
  v.check(
    keys => [...keys.heavy, ...keys.ranges].reduce((sum, part) => sum + part.share, 0) <= 1,
    'the shares of heavy keys and ranges come to more than 1',
  ),
  v.check(
    keys => keys.ranges.every(range => range.from < range.to),
    'a range of keys must start before it ends',
  ),
);

const producerSchema = v.strictObject({
  name: v.optional(v.string(), 'producer'),
  recordsPerSecond: atLeastZero,
  recordBytes: v.pipe(v.number(), v.minValue(64), v.maxValue(1_048_576)),
  /** How often a refused record is sent again, on average; each of those is refused and counted too. */
  retries: v.optional(atLeastZero, 1),
  /** User records that the KPL packs into one Kinesis record; absent when the producer does not aggregate. */
  aggregate: v.optional(whole),
  keys: v.optional(keysSchema, {}),
  /** A day's rise and fall: up to `swing` above and below the mean, highest at `peakSecond`. */
  daily: v.optional(v.strictObject({swing: share, peakSecond: second})),
  /** From `atSecond` the rate is `times` as high, reached over `overSeconds`. Several multiply. */
  steps: listOf(
    v.strictObject({atSecond: second, times: atLeastZero, overSeconds: v.optional(atLeastZero, 0)}),
  ),
  bursts: v.optional(v.strictObject({everySeconds: whole, lastsSeconds: whole, times: atLeastZero})),
  /** How far a shard's minute strays from the mean, as a share of it. */
  noise: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(0.5)), 0.03),
});

/** -1 is AWS's word for: without end. */
const withoutEndOr = (least: number, most: number) =>
  v.optional(
    v.pipe(
      v.number(),
      v.integer(),
      v.maxValue(most),
      v.check(value => value === -1 || value >= least, `it is -1, or at least ${least}`),
    ),
    -1,
  );

/** The event source mapping by which a function reads. */
const mappingSchema = v.strictObject({
  /** The name of the consumer, unless said. */
  function: v.optional(v.pipe(v.string(), v.regex(/^[a-zA-Z0-9_-]{1,64}$/))),
  batchSize: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000)), 100),
  /** Batches of one shard at a time: so many times what the consumer reads by itself. */
  parallelizationFactor: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10)), 1),
  maximumRecordAgeSeconds: withoutEndOr(60, 604_800),
  retries: withoutEndOr(0, 10_000),
  bisect: v.optional(v.boolean(), false),
  /** Where it sends word of a batch that it gave up. */
  onFailureQueue: v.optional(queueName),
  disabledAtSecond: v.optional(second),
  /** A batch of this shard fails, whenever it is tried, from then on. */
  poison: v.optional(
    v.strictObject({atSecond: second, shard: v.pipe(v.number(), v.integer(), v.minValue(0))}),
  ),
});

const consumerSchema = v.strictObject({
  name,
  kind: v.optional(v.picklist(['shared', 'enhanced', 'lambda']), 'shared'),
  /** Of a consumer of kind `lambda`. */
  mapping: v.optional(mappingSchema, {}),
  /** What it can read of one shard. Absent: all that Kinesis gives. */
  recordsPerSecond: v.optional(positive),
  bytesPerSecond: v.optional(positive),
  pollsPerSecond: v.optional(positive, 1),
  /** How far behind it was when the history starts, a day before the scenario. */
  behindSeconds: v.optional(atLeastZero, 0),
  /** From `atSecond` it reads at `times` its capacity; 0 is a dead reader. The latest one holds. */
  changes: listOf(v.strictObject({atSecond: second, times: atLeastZero})),
});

export const shardLevelMetrics = [
  'IncomingBytes',
  'IncomingRecords',
  'OutgoingBytes',
  'OutgoingRecords',
  'WriteProvisionedThroughputExceeded',
  'ReadProvisionedThroughputExceeded',
  'IteratorAgeMilliseconds',
] as const;

const streamSchema = v.strictObject({
  name,
  /** The scenario's first region, unless said. */
  region: v.optional(v.string()),
  mode: v.optional(v.picklist(['PROVISIONED', 'ON_DEMAND']), 'PROVISIONED'),
  shards: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000)),
  retentionHours: v.optional(v.pipe(v.number(), v.integer(), v.minValue(24), v.maxValue(8760)), 24),
  encrypted: v.optional(v.boolean(), false),
  shardMetrics: v.optional(v.union([v.literal('ALL'), v.array(v.picklist(shardLevelMetrics))]), []),
  createdDaysAgo: v.optional(positive, 90),
  /** Shards that were split before: `at` is where, as a fraction of the shard's own range. */
  splits: listOf(
    v.strictObject({
      atSecond: v.pipe(v.number(), v.maxValue(0)),
      shard: v.pipe(v.number(), v.integer(), v.minValue(0)),
      at: v.optional(v.pipe(v.number(), v.gtValue(0), v.ltValue(1)), 0.5),
    }),
  ),
  producers: listOf(producerSchema),
  consumers: listOf(consumerSchema),
});

/**
 * Where a message says why it fails: in its attributes (ErrorCode, ErrorMessage), in the `error` of its JSON body, or
 * nowhere: then its body is of another shape than the others.
 */
const carriedIn = v.optional(v.picklist(['attributes', 'body', 'shape']), 'attributes');

/** Some of the messages cannot be digested, for one reason. */
const failureSchema = v.strictObject({
  /**
   * `TypeError: cannot read 'iban' of undefined (payment {id})`: `{id}`, `{uuid}`, `{number}`, `{ms}`, `{name}` and
   * `{email}` are another value in every message.
   */
  reason: v.string(),
  carriedIn,
  share: v.pipe(v.number(), v.gtValue(0), v.maxValue(1)),
  /** Messages sent from then on; from before all history when absent. */
  fromSecond: v.optional(second),
  /** Messages sent until then; without end when absent. */
  untilSecond: v.optional(second),
  /** From then on whoever receives one can digest it; never, when absent. */
  repairedAtSecond: v.optional(second),
});

const queueProducerSchema = v.strictObject({
  name: v.optional(v.string(), 'producer'),
  /** A mean of single messages: 0.2 is one in five seconds. */
  messagesPerSecond: atLeastZero,
  messageBytes: v.optional(v.pipe(v.number(), v.minValue(16), v.maxValue(1_048_576)), 600),
  /** Message groups of a FIFO queue that the messages are spread over. */
  groups: v.optional(whole, 20),
  daily: v.optional(v.strictObject({swing: share, peakSecond: second})),
  steps: listOf(
    v.strictObject({atSecond: second, times: atLeastZero, overSeconds: v.optional(atLeastZero, 0)}),
  ),
});

/** Messages that were there before: sent by nobody in the scenario. */
const heldSchema = v.strictObject({
  messages: whole,
  /** When they came here; they were sent `sentSecondsBefore` that. Spread evenly. */
  fromSecond: second,
  untilSecond: second,
  sentSecondsBefore: v.optional(atLeastZero, 0),
  /** As of a failure; absent: whoever receives one can digest it. */
  reason: v.optional(v.string()),
  carriedIn,
  repairedAtSecond: v.optional(second),
  /** The queue that they failed in; absent: a function or a topic sent them. */
  source: v.optional(queueName),
  /** A function wraps what it failed on with these attributes: RequestID, ErrorCode, ErrorMessage. */
  fromFunction: v.optional(v.boolean(), false),
});

const queueSchema = v.strictObject({
  name: queueName,
  /** The scenario's first region, unless said. */
  region: v.optional(v.string()),
  visibilityTimeoutSeconds: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(43_200)),
    30,
  ),
  retentionSeconds: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(60), v.maxValue(1_209_600)),
    345_600,
  ),
  delaySeconds: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(900)), 0),
  receiveWaitSeconds: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(20)), 0),
  maximumMessageBytes: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(1024), v.maxValue(1_048_576)),
    1_048_576,
  ),
  contentBasedDeduplication: v.optional(v.boolean(), false),
  /** A KMS key; `none` switches SQS's own encryption off too. */
  kms: v.optional(v.string()),
  deadLetter: v.optional(
    v.strictObject({
      queue: queueName,
      maxReceiveCount: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000)), 10),
    }),
  ),
  createdDaysAgo: v.optional(positive, 90),
  producers: listOf(queueProducerSchema),
  /** Who receives and deletes; nobody, when absent. */
  consumer: v.optional(
    v.strictObject({
      name: v.optional(v.string(), 'worker'),
      messagesPerSecond: positive,
      /** How long it holds a message that it digests. */
      takesSeconds: v.optional(atLeastZero, 0.2),
      /** From `atSecond` it works at `times` its capacity; 0 is a dead consumer. The latest one holds. */
      changes: listOf(v.strictObject({atSecond: second, times: atLeastZero})),
    }),
  ),
  failures: listOf(failureSchema),
  held: listOf(heldSchema),
});

const stateName = v.picklist(['OK', 'ALARM', 'INSUFFICIENT_DATA']);

/** What alarms of both kinds have. */
const alarmBase = {
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(255)),
  region: v.optional(v.string()),
  description: v.optional(v.string()),
  actionsEnabled: v.optional(v.boolean(), true),
  /** ARNs; or `topic:NAME` and `function:NAME` of the scenario, by the state on entering which they fire. */
  onAlarm: listOf(v.string()),
  onOk: listOf(v.string()),
  onInsufficientData: listOf(v.string()),
};

/** A metric alarm; the metric is of AWS, as the account's streams and queues publish it. */
const metricAlarmSchema = v.strictObject({
  ...alarmBase,
  namespace: v.optional(v.string()),
  metric: v.optional(v.string()),
  dimensions: v.optional(v.record(v.string(), v.string()), {}),
  statistic: v.optional(v.string(), 'Average'),
  periodSeconds: v.optional(whole, 60),
  /** Instead of one metric: an expression over `queries`, whose ids are lower-case. */
  expression: v.optional(v.string()),
  queries: listOf(
    v.strictObject({
      id: v.string(),
      namespace: v.string(),
      metric: v.string(),
      dimensions: v.optional(v.record(v.string(), v.string()), {}),
      statistic: v.optional(v.string(), 'Average'),
    }),
  ),
  /** Or a PromQL query, which nothing evaluates: such an alarm is `fixed`. */
  promql: v.optional(v.string()),
  threshold: v.optional(v.number(), 0),
  comparison: v.optional(
    v.picklist([
      'GreaterThanThreshold',
      'GreaterThanOrEqualToThreshold',
      'LessThanThreshold',
      'LessThanOrEqualToThreshold',
      // Of a band: the expression is ANOMALY_DETECTION_BAND over the one query.
      'LessThanLowerOrGreaterThanUpperThreshold',
      'LessThanLowerThreshold',
      'GreaterThanUpperThreshold',
    ]),
    'GreaterThanThreshold',
  ),
  evaluationPeriods: v.optional(whole, 1),
  datapointsToAlarm: v.optional(whole),
  missingData: v.optional(v.picklist(['missing', 'notBreaching', 'breaching', 'ignore']), 'missing'),
  /** An alarm that nothing evaluates: it stays as it is, since then. For the many of a huge account. */
  fixed: v.optional(v.strictObject({state: stateName, sinceSecond: second})),
});

const compositeAlarmSchema = v.strictObject({
  ...alarmBase,
  rule: v.string(),
  suppressor: v.optional(v.string()),
  suppressorWaitSeconds: v.optional(atLeastZero),
  suppressorExtensionSeconds: v.optional(atLeastZero),
});

const muteRuleSchema = v.strictObject({
  name: v.string(),
  region: v.optional(v.string()),
  description: v.optional(v.string()),
  /** `at(yyyy-MM-ddThh:mm)` or `cron(…)` of five fields. Or, for one time, the second from which it holds. */
  expression: v.optional(v.string()),
  fromSecond: v.optional(second),
  /** ISO 8601: PT2H. */
  duration: v.string(),
  timezone: v.optional(v.string()),
  alarms: v.array(v.string()),
});

/** A function that sends what it could not digest to a queue. */
const functionSchema = v.strictObject({
  name: v.pipe(v.string(), v.regex(/^[a-zA-Z0-9_-]{1,64}$/)),
  region: v.optional(v.string()),
  deadLetterQueue: v.optional(queueName),
  /** An alarm that wants to run it is refused. */
  refusesAlarms: v.optional(v.boolean()),
});

/** A topic, and who gets what is published to it. */
const topicSchema = v.strictObject({
  name: v.pipe(v.string(), v.regex(/^[a-zA-Z0-9_-]{1,256}$/)),
  region: v.optional(v.string()),
  /** Its policy does not let alarms publish to it. */
  refusesAlarms: v.optional(v.boolean()),
  subscriptions: listOf(
    v.strictObject({
      protocol: v.picklist(['email', 'https', 'lambda', 'sqs', 'sms']),
      /** An address, a URL, or the name of a function or a queue of the scenario. */
      endpoint: v.string(),
      confirmed: v.optional(v.boolean(), true),
      deadLetterQueue: v.optional(queueName),
    }),
  ),
});

/** What goes wrong between a client and the account. Applied by the server, not by the physics. */
const faultSchema = v.strictObject({
  /** For example kinesis:ListShards; every operation when absent. */
  operation: v.optional(v.pipe(v.string(), v.regex(/^[a-z0-9]+:(\*|[A-Za-z0-9]+)$/))),
  kind: v.picklist(['error', 'slow', 'cut', 'hang', 'throttle']),
  code: v.optional(v.string()),
  status: v.optional(v.pipe(v.number(), v.integer(), v.minValue(400), v.maxValue(599))),
  seconds: v.optional(atLeastZero),
  fromSecond: v.optional(second),
  untilSecond: v.optional(second),
});

export const scenarioSchema = v.strictObject({
  name: v.string(),
  about: v.optional(v.string(), ''),
  accountId: v.optional(v.pipe(v.string(), v.regex(/^\d{12}$/)), '730112094417'),
  regions: v.pipe(v.array(v.pipe(v.string(), v.regex(/^[a-z]{2}(-[a-z]+)+-\d$/))), v.minLength(1)),
  /** Open shards of provisioned streams that one region may have. */
  shardLimit: v.optional(whole, 500),
  streams: listOf(streamSchema),
  queues: listOf(queueSchema),
  functions: listOf(functionSchema),
  topics: listOf(topicSchema),
  alarms: listOf(metricAlarmSchema),
  compositeAlarms: listOf(compositeAlarmSchema),
  muteRules: listOf(muteRuleSchema),
  buckets: listOf(bucketSchema),
  faults: listOf(faultSchema),
});

/** A scenario as it is written. */
export type ScenarioSource = v.InferInput<typeof scenarioSchema>;
export type StreamSource = NonNullable<ScenarioSource['streams']>[number];
export type QueueSource = NonNullable<ScenarioSource['queues']>[number];
export type FunctionSource = NonNullable<ScenarioSource['functions']>[number];
export type TopicSource = NonNullable<ScenarioSource['topics']>[number];
export type AlarmSource = NonNullable<ScenarioSource['alarms']>[number];
export type CompositeAlarmSource = NonNullable<ScenarioSource['compositeAlarms']>[number];
export type BucketSource = NonNullable<ScenarioSource['buckets']>[number];
export type MuteRuleSource = NonNullable<ScenarioSource['muteRules']>[number];
/** A scenario with everything that was left out filled in. */
export type Scenario = v.InferOutput<typeof scenarioSchema>;
export type StreamScenario = Scenario['streams'][number];
export type Producer = StreamScenario['producers'][number];
export type ProducerKeys = Producer['keys'];
export type ConsumerScenario = StreamScenario['consumers'][number];
export type QueueScenario = Scenario['queues'][number];
export type QueueProducer = QueueScenario['producers'][number];
export type QueueConsumer = NonNullable<QueueScenario['consumer']>;
export type Failure = QueueScenario['failures'][number];
export type Held = QueueScenario['held'][number];
export type FunctionScenario = Scenario['functions'][number];
export type TopicScenario = Scenario['topics'][number];
export type MetricAlarmScenario = Scenario['alarms'][number];
export type CompositeAlarmScenario = Scenario['compositeAlarms'][number];
export type BucketScenario = Scenario['buckets'][number];
export type ObjectsScenario = BucketScenario['objects'][number];
export type UploadsScenario = BucketScenario['uploads'][number];
export type MuteRuleScenario = Scenario['muteRules'][number];
export type Fault = Scenario['faults'][number];
export type ShardLevelMetric = (typeof shardLevelMetrics)[number];

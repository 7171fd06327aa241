import * as v from 'valibot';
import {compositeAlarmSchema, metricAlarmSchema, muteRuleSchema} from './alarms/schema.ts';
import {bucketSchema} from './buckets/schema.ts';
import {queueSchema} from './queues/schema.ts';
import {functionSchema, topicSchema} from './receivers.ts';
import {streamSchema} from './streams/schema.ts';
import {atLeastZero, listOf, second, whole} from './values.ts';

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

/**
 * Every operation that may leave the process, with its class, AWS's own limit and its price. What is not in
 * this table is a write. Limits: AWS API reference and quota pages; prices: CloudWatch price list, us-east-1.
 */
type OperationClass = 'read' | 'intrusive-read' | 'write';

export type OperationRule = {
  readonly class: OperationClass;
  /** AWS's limit of requests a second. */
  readonly perSecond: number;
  /** The request member that names the resource, where the limit is a resource's and not the account's. */
  readonly per?: string;
  /** What it works on, where not any name in it will do: a lease has to be for every one of them. */
  readonly targets?: (input: RequestInput) => readonly unknown[];
  /** A second limit, on what a request asks for. */
  readonly weight?: {readonly perSecond: number; readonly of: (input: RequestInput) => number};
  /** What a request is billed by: metrics or calls. */
  readonly usd?: (input: RequestInput) => number;
};

export type RequestInput = Readonly<Record<string, unknown>>;

const read = (perSecond: number, more: Partial<OperationRule> = {}): OperationRule => ({
  class: 'read',
  perSecond,
  ...more,
});

/** GetMetricData, list price: a cent for a thousand metrics. ListMetrics: the same for requests. */
export const usdPerMetric = 0.000_01;

/** S3, list price in us-east-1: half a cent for a thousand LIST, four hundredths for a thousand GET or HEAD. */
export const usdPerThousandLists = 0.005;
export const usdPerThousandGets = 0.0004;
export const usdPerList = usdPerThousandLists / 1000;
export const usdPerGet = usdPerThousandGets / 1000;

const write = (perSecond: number, more: Partial<OperationRule> = {}): OperationRule => ({
  class: 'write',
  perSecond,
  ...more,
});

/**
 * SQS names no limit for its control plane, and next to none for a standard queue's messages; a FIFO queue takes
 * 300 calls a second of each kind ("Amazon SQS message quotas"), so that is taken for all of them.
 */
const perQueue = {per: 'QueueUrl'} as const;

/** A key or a prefix can be called like a bucket: what a lease of S3 is for is the bucket alone. */
const inBucket = {targets: ({Bucket}: RequestInput) => [Bucket]};
const perBucket = {per: 'Bucket', ...inBucket} as const;

export const operations: Readonly<Record<string, OperationRule>> = {
  'sts:GetCallerIdentity': read(100),
  'kinesis:ListStreams': read(5),
  'kinesis:DescribeStreamSummary': read(20),
  'kinesis:ListShards': read(1000, {per: 'StreamARN'}),
  'kinesis:DescribeLimits': read(1),
  'kinesis:ListStreamConsumers': read(5, {per: 'StreamARN'}),
  'kinesis:DescribeStreamConsumer': read(20, {per: 'StreamARN'}),
  'kinesis:GetShardIterator': {class: 'intrusive-read', perSecond: 5, per: 'ShardId'},
  // AWS allows five a second and shard, and nothing in the request names the shard: a sample paces itself, at one.
  'kinesis:GetRecords': {class: 'intrusive-read', perSecond: 1000},
  // All control plane requests of Lambda but a few share this. Lambda quotas, "Lambda API requests".
  'lambda:ListEventSourceMappings': read(15),
  'lambda:ListFunctions': read(15),
  'sns:ListSubscriptions': read(30),
  'sns:GetSubscriptionAttributes': read(30),
  'sqs:ListQueues': read(40),
  'sqs:GetQueueUrl': read(40),
  'sqs:GetQueueAttributes': read(400),
  'sqs:ListDeadLetterSourceQueues': read(40),
  'sqs:ListMessageMoveTasks': read(40),
  // It changes receive counts and hides messages: IAM calls it a read, and it is none.
  'sqs:ReceiveMessage': write(300, perQueue),
  'sqs:ChangeMessageVisibilityBatch': write(300, perQueue),
  'sqs:SendMessageBatch': write(300, perQueue),
  'sqs:DeleteMessageBatch': write(300, perQueue),
  'sqs:StartMessageMoveTask': write(4),
  'sqs:CancelMessageMoveTask': write(40),
  'sqs:PurgeQueue': write(4),
  'sns:ListSubscriptionsByTopic': read(30),
  // S3 names no limit for what is asked of a bucket's settings; listing shares the 5,500 reads a second of a prefix.
  's3:ListBuckets': read(40),
  's3:HeadBucket': read(400),
  's3:GetBucketLocation': read(400),
  's3:GetBucketLifecycleConfiguration': read(400),
  's3:GetBucketVersioning': read(400),
  's3:GetBucketEncryption': read(400),
  's3:GetPublicAccessBlock': read(400),
  's3:ListBucketIntelligentTieringConfigurations': read(400),
  's3:ListBucketInventoryConfigurations': read(400),
  's3:ListMultipartUploads': read(400, {usd: () => usdPerList}),
  's3:ListParts': read(400, {usd: () => usdPerList}),
  's3:HeadObject': read(400, {usd: () => usdPerGet}),
  // The objects of a bucket, one by one, cost money and are somebody's data; so does a report about them.
  's3:ListObjectsV2': {class: 'intrusive-read', perSecond: 5500, ...perBucket, usd: () => usdPerList},
  's3:GetObject': {class: 'intrusive-read', perSecond: 5500, ...perBucket, usd: () => usdPerGet},
  's3:PutBucketLifecycleConfiguration': write(4, inBucket),
  's3:DeleteBucketLifecycle': write(4, inBucket),
  's3:AbortMultipartUpload': write(3500, perBucket),
  's3:RestoreObject': write(1000, inBucket),
  'cloudwatch:DescribeAlarms': read(9),
  'cloudwatch:DescribeAlarmHistory': read(20),
  'cloudwatch:ListAlarmMuteRules': read(50),
  'cloudwatch:GetAlarmMuteRule': read(20),
  'cloudwatch:SetAlarmState': write(3),
  'cloudwatch:EnableAlarmActions': write(3, {targets: alarmsNamed}),
  'cloudwatch:DisableAlarmActions': write(3, {targets: alarmsNamed}),
  'cloudwatch:PutAlarmMuteRule': write(3, {targets: ruleAndAlarms}),
  'cloudwatch:DeleteAlarmMuteRule': write(3),
  'cloudwatch:ListMetrics': read(25, {usd: () => usdPerMetric}),
  'cloudwatch:GetMetricData': read(500, {
    weight: {perSecond: 180_000, of: pointsAsked},
    usd: input => metricsAsked(input) * usdPerMetric,
  }),
};

/** The share of a limit of AWS that hotshard allows itself: the account's production has the same limits. */
export const shareOfLimit = 0.25;

/** The IAM actions that are called otherwise than the operation. Service Authorization Reference, S3 and SQS. */
const permissions: Readonly<Record<string, string>> = {
  's3:ListBuckets': 's3:ListAllMyBuckets',
  's3:HeadBucket': 's3:ListBucket',
  's3:ListObjectsV2': 's3:ListBucket',
  's3:GetBucketLifecycleConfiguration': 's3:GetLifecycleConfiguration',
  's3:GetBucketEncryption': 's3:GetEncryptionConfiguration',
  's3:GetPublicAccessBlock': 's3:GetBucketPublicAccessBlock',
  's3:ListBucketIntelligentTieringConfigurations': 's3:GetIntelligentTieringConfiguration',
  's3:ListBucketInventoryConfigurations': 's3:GetInventoryConfiguration',
  's3:ListMultipartUploads': 's3:ListBucketMultipartUploads',
  's3:ListParts': 's3:ListMultipartUploadParts',
  's3:HeadObject': 's3:GetObject',
  's3:PutBucketLifecycleConfiguration': 's3:PutLifecycleConfiguration',
  's3:DeleteBucketLifecycle': 's3:PutLifecycleConfiguration',
  'sqs:ChangeMessageVisibilityBatch': 'sqs:ChangeMessageVisibility',
  'sqs:SendMessageBatch': 'sqs:SendMessage',
  'sqs:DeleteMessageBatch': 'sqs:DeleteMessage',
};

/** What has to be allowed for an operation. */
export const permissionOf = (operation: string): string => permissions[operation] ?? operation;

export function ruleOf(operation: string): OperationRule {
  return operations[operation] ?? {class: 'write', perSecond: 1};
}

/** Queries that AWS bills: each metric of a first page (a following page is the same request). */
export function metricsAsked(input: RequestInput): number {
  if (input.NextToken !== undefined) return 0;
  return metricQueries(input).length;
}

function pointsAsked(input: RequestInput): number {
  const {StartTime: start, EndTime: end} = input;
  if (!(start instanceof Date) || !(end instanceof Date)) return 0;
  const seconds = (end.getTime() - start.getTime()) / 1000;
  let points = 0;
  for (const query of metricQueries(input)) points += seconds / query.MetricStat.Period;
  return points;
}

type NamesAlarms = {readonly AlarmNames?: readonly string[]};

function alarmsNamed({AlarmNames: names}: RequestInput & NamesAlarms): readonly unknown[] {
  return names ?? [];
}

/** A mute rule works on every alarm that it names: nobody's is muted by a rule for another. */
function ruleAndAlarms({Name, MuteTargets}: RequestInput & {MuteTargets?: NamesAlarms}): readonly unknown[] {
  return [Name, ...(MuteTargets?.AlarmNames ?? [])];
}

type MetricQuery = {readonly MetricStat: {readonly Period: number}};

const metricQueries = (input: RequestInput): readonly MetricQuery[] =>
  Array.isArray(input.MetricDataQueries)
    ? input.MetricDataQueries.filter(
        (query): query is MetricQuery => typeof query?.MetricStat?.Period === 'number',
      )
    : [];

import type {QueueAttributes} from './facts.ts';

/** What GetQueueAttributes answers: every value is a string, and the policies are JSON in one. */
export function attributesOf(said: Readonly<Record<string, string>>): QueueAttributes {
  const redrive = objectIn(said.RedrivePolicy);
  return {
    arn: said.QueueArn ?? '',
    fifo: said.FifoQueue === 'true',
    kms: said.KmsMasterKeyId ?? (said.SqsManagedSseEnabled === 'true' ? 'SSE-SQS' : undefined),
    deadLetterQueue: textIn(redrive?.deadLetterTargetArn),
    maxReceiveCount: numberIn(redrive?.maxReceiveCount),
    redriveAllow: redriveAllowOf(said.RedriveAllowPolicy),
    visibilityTimeoutSeconds: numberIn(said.VisibilityTimeout),
    retentionSeconds: numberIn(said.MessageRetentionPeriod),
    delaySeconds: numberIn(said.DelaySeconds),
    receiveWaitSeconds: numberIn(said.ReceiveMessageWaitTimeSeconds),
    maximumMessageBytes: numberIn(said.MaximumMessageSize),
    contentBasedDeduplication: said.ContentBasedDeduplication === 'true',
    visible: numberIn(said.ApproximateNumberOfMessages),
    inFlight: numberIn(said.ApproximateNumberOfMessagesNotVisible),
    delayed: numberIn(said.ApproximateNumberOfMessagesDelayed),
  };
}

function redriveAllowOf(policy: string | undefined): QueueAttributes['redriveAllow'] {
  const said = objectIn(policy);
  const permission = textIn(said?.redrivePermission);
  if (permission === undefined) return undefined;
  const sources = Array.isArray(said?.sourceQueueArns) ? said.sourceQueueArns : [];
  return {permission, sources: sources.filter(source => typeof source === 'string')};
}

/** Policies are written by people: what is no JSON object says nothing. */
export function objectIn(json: string | undefined): Readonly<Record<string, unknown>> | undefined {
  if (json === undefined || json === '') return undefined;
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

export const textIn = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** `maxReceiveCount` is a number or a string of one, as it was set. */
function numberIn(value: unknown): number | undefined {
  const text = typeof value === 'number' ? String(value) : textIn(value);
  const number = Number(text);
  return text === undefined || !Number.isFinite(number) ? undefined : number;
}

/** Encrypted with a KMS key of somebody's own: whoever reads or sends needs permissions on that key. */
export const hasOwnKey = ({kms}: Pick<QueueAttributes, 'kms'>): boolean =>
  kms !== undefined && kms !== 'SSE-SQS';

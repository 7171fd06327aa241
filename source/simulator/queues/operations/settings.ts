import {textMapOf} from '../../members.ts';
import type {Caller, Json, Operation} from '../../operation.ts';
import type {QueueSettings, QueueWorld} from '../shape.ts';
import {badAttribute, lacking, notSimulated, unknownAttribute} from './errors.ts';
import {findQueue} from './find.ts';
import {readRedriveAllow, readRedrivePolicy} from './redrive-policy.ts';

type Changes = Partial<QueueSettings>;
type Kind = {readonly fifo: boolean; readonly arn: string};

/** Bounds as the API reference of SetQueueAttributes gives them. */
const numbers: Readonly<Record<string, readonly [keyof QueueSettings, least: number, most: number]>> = {
  VisibilityTimeout: ['visibilityTimeoutSeconds', 0, 43_200],
  MessageRetentionPeriod: ['retentionSeconds', 60, 1_209_600],
  DelaySeconds: ['delaySeconds', 0, 900],
  ReceiveMessageWaitTimeSeconds: ['receiveWaitSeconds', 0, 20],
  MaximumMessageSize: ['maximumMessageBytes', 1024, 1_048_576],
};

/** Of these the account knows one value; the physics of the others are not its own. */
const fixed: Readonly<Record<string, string>> = {
  DeduplicationScope: 'queue',
  FifoThroughputLimit: 'perQueue',
  KmsDataKeyReusePeriodSeconds: '300',
};
const ofFifoOnly = ['FifoQueue', 'ContentBasedDeduplication', 'DeduplicationScope', 'FifoThroughputLimit'];

export const settingsOperations = (world: QueueWorld): Record<string, Operation> => ({
  SetQueueAttributes: (input, caller) => {
    const queue = findQueue(world, input, caller);
    if (input.Attributes === undefined) throw lacking('Attribute.Name');
    queue.change(readSettings(world, input, caller, queue));
    return {};
  },
});

/** What the attributes of a request change in a queue of this kind. */
export const readSettings = (world: QueueWorld, input: Json, caller: Caller, kind: Kind): Changes =>
  Object.assign(
    {},
    ...Array.from(textMapOf(input, 'Attributes') ?? [], ([name, value]) => {
      if (!kind.fifo && ofFifoOnly.includes(name)) throw unknownAttribute(name);
      return readSetting(world, caller, kind, name, value);
    }),
  );

function readSetting(world: QueueWorld, caller: Caller, kind: Kind, name: string, value: string): Changes {
  const number = Object.hasOwn(numbers, name) ? numbers[name] : undefined;
  if (number) {
    const [setting, least, most] = number;
    const isWhole = /^\d+$/.test(value) && Number(value) >= least && Number(value) <= most;
    if (!isWhole) throw badAttribute(name);
    return {[setting]: Number(value)};
  }
  if (Object.hasOwn(fixed, name)) {
    if (value === fixed[name]) return {};
    throw notSimulated(`${name} other than ${fixed[name]}`);
  }
  switch (name) {
    case 'ContentBasedDeduplication':
      return {contentBasedDeduplication: truth(name, value)};
    case 'FifoQueue':
      if (truth(name, value)) return {};
      throw badAttribute(name);
    case 'KmsMasterKeyId':
      return value === '' ? {kmsKey: undefined} : {kmsKey: value, managedSse: false};
    case 'SqsManagedSseEnabled':
      return truth(name, value) ? {managedSse: true, kmsKey: undefined} : {managedSse: false};
    case 'Policy':
      return {policy: value === '' ? undefined : value};
    case 'RedrivePolicy':
      return {deadLetter: value === '' ? undefined : readRedrivePolicy(world, caller, kind, value)};
    case 'RedriveAllowPolicy':
      return {redriveAllow: value === '' ? undefined : readRedriveAllow(value)};
    default:
      throw unknownAttribute(name);
  }
}

function truth(name: string, value: string): boolean {
  if (value !== 'true' && value !== 'false') throw badAttribute(name);
  return value === 'true';
}

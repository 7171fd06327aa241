import type {AwsError, Caller} from '../../operation.ts';
import type {QueueSettings, QueueWorld, SimulatedQueue} from '../shape.ts';
import {badValue} from './errors.ts';
import {queueOfArn} from './find.ts';

const mostReceives = 1000;
const mostSources = 10;
const permissions = ['allowAll', 'denyAll', 'byQueue'];

type Policy = Readonly<Record<string, unknown>>;

/** The dead-letter queue that a policy names: it is there, of the same type, and takes messages of this queue. */
export function readRedrivePolicy(
  world: QueueWorld,
  caller: Caller,
  source: {readonly fifo: boolean; readonly arn: string},
  policy: string,
): QueueSettings['deadLetter'] {
  const refuse = (reason: string): AwsError => badValue(policy, 'RedrivePolicy', reason);
  const {deadLetterTargetArn: arn, maxReceiveCount: count} = readMap(policy, refuse);
  if (typeof arn !== 'string')
    throw refuse('Redrive policy does not contain mandatory attribute: deadLetterTargetArn.');
  if (count === undefined)
    throw refuse('Redrive policy does not contain mandatory attribute: maxReceiveCount.');
  const maxReceiveCount = Number(count);
  if (!Number.isInteger(maxReceiveCount) || maxReceiveCount < 1 || maxReceiveCount > mostReceives)
    throw refuse(
      `Invalid value for maxReceiveCount: ${String(count)}, valid values are from 1 to ${mostReceives} both inclusive.`,
    );
  const target = queueOfArn(world, arn, caller);
  if (!target) throw refuse('Dead letter target does not exist.');
  if (target.fifo !== source.fifo)
    throw refuse('Dead-letter queue must be same type of queue as the source.');
  if (!takesFrom(target, source.arn))
    throw refuse('The redrive allow policy of the dead letter target does not allow this source queue.');
  return {arn, maxReceiveCount};
}

function takesFrom(target: SimulatedQueue, source: string): boolean {
  const {redriveAllow} = target.settings();
  if (redriveAllow === undefined) return true;
  const {redrivePermission: permission, sourceQueueArns: arns} = JSON.parse(redriveAllow) as Policy;
  if (permission === 'byQueue') return Array.isArray(arns) && arns.includes(source);
  return permission !== 'denyAll';
}

/** A policy that says whose failed messages a queue takes, checked and left as it was written. */
export function readRedriveAllow(policy: string): string {
  const refuse = (reason: string): AwsError => badValue(policy, 'RedriveAllowPolicy', reason);
  const {redrivePermission: permission, sourceQueueArns: arns} = readMap(policy, refuse);
  if (typeof permission !== 'string' || !permissions.includes(permission))
    throw refuse(`redrivePermission must be one of ${permissions.join(', ')}.`);
  const isList = Array.isArray(arns) && arns.length > 0 && arns.length <= mostSources;
  if (permission === 'byQueue' && !isList)
    throw refuse(`sourceQueueArns must name 1 to ${mostSources} queues when redrivePermission is byQueue.`);
  if (permission !== 'byQueue' && arns !== undefined)
    throw refuse('sourceQueueArns can only be given when redrivePermission is byQueue.');
  return policy;
}

function readMap(policy: string, refuse: (reason: string) => AwsError): Policy {
  try {
    const map: unknown = JSON.parse(policy);
    if (typeof map === 'object' && map !== null && !Array.isArray(map)) return map as Policy;
  } catch {
    // Said below, in the same words as for JSON that is no map.
  }
  throw refuse('Redrive policy is not a valid JSON map.');
}

import {GetQueueAttributesCommand, type QueueAttributeName, type SQSClient} from '@aws-sdk/client-sqs';
import * as v from 'valibot';
import {createAccount} from '../../../source/simulator/account.ts';
import {type MovedClock, steppedClock} from '../../../source/simulator/clock.ts';
import type {Caller} from '../../../source/simulator/operation.ts';
import {type QueueSource, scenarioSchema} from '../../../source/simulator/scenarios/schema.ts';
import {clientsOf, served} from '../wire/clients.ts';
import {noon} from '../wire/small-account.ts';

export type Queues = {
  readonly sqs: SQSClient;
  readonly clock: MovedClock;
  readonly endpoint: string;
  readonly url: (name: string) => string;
  readonly arn: (name: string) => string;
  readonly attributes: (name: string, ...names: QueueAttributeName[]) => Promise<Record<string, string>>;
};

const accountId = '730112094417';
export const caller: Caller = {
  accountId,
  arn: `arn:aws:iam::${accountId}:user/on-call`,
  region: 'us-east-1',
};

/** An account with these queues, nobody else at work in it, and a client of the SDK. */
export async function open(
  queues: readonly QueueSource[],
  options: {readonly enforceRates?: boolean; readonly clock?: MovedClock} = {},
): Promise<Queues> {
  const {clock = steppedClock(noon), enforceRates = false} = options;
  const scenario = v.parse(scenarioSchema, {name: 'queues', accountId, regions: ['us-east-1'], queues});
  const simulation = await served(createAccount({scenario, seed: 1, clock, enforceRates}));
  const {sqs} = clientsOf(simulation);
  const url = (name: string) => `https://sqs.us-east-1.amazonaws.com/${accountId}/${name}`;
  return {
    sqs,
    clock,
    endpoint: simulation.endpoint,
    url,
    arn: name => `arn:aws:sqs:us-east-1:${accountId}:${name}`,
    attributes: async (name, ...names) => {
      const asked = new GetQueueAttributesCommand({QueueUrl: url(name), AttributeNames: names});
      return (await sqs.send(asked)).Attributes ?? {};
    },
  };
}

/** The counts of a queue: visible, in flight, delayed. */
export async function depthOf({attributes}: Queues, name: string): Promise<readonly number[]> {
  const names = [
    'ApproximateNumberOfMessages',
    'ApproximateNumberOfMessagesNotVisible',
    'ApproximateNumberOfMessagesDelayed',
  ] as const;
  const found = await attributes(name, ...names);
  return names.map(each => Number(found[each]));
}

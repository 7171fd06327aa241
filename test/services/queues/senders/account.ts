import {type MovedClock, stillClock} from '../../../../source/simulator/clock.ts';
import type {ScenarioSource} from '../../../../source/simulator/scenarios/schema.ts';
import {type Simulated, scenarioFile, simulated} from '../../../simulated.ts';

export const queueArn = (name: string) => `arn:aws:sqs:us-east-1:730112094417:${name}`;

type Topics = NonNullable<ScenarioSource['topics']>;
export type Subscriptions = NonNullable<Topics[number]['subscriptions']>;

/** An account whose functions, mappings and topics send what failed to queues. */
export async function accountWithSenders(
  changes: Partial<ScenarioSource> = {},
  clock?: MovedClock,
): Promise<Simulated> {
  return simulated(
    await scenarioFile({
      name: 'senders',
      regions: ['us-east-1', 'eu-west-1'],
      queues: [{name: 'lambda-dlq'}, {name: 'stream-failures'}, {name: 'sns-dlq'}, {name: 'sns-dlq.fifo'}],
      functions: [
        {name: 'resize', deadLetterQueue: 'lambda-dlq'},
        {name: 'notify', deadLetterQueue: 'lambda-dlq'},
        {name: 'hello'},
      ],
      streams: [
        {
          name: 'orders',
          shards: 1,
          consumers: [
            {name: 'enrich-orders', kind: 'lambda', mapping: {onFailureQueue: 'stream-failures'}},
            {name: 'audit', kind: 'lambda'},
          ],
        },
      ],
      topics: [
        {
          name: 'order-events',
          subscriptions: [
            {protocol: 'sqs', endpoint: 'stream-failures'},
            {protocol: 'lambda', endpoint: 'hello', deadLetterQueue: 'sns-dlq'},
            {protocol: 'https', endpoint: 'https://shop.example/hook', deadLetterQueue: 'sns-dlq'},
            {
              protocol: 'https',
              endpoint: 'https://new.example/hook',
              confirmed: false,
              deadLetterQueue: 'sns-dlq.fifo',
            },
          ],
        },
      ],
      ...changes,
    }),
    clock ? {clock} : {},
  );
}

/** The machine's time: a client whose clock is minutes wrong sends again whatever is refused. */
export const wallClock = (): MovedClock => stillClock(Date.now());

/** A topic with so many subscribers; every tenth keeps what it was not given. */
export const crowded = (count: number): Subscriptions =>
  Array.from({length: count}, (_, index) => ({
    protocol: 'https' as const,
    endpoint: `https://shop.example/${index}`,
    ...(index % 10 === 9 && {deadLetterQueue: 'sns-dlq'}),
  }));

import {
  GetSubscriptionAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListSubscriptionsCommand,
  ListTopicsCommand,
} from '@aws-sdk/client-sns';
import * as v from 'valibot';
import {describe, expect, test} from 'vitest';
import {createAccount} from '../../source/simulator/account.ts';
import {steppedClock} from '../../source/simulator/clock.ts';
import {type ScenarioSource, scenarioSchema} from '../../source/simulator/scenarios/schema.ts';
import {scenarioStart} from '../../source/simulator/scenarios/start.ts';
import {clientsOf, served} from './wire/clients.ts';
import {ask, scopeOf, signedHeaders} from './wire/raw.ts';

const topicArn = (name: string) => `arn:aws:sns:us-east-1:730112094417:${name}`;

const orders: ScenarioSource['topics'] = [
  {
    name: 'orders',
    subscriptions: [
      {protocol: 'lambda', endpoint: 'enrich', deadLetterQueue: 'orders-dlq'},
      {protocol: 'sqs', endpoint: 'audit'},
      {protocol: 'https', endpoint: 'https://shop.example/?a=1&b=2', confirmed: false},
    ],
  },
  {name: 'quiet'},
  {name: 'elsewhere', region: 'eu-west-1'},
];

async function open(topics: ScenarioSource['topics'] = orders) {
  const source: ScenarioSource = {
    name: 'topics',
    regions: ['us-east-1', 'eu-west-1'],
    queues: [{name: 'orders-dlq'}, {name: 'audit'}],
    functions: [{name: 'enrich'}],
    topics,
  };
  const scenario = v.parse(scenarioSchema, source);
  const simulation = await served(
    createAccount({scenario, seed: 1, clock: steppedClock(scenarioStart), enforceRates: false}),
  );
  return {simulation, sns: clientsOf(simulation).sns};
}

const many = (count: number): ScenarioSource['topics'] =>
  Array.from({length: count}, (_, index) => ({
    name: `topic-${index}`,
    subscriptions: [{protocol: 'sms', endpoint: `+4200${index}`}],
  }));

describe('an SNS client', () => {
  test('sees the topics of its region, and who is subscribed to what', async () => {
    const {sns} = await open();
    expect((await sns.send(new ListTopicsCommand({}))).Topics).toEqual([
      {TopicArn: topicArn('orders')},
      {TopicArn: topicArn('quiet')},
    ]);
    const {Subscriptions: all, NextToken} = await sns.send(new ListSubscriptionsCommand({}));
    expect(all).toEqual([
      expect.objectContaining({
        SubscriptionArn: expect.stringMatching(/:orders:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
        Endpoint: 'arn:aws:lambda:us-east-1:730112094417:function:enrich',
        Protocol: 'lambda',
        Owner: '730112094417',
        TopicArn: topicArn('orders'),
      }),
      expect.objectContaining({Endpoint: 'arn:aws:sqs:us-east-1:730112094417:audit'}),
      expect.objectContaining({
        SubscriptionArn: 'PendingConfirmation',
        Endpoint: 'https://shop.example/?a=1&b=2',
      }),
    ]);
    expect(NextToken).toBeUndefined();
    const ofTopic = async (name: string) =>
      (await sns.send(new ListSubscriptionsByTopicCommand({TopicArn: topicArn(name)}))).Subscriptions;
    expect(await ofTopic('orders')).toEqual(all);
    expect(await ofTopic('quiet')).toEqual([]);
  });

  test('learns where a subscription sends what cannot be delivered', async () => {
    const {sns} = await open();
    const {Subscriptions: all = []} = await sns.send(new ListSubscriptionsCommand({}));
    const attributes = async (index: number) =>
      (await sns.send(new GetSubscriptionAttributesCommand({SubscriptionArn: all[index]?.SubscriptionArn})))
        .Attributes;
    expect(await attributes(0)).toMatchObject({
      SubscriptionArn: all[0]?.SubscriptionArn,
      PendingConfirmation: 'false',
      RedrivePolicy: '{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:730112094417:orders-dlq"}',
    });
    expect(await attributes(1)).not.toHaveProperty('RedrivePolicy');
    await expect(attributes(2)).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'Invalid parameter: SubscriptionArn Reason: An ARN must have at least 6 elements, not 1',
    });
  });

  test('gets a hundred at a time', async () => {
    const {sns} = await open(many(230));
    const seen: (string | undefined)[] = [];
    const pages: number[] = [];
    let NextToken: string | undefined;
    do {
      const page = await sns.send(new ListSubscriptionsCommand({NextToken}));
      pages.push(page.Subscriptions?.length ?? 0);
      seen.push(...(page.Subscriptions ?? []).map(({Endpoint}) => Endpoint));
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    expect(pages).toEqual([100, 100, 30]);
    expect(new Set(seen).size).toBe(230);
    await expect(sns.send(new ListTopicsCommand({NextToken: 'made up'}))).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
  });

  test('is refused in the words of SNS', async () => {
    const {simulation, sns} = await open();
    const subscriptions = (name: string) =>
      sns.send(new ListSubscriptionsByTopicCommand({TopicArn: topicArn(name)}));
    await expect(subscriptions('nowhere')).rejects.toMatchObject({
      name: 'NotFoundException',
      message: 'Topic does not exist',
      $metadata: {httpStatusCode: 404},
    });
    const gone = `${topicArn('orders')}:00000000-0000-0000-0000-000000000000`;
    await expect(
      sns.send(new GetSubscriptionAttributesCommand({SubscriptionArn: gone})),
    ).rejects.toMatchObject({name: 'NotFoundException', message: 'Subscription does not exist'});
    simulation.faults.set([{kind: 'error', code: 'AccessDeniedException', times: 1}]);
    await expect(subscriptions('orders')).rejects.toMatchObject({
      name: 'AuthorizationErrorException',
      message: expect.stringContaining('is not authorized to perform: sns:ListSubscriptionsByTopic'),
      $metadata: {httpStatusCode: 403},
    });
    simulation.faults.set([{kind: 'throttle', times: 1}]);
    await expect(subscriptions('orders')).rejects.toMatchObject({name: 'ThrottlingException'});
  });
});

test('attributes are written as entries of a key and a value', async () => {
  const {simulation, sns} = await open();
  const {Subscriptions: all = []} = await sns.send(new ListSubscriptionsCommand({}));
  const answer = await ask(simulation, {
    headers: {
      'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
      ...signedHeaders(scenarioStart, scopeOf(scenarioStart, 'us-east-1', 'sns')),
    },
    body: new URLSearchParams({
      Action: 'GetSubscriptionAttributes',
      Version: '2010-03-31',
      SubscriptionArn: all[0]?.SubscriptionArn ?? '',
    }).toString(),
  });
  expect(answer.text).toMatch(
    /^<GetSubscriptionAttributesResponse xmlns="http:\/\/sns\.amazonaws\.com\/doc\/2010-03-31\/"><GetSubscriptionAttributesResult><Attributes><entry><key>SubscriptionArn<\/key><value>arn:[^<]+<\/value><\/entry><entry>/,
  );
  expect(answer.text).toContain(
    '<entry><key>RedrivePolicy</key><value>{&quot;deadLetterTargetArn&quot;:&quot;arn:aws:sqs:us-east-1:730112094417:orders-dlq&quot;}</value></entry></Attributes>',
  );
});

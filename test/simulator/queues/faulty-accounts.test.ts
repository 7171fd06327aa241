import {GetQueueAttributesCommand, ListQueuesCommand} from '@aws-sdk/client-sqs';
import {expect, test} from 'vitest';
import {simulated} from '../../simulated.ts';
import {clientsOf} from '../wire/clients.ts';

/** The name of the refusal of each call, as the SDK tells it, or `answered`. */
async function open(scenario: string) {
  const {account, clock} = await simulated(scenario);
  const {sqs} = clientsOf(account);
  const outcome = (answer: Promise<unknown>) =>
    answer.then(
      () => 'answered',
      (error: Error) => error.name,
    );
  const QueueUrl = `${account.endpoint}/${account.account.id}/payments-dlq`;
  return {
    clock,
    list: () => outcome(sqs.send(new ListQueuesCommand({}))),
    look: () => outcome(sqs.send(new GetQueueAttributesCommand({QueueUrl, AttributeNames: ['All']}))),
  };
}

test('a throttled account refuses one operation after the other for a while', async () => {
  const {clock, list, look} = await open('throttled-account');
  expect(await look()).toMatch(/Throttl/);
  expect(await list()).toBe('answered');
  clock.advance(45_000);
  expect(await look()).toBe('answered');
});

test('credentials expire after three minutes, for everything', async () => {
  const {clock, list, look} = await open('expired-credentials');
  expect(await list()).toBe('answered');
  clock.advance(180_000);
  expect(await list()).toMatch(/ExpiredToken/);
  expect(await look()).toMatch(/ExpiredToken/);
});

test('without permissions queues are listed, and nothing is said of them', async () => {
  const {list, look} = await open('no-permissions');
  expect(await list()).toBe('answered');
  expect(await look()).toMatch(/AccessDenied/);
});

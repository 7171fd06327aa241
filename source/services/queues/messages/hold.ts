import type {Work} from '../../../actions/action.ts';
import type {Outcome, Problem} from '../../../aws/problem.ts';
import {mostInBatch} from '../limits.ts';
import {inTens} from './batches.ts';
import {type HeldMessage, heldMessage} from './message.ts';

type Working = Pick<Work<unknown>, 'send' | 'now'>;

type Receive = {
  /** How long nobody else gets them. */
  readonly visibilitySeconds: number;
  /** 0 asks only some of the servers; from 1 on, all of them (SQS developer guide, "short and long polling"). */
  readonly waitSeconds: number;
  readonly most?: number;
};

/** Receives up to ten messages whole. They are hidden until they are given back, or until their time is over. */
export async function receiveBatch(
  {send, now}: Working,
  url: string,
  {visibilitySeconds, waitSeconds, most = mostInBatch}: Receive,
): Promise<Outcome<readonly HeldMessage[]>> {
  const hiddenUntil = now() + visibilitySeconds * 1000;
  const asked = {
    QueueUrl: url,
    MaxNumberOfMessages: Math.min(most, mostInBatch),
    VisibilityTimeout: visibilitySeconds,
    WaitTimeSeconds: waitSeconds,
  };
  const answer = await send({
    operation: 'sqs:ReceiveMessage',
    parameters: asked,
    send: async ({clients, signal}) => {
      const {ReceiveMessageCommand} = await import('@aws-sdk/client-sqs');
      const client = await clients.sqs();
      const input = {...asked, MessageSystemAttributeNames: ['All' as const], MessageAttributeNames: ['All']};
      return client.send(new ReceiveMessageCommand(input), {abortSignal: signal});
    },
  });
  if (!answer.ok) return answer;
  const held = (answer.value.Messages ?? []).map(message => heldMessage(message, hiddenUntil));
  return {ok: true, value: held.filter(message => message !== undefined)};
}

/** What is needed to give a message back. */
export type Handle = Pick<HeldMessage, 'receiptHandle'>;

export type GivenBack = {
  readonly givenBack: number;
  /** These stay hidden until their time is over, and then come back by themselves. */
  readonly stillHidden: number;
  /** Why, for the first of them. */
  readonly problem: Problem | undefined;
};

/** So many requests at the same time: who leaves has little time, and a quarter of AWS's pace still holds. */
const requestsAtOnce = 16;

/** Shows them to everybody again, at once. What cannot be given back comes back by itself when its time is over. */
export async function giveBack(
  work: Pick<Work<unknown>, 'send'>,
  url: string,
  held: readonly Handle[],
): Promise<GivenBack> {
  const batches = inTens(held);
  let givenBack = 0;
  let problem: Problem | undefined;
  const next = batches.values();
  const worker = async () => {
    for (const batch of next) {
      const answer = await showAgain(work, url, batch);
      if (answer.ok) givenBack += answer.value;
      else problem ??= answer.problem;
    }
  };
  await Promise.all(Array.from({length: Math.min(requestsAtOnce, batches.length)}, worker));
  return {givenBack, stillHidden: held.length - givenBack, problem};
}

async function showAgain(
  {send}: Pick<Work<unknown>, 'send'>,
  url: string,
  batch: readonly Handle[],
): Promise<Outcome<number>> {
  const answer = await send({
    operation: 'sqs:ChangeMessageVisibilityBatch',
    parameters: {QueueUrl: url, messages: batch.length, VisibilityTimeout: 0},
    send: async ({clients, signal}) => {
      const {ChangeMessageVisibilityBatchCommand} = await import('@aws-sdk/client-sqs');
      const client = await clients.sqs();
      const Entries = batch.map(({receiptHandle}, index) => ({
        Id: String(index),
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: 0,
      }));
      const input = {QueueUrl: url, Entries};
      return client.send(new ChangeMessageVisibilityBatchCommand(input), {abortSignal: signal});
    },
  });
  return answer.ok ? {ok: true, value: answer.value.Successful?.length ?? 0} : answer;
}

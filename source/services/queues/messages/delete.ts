import type {Work} from '../../../actions/action.ts';
import type {Problem} from '../../../aws/problem.ts';
import {inTens} from './batches.ts';
import {entryProblem} from './entry-problem.ts';
import type {Handle} from './hold.ts';

export type Deleted<Held> = {
  readonly deleted: readonly Held[];
  /** Still there, as far as anybody knows; deleting one twice harms nothing. */
  readonly left: readonly Held[];
  /** Why, for the first of them. */
  readonly problem: Problem | undefined;
};

/** Deletes what was received. */
export async function deleteHeld<Held extends Handle>(
  {send}: Pick<Work<unknown>, 'send'>,
  url: string,
  held: readonly Held[],
): Promise<Deleted<Held>> {
  const deleted: Held[] = [];
  const left: Held[] = [];
  let problem: Problem | undefined;
  for (const batch of inTens(held)) {
    const answer = await send({
      operation: 'sqs:DeleteMessageBatch',
      parameters: {QueueUrl: url, messages: batch.length},
      send: async ({clients, signal}) => {
        const {DeleteMessageBatchCommand} = await import('@aws-sdk/client-sqs');
        const client = await clients.sqs();
        const Entries = batch.map(({receiptHandle}, index) => ({
          Id: String(index),
          ReceiptHandle: receiptHandle,
        }));
        return client.send(new DeleteMessageBatchCommand({QueueUrl: url, Entries}), {abortSignal: signal});
      },
    });
    const [refused] = answer.ok ? (answer.value.Failed ?? []) : [];
    problem ??= answer.ok ? refused && entryProblem(refused) : answer.problem;
    const done = new Set(answer.ok ? answer.value.Successful?.map(({Id}) => Id) : []);
    for (const [index, each] of batch.entries()) (done.has(String(index)) ? deleted : left).push(each);
  }
  return {deleted, left, problem};
}

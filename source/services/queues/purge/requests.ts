import type {PurgeQueueCommandOutput} from '@aws-sdk/client-sqs';
import type {Request} from '../../../actions/action.ts';

export const purgeQueue = (url: string): Request<PurgeQueueCommandOutput> => ({
  operation: 'sqs:PurgeQueue',
  parameters: {QueueUrl: url},
  send: async ({clients, signal}) => {
    const {PurgeQueueCommand} = await import('@aws-sdk/client-sqs');
    const client = await clients.sqs();
    return client.send(new PurgeQueueCommand({QueueUrl: url}), {abortSignal: signal});
  },
});

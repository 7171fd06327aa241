import type {Session} from '../../../aws/session.ts';

/** The URL by which requests name a queue of this account and region. */
export async function queueUrl({clients, signal}: Session, name: string): Promise<string> {
  const {GetQueueUrlCommand} = await import('@aws-sdk/client-sqs');
  const client = await clients.sqs();
  const {QueueUrl: url} = await client.send(new GetQueueUrlCommand({QueueName: name}), {
    abortSignal: signal,
  });
  if (url === undefined) throw Object.assign(new Error(`no URL of ${name}`), {name: 'QueueDoesNotExist'});
  return url;
}

/** The URL of a queue in the same account and region as one whose URL is known: only the name differs. */
export const urlBeside = (url: string, arn: string): string =>
  `${url.slice(0, url.lastIndexOf('/') + 1)}${nameOfArn(arn)}`;

export const nameOfArn = (arn: string): string => arn.slice(arn.lastIndexOf(':') + 1);

import type {
  ListDeadLetterSourceQueuesCommandOutput,
  ListMessageMoveTasksResultEntry,
  ListQueuesCommandOutput,
} from '@aws-sdk/client-sqs';
import type {Session} from '../../aws/session.ts';
import {attributesOf} from './attributes.ts';
import type {ListedQueue, MoveTask, QueueAttributes} from './facts.ts';
import {mostListedTasks} from './limits.ts';
import {moveTaskStates} from './model.ts';

/** Without it, AWS gives a thousand queues and no word that there are more. ListQueues, API reference. */
const queuesOfPage = 1000;

/** All queues of the region; `onPage` is told what has come so far, after each page. */
export async function listQueues(
  {clients, signal, region}: Session,
  onPage: (soFar: readonly ListedQueue[]) => void = () => {},
): Promise<readonly ListedQueue[]> {
  const {ListQueuesCommand} = await import('@aws-sdk/client-sqs');
  const client = await clients.sqs();
  let found: readonly ListedQueue[] = [];
  let next: string | undefined;
  do {
    const page: ListQueuesCommandOutput = await client.send(
      new ListQueuesCommand({MaxResults: queuesOfPage, ...(next === undefined ? {} : {NextToken: next})}),
      {abortSignal: signal},
    );
    found = [
      ...found,
      ...(page.QueueUrls ?? []).map(url => ({name: nameOfUrl(url), url, arn: arnOfUrl(url, region)})),
    ];
    onPage(found);
    next = page.NextToken;
  } while (next !== undefined && next !== '');
  return found;
}

export async function readAttributes({clients, signal}: Session, url: string): Promise<QueueAttributes> {
  const {GetQueueAttributesCommand} = await import('@aws-sdk/client-sqs');
  const client = await clients.sqs();
  // Named one by one, those of FIFO queues would be refused by standard ones.
  const answer = await client.send(new GetQueueAttributesCommand({QueueUrl: url, AttributeNames: ['All']}), {
    abortSignal: signal,
  });
  return attributesOf(answer.Attributes ?? {});
}

/** The newest first. */
export async function readTasks({clients, signal}: Session, arn: string): Promise<readonly MoveTask[]> {
  const {ListMessageMoveTasksCommand} = await import('@aws-sdk/client-sqs');
  const client = await clients.sqs();
  const answer = await client.send(
    new ListMessageMoveTasksCommand({SourceArn: arn, MaxResults: mostListedTasks}),
    {abortSignal: signal},
  );
  return (answer.Results ?? [])
    .map(entry => taskOf(entry, arn))
    .filter(task => task !== undefined)
    .toSorted((a, b) => (b.startedAt ?? 0) - (a.startedAt ?? 0));
}

function taskOf(entry: ListMessageMoveTasksResultEntry, arn: string): MoveTask | undefined {
  const status = moveTaskStates.find(state => state === entry.Status);
  if (status === undefined) return undefined;
  return {
    status,
    handle: entry.TaskHandle,
    source: entry.SourceArn ?? arn,
    destination: entry.DestinationArn,
    perSecond: entry.MaxNumberOfMessagesPerSecond,
    moved: entry.ApproximateNumberOfMessagesMoved,
    total: entry.ApproximateNumberOfMessagesToMove,
    failure: entry.FailureReason,
    startedAt: entry.StartedTimestamp,
  };
}

/** ARNs of the queues whose failed messages come here. */
export async function readDeadLetterSources(
  {clients, signal, region}: Session,
  url: string,
): Promise<readonly string[]> {
  const {ListDeadLetterSourceQueuesCommand} = await import('@aws-sdk/client-sqs');
  const client = await clients.sqs();
  const found: string[] = [];
  let next: string | undefined;
  do {
    const page: ListDeadLetterSourceQueuesCommandOutput = await client.send(
      new ListDeadLetterSourceQueuesCommand({
        QueueUrl: url,
        MaxResults: queuesOfPage,
        ...(next === undefined ? {} : {NextToken: next}),
      }),
      {abortSignal: signal},
    );
    found.push(...(page.queueUrls ?? []).map(source => arnOfUrl(source, region)));
    next = page.NextToken;
  } while (next !== undefined && next !== '');
  return found;
}

const nameOfUrl = (url: string): string => url.slice(url.lastIndexOf('/') + 1);

/** A queue's URL ends with its account and its name, whatever stands before: AWS, a VPC endpoint or an emulator. */
function arnOfUrl(url: string, region: string): string {
  const [account = '', name = ''] = url.split('/').slice(-2);
  return `arn:${partitionOf(region)}:sqs:${region}:${account}:${name}`;
}

function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

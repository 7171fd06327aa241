import {existsSync} from 'node:fs';
import type {ActionTarget} from '../../../actions/plan.ts';
import type {Outcome} from '../../../aws/problem.ts';
import type {Session} from '../../../aws/session.ts';
import type {MoveTask, QueueAttributes} from '../facts.ts';
import {looksOf} from '../look/memory.ts';
import {nameOfArn, queueUrl, urlBeside} from '../messages/queue-url.ts';
import {written} from '../messages/written.ts';
import type {Look} from '../model.ts';
import {runningTask} from '../redrive/facts.ts';
import {readTasksOf} from '../redrive/gather/gather.ts';
import {IntentFile, intentPath} from './intents/file.ts';
import {type Left, leftOf} from './intents/ledger.ts';
import type {PickOptions} from './options.ts';

/** A queue that messages are picked into. */
export type Destination = {
  readonly arn: string;
  readonly name: string;
  readonly url: string;
  /** Why they cannot be read is a problem: without them nothing is sent there. */
  readonly attributes: Outcome<QueueAttributes>;
};

/** What a pick stands on, read at one time. */
export type PickFacts = {
  readonly asOf: number;
  readonly url: string;
  readonly attributes: QueueAttributes;
  /** By ARN: the queues that messages failed in, or the one that was named. */
  readonly destinations: ReadonlyMap<string, Destination>;
  /** The redrive that runs on it; a problem when nobody can tell. */
  readonly task: Outcome<MoveTask | undefined>;
  /** A file of that name is there already. */
  readonly isTaken: boolean;
  /** The newest look, where there is one that still counts. */
  readonly look: Look | undefined;
  /** What earlier picks of this machine left. */
  readonly left: Left;
};

export async function gatherPick(
  session: Session,
  target: ActionTarget,
  {to, save}: Pick<PickOptions, 'to' | 'save'>,
): Promise<Outcome<PickFacts>> {
  const {readAttributes, readDeadLetterSources} = await import('../requests.ts');
  const found = await session.attempt('sqs:GetQueueUrl', () => queueUrl(session, target.resource));
  if (!found.ok) return found;
  const url = found.value;
  const named = to === undefined ? undefined : [arnBeside(target.arn, to)];
  const nowhere: Outcome<readonly string[]> = {ok: true, value: named ?? []};
  const [attributes, tasks, sources] = await Promise.all([
    session.attempt('sqs:GetQueueAttributes', () => readAttributes(session, url)),
    readTasksOf(session, target.arn),
    named || save !== undefined
      ? nowhere
      : session.attempt('sqs:ListDeadLetterSourceQueues', () => readDeadLetterSources(session, url)),
  ]);
  if (!attributes.ok) return attributes;
  if (!sources.ok) return sources;
  const destinations = await Promise.all(
    sources.value.map(async (arn): Promise<Destination> => {
      const there = urlBeside(url, arn);
      const read = await session.attempt('sqs:GetQueueAttributes', () => readAttributes(session, there));
      return {arn, name: nameOfArn(arn), url: there, attributes: read};
    }),
  );
  const ledger = written(() => new IntentFile(intentPath(target.arn, session.endpoint)).read());
  if (!ledger.ok) return ledger;
  return {
    ok: true,
    value: {
      asOf: session.clock.now(),
      url,
      attributes: attributes.value,
      destinations: new Map(destinations.map(destination => [destination.arn, destination])),
      task: tasks.ok ? {ok: true, value: runningTask({tasks: tasks.value})} : tasks,
      isTaken: save !== undefined && existsSync(save),
      look: looksOf(session).all(session.clock.now()).get(target.arn),
      left: leftOf(ledger.value, attributes.value),
    },
  };
}

/** A name means a queue of the same account and region. */
const arnBeside = (arn: string, nameOrArn: string): string =>
  nameOrArn.startsWith('arn:') ? nameOrArn : `${arn.slice(0, arn.lastIndexOf(':') + 1)}${nameOrArn}`;

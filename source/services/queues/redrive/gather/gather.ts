import type {ActionTarget} from '../../../../actions/plan.ts';
import type {Outcome, Problem} from '../../../../aws/problem.ts';
import type {Session} from '../../../../aws/session.ts';
import {readOnce} from '../../../../metrics/read-once.ts';
import {didYouMean} from '../../../../text/nearest.ts';
import {depthOf, isGone} from '../../dead-letters.ts';
import type {MoveTask, Sender} from '../../facts.ts';
import {nameOfArn, queueUrl, urlBeside} from '../../messages/queue-url.ts';
import type {Receiver, RedriveFacts} from '../facts.ts';
import {consumedAsks, consumedOf, depthsOf, heldAsks} from './series.ts';

/** Of a dead-letter queue that hundreds of queues share, so many are read. */
const mostReceivers = 20;

type Described = Omit<Receiver, 'consumed'>;
type Found = {readonly described: readonly Described[]; readonly gone: RedriveFacts['gone']};

/** Reads a dead-letter queue as it is now, who fails into it, and where its messages would go. */
export async function gatherRedrive(
  session: Session,
  {arn, resource: name, region}: ActionTarget,
  to: string | undefined,
): Promise<Outcome<RedriveFacts>> {
  const {readAttributes, readDeadLetterSources} = await import('../../requests.ts');
  const named = await session.attempt('sqs:GetQueueUrl', () => queueUrl(session, name));
  if (!named.ok) return {ok: false, problem: goneProblem(named.problem, name, session)};
  const url = named.value;
  const [attributes, sources, tasks] = await Promise.all([
    session.attempt('sqs:GetQueueAttributes', () => readAttributes(session, url)),
    session.attempt('sqs:ListDeadLetterSourceQueues', () => readDeadLetterSources(session, url)),
    readTasksOf(session, arn),
  ]);
  if (!attributes.ok) return {ok: false, problem: goneProblem(attributes.problem, name, session)};
  if (!sources.ok) return sources;
  if (!tasks.ok) return tasks;
  const depth = depthOf(attributes.value);
  if (depth === undefined) return {ok: false, problem: uncounted(name)};

  const isRedrivable = sources.value.length > 0;
  const wanted = to === undefined ? sources.value.slice(0, mostReceivers).map(nameOfArn) : [to];
  const [found, senders] = await Promise.all([
    describe(session, url, isRedrivable ? wanted : []),
    isRedrivable ? [] : sendersOf(session, arn),
  ]);
  if (!found.ok) return found;
  const {described, gone} = found.value;
  const held = heldAsks(name);
  const asks = [held, ...described.map(receiver => consumedAsks(receiver.name))].flatMap(each =>
    Object.values(each),
  );
  const book = await readOnce(session, asks);
  return {
    ok: true,
    value: {
      asOf: session.clock.now(),
      name,
      url,
      arn,
      region,
      attributes: attributes.value,
      depth,
      sources: sources.value,
      receivers: described.map(receiver => ({...receiver, consumed: consumedOf(receiver.name, book)})),
      gone,
      senders,
      tasks: tasks.value,
      depths: depthsOf(name, book),
      oldestAgeSeconds: book(held.oldestAge).points.at(-1)?.value,
    },
  };
}

/** AWS lists tasks of dead-letter queues alone: of another queue there are none. */
export async function readTasksOf(session: Session, arn: string): Promise<Outcome<readonly MoveTask[]>> {
  const {readTasks} = await import('../../requests.ts');
  const tasks = await session.attempt('sqs:ListMessageMoveTasks', () => readTasks(session, arn));
  const isNoDeadLetterQueue =
    !tasks.ok && /InvalidParameterValue|UnsupportedOperation/.test(tasks.problem.code);
  return isNoDeadLetterQueue ? {ok: true, value: []} : tasks;
}

async function describe(session: Session, url: string, names: readonly string[]): Promise<Outcome<Found>> {
  const {listQueues, readAttributes} = await import('../../requests.ts');
  const described: Described[] = [];
  const missing: string[] = [];
  const answers = await Promise.all(
    names.map(async name => {
      const beside = urlBeside(url, name);
      const read = await session.attempt('sqs:GetQueueAttributes', () => readAttributes(session, beside));
      return {name, url: beside, read};
    }),
  );
  for (const {name, url: beside, read} of answers) {
    if (read.ok) described.push({name, url: beside, arn: read.value.arn, attributes: read.value});
    else if (isGone(read.problem.code)) missing.push(name);
    else return read;
  }
  if (missing.length === 0) return {ok: true, value: {described, gone: []}};
  const listed = await session.attempt('sqs:ListQueues', () => listQueues(session));
  const there = listed.ok ? listed.value.map(queue => queue.name) : [];
  return {
    ok: true,
    value: {described, gone: missing.map(name => ({name, didYouMean: didYouMean(name, there)}))},
  };
}

/** Who else sends here is good to know; where it cannot be read, it stays unsaid. */
async function sendersOf(session: Session, arn: string): Promise<readonly Sender[]> {
  const {readSenders} = await import('../../senders/read-senders.ts');
  const {byQueue} = await readSenders(session);
  return byQueue.get(arn) ?? [];
}

const goneProblem = (problem: Problem, name: string, {region}: Session): Problem =>
  isGone(problem.code)
    ? {...problem, sentence: `There is no queue named ${name} in ${region} any more: refresh.`}
    : problem;

const uncounted = (name: string): Problem => ({
  missing: 'failed',
  code: 'NoCounts',
  sentence: `AWS did not say how many messages ${name} holds: try again.`,
});

import {defineAction, type Ending, type Progress, type Work} from '../../../actions/action.ts';
import {awsCommand} from '../../../actions/aws-command.ts';
import type {Plan, Proof} from '../../../actions/plan.ts';
import {formatAge} from '../../../text/duration.ts';
import {formatCount, formatRate} from '../../../text/number.ts';
import type {MoveTask} from '../facts.ts';
import type {Queue} from '../model.ts';
import {readTasksOf} from './gather/gather.ts';
import {refusalOf} from './refusal.ts';
import {cancelMove} from './requests.ts';
import {pause} from './running/pause.ts';

/** The tasks of a queue, the newest first. */
type CancelFacts = {readonly asOf: number; readonly tasks: readonly MoveTask[]};

const pollMs = 1_000;
/** CANCELLING takes seconds. */
const longestMs = 60_000;

export const cancel = defineAction<Queue, CancelFacts, undefined>({
  id: 'queues.cancel',
  key: 'x',
  title: 'Cancel redrive',
  describe: 'Cancels the task that moves messages out of a dead-letter queue, whoever started it.',
  on: 'resource',
  besideOthers: true,
  options: [],
  needs: [
    'sqs:CancelMessageMoveTask',
    'sqs:ListMessageMoveTasks',
    'sqs:GetQueueAttributes',
    'sqs:ReceiveMessage',
    'sqs:DeleteMessage',
  ],
  sends: ['sqs:CancelMessageMoveTask'],
  // A task that began a moment ago is not in the document yet, and its cancel must not have to wait for that.
  available: ({redrive, sources}) =>
    redrive !== null || sources.length > 0
      ? true
      : "it is no queue's dead-letter queue: nothing is moved out of it",
  parse: () => ({options: undefined}),
  gather: async (session, {arn}) => {
    const tasks = await readTasksOf(session, arn);
    return tasks.ok ? {ok: true, value: {asOf: session.clock.now(), tasks: tasks.value}} : tasks;
  },
  plan: (facts, _options, target) => {
    const {resource: name, region} = target;
    const task = runningOf(facts);
    const handle = task?.handle;
    return {
      action: 'queues.cancel',
      title: `Cancel the redrive of ${name}`,
      target,
      risk: 'reversible',
      steps:
        handle === undefined
          ? []
          : [
              {
                operation: 'sqs:CancelMessageMoveTask',
                says: 'CancelMessageMoveTask, and wait until it is CANCELLED',
                cli: awsCommand('sqs', 'cancel-message-move-task', region, {'task-handle': handle}),
              },
            ],
      ...(handle === undefined ? {} : {touches: [handle]}),
      changes: task ? changesOf(task, facts.asOf) : [],
      warnings: [],
      blocked: handle === undefined ? [{because: noneText(name, facts), unblock: 'Nothing is needed.'}] : [],
      undo: `Redrive again (queues.redrive ${name}): what is left is still there.`,
      cost: 'Costs nothing.',
      basis: String(handle),
    } satisfies Plan;
  },
  run: runCancel,
  prove: proveCancel,
});

const runningOf = ({tasks}: CancelFacts): MoveTask | undefined =>
  tasks.find(({status, handle}) => status === 'RUNNING' && handle !== undefined);

function noneText(name: string, {tasks}: CancelFacts): string {
  const [newest] = tasks;
  if (newest?.status === 'CANCELLING') return `The redrive of ${name} is being cancelled already.`;
  const was = newest ? ` The last one is ${newest.status}${movedOf(newest)}.` : '';
  return `No messages are being moved out of ${name}.${was}`;
}

const movedOf = ({moved, total}: MoveTask): string =>
  moved === undefined
    ? ''
    : `, with ${formatCount(moved)}${total === undefined ? '' : ` of ${formatCount(total)}`} moved`;

function changesOf(task: MoveTask, now: number): readonly string[] {
  const rate = task.perSecond === undefined ? '' : ` at ${formatRate(task.perSecond)}`;
  const age = task.startedAt === undefined ? '' : ` It runs since ${ageText(now - task.startedAt)}${rate}.`;
  const moved =
    task.moved === undefined
      ? 'How many it has moved is not known.'
      : `${formatCount(task.moved)}${task.total === undefined ? '' : ` of ${formatCount(task.total)}`} messages are moved so far, and stay moved.`;
  return [`${moved}${age}`, 'The rest stays where it is.'];
}

const ageText = (ms: number): string => {
  const age = formatAge(ms);
  return age === 'now' ? 'less than a minute' : age;
};

async function* runCancel(
  {target}: Plan,
  facts: CancelFacts,
  _options: undefined,
  work: Work<CancelFacts>,
): AsyncGenerator<Progress, Ending> {
  const handle = runningOf(facts)?.handle;
  if (handle === undefined) return {ended: 'stopped', says: 'Nothing is being moved.'};
  yield {says: 'Cancelling'};
  const sent = await work.send(cancelMove(target.arn, handle));
  if (!sent.ok && !sent.problem.uncertain) {
    return {ended: 'failed', problem: refusalOf(sent.problem, target.resource)};
  }
  const until = work.now() + longestMs;
  while (work.now() < until && !work.signal.aborted) {
    const gathered = await work.gather();
    const task = gathered.ok
      ? gathered.value.tasks.find(each => each.startedAt === startOf(facts))
      : undefined;
    if (task && task.status !== 'RUNNING' && task.status !== 'CANCELLING') return {ended: 'done'};
    if (task?.status === 'RUNNING' && !sent.ok) return {ended: 'failed', problem: sent.problem};
    yield {says: `Waiting until it is CANCELLED${task ? movedOf(task) : ''}`};
    await pause(work, pollMs);
  }
  if (!sent.ok) return {ended: 'failed', problem: sent.problem};
  return {ended: 'stopped', says: 'AWS has taken the cancel, and goes on with it by itself.'};
}

const startOf = (facts: CancelFacts): number | undefined => runningOf(facts)?.startedAt;

function proveCancel(before: CancelFacts, after: CancelFacts): Proof {
  const task = after.tasks.find(each => each.startedAt === startOf(before));
  const was = runningOf(before);
  const proof = {
    before: {task: was ? textOf(was) : 'none'},
    after: {task: task ? textOf(task) : 'not listed'},
  };
  if (!task) return {...proof, verdict: 'AWS does not list the task any more.', helped: undefined};
  if (task.status === 'CANCELLED') {
    return {...proof, verdict: `It is CANCELLED${movedOf(task)}; the rest stayed.`, helped: true};
  }
  if (task.status === 'COMPLETED') {
    return {...proof, verdict: `It came too late: the task is COMPLETED${movedOf(task)}.`, helped: false};
  }
  return {
    ...proof,
    verdict: `The task is ${task.status}${movedOf(task)}.`,
    helped: task.status === 'FAILED' ? undefined : false,
  };
}

const textOf = (task: MoveTask): string => `${task.status}${movedOf(task)}`;

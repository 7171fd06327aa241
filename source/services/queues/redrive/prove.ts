import type {Proof} from '../../../actions/plan.ts';
import {formatCount} from '../../../text/number.ts';
import type {MoveTask} from '../facts.ts';
import {type RedriveFacts, runningTask} from './facts.ts';
import {arrivalsOf} from './guard/arrivals.ts';
import {returnedBetween} from './guard/returned.ts';
import {returnedText} from './running/says.ts';

/** AWS's clock and its answers' are not the same to the second. */
const clockSlackMs = 5_000;

/** Pure: how many there were and are, how many were moved since, and how many came back. */
export function proveRedrive(before: RedriveFacts, after: RedriveFacts): Proof {
  const own = after.tasks.filter(task => (task.startedAt ?? 0) >= before.asOf - clockSlackMs);
  const moved = movedBy(own);
  const held = {messages: formatCount(before.depth)};
  const holds = {messages: formatCount(after.depth)};
  const change = `${after.name} held ${held.messages} and holds ${holds.messages}.`;
  if (moved === undefined) {
    return {before: held, after: holds, verdict: change, helped: undefined};
  }
  const proof = {before: held, after: {...holds, moved: formatCount(moved)}};
  if (runningTask(after)) return {...proof, verdict: change, helped: undefined};
  if (after.depth === 0) return {...proof, verdict: `${after.name} is empty.`, helped: true};
  const comesBack = before.receivers.every(({attributes}) => attributes.deadLetterQueue === before.arn);
  if (!comesBack || moved === 0) return {...proof, verdict: change, helped: moved > 0};
  const returned = returnedBetween(
    {at: before.asOf, depth: before.depth, moved: 0},
    {at: after.asOf, depth: after.depth, moved},
    arrivalsOf(before.depths, before.tasks),
  );
  return {
    ...proof,
    after: {...proof.after, 'came back': returnedText(returned)},
    verdict: change,
    helped: returned.atLeast < moved / 2,
  };
}

function movedBy(tasks: readonly MoveTask[]): number | undefined {
  let moved = 0;
  for (const task of tasks) {
    if (task.moved === undefined) return undefined;
    moved += task.moved;
  }
  return moved;
}

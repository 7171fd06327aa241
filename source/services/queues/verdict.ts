import {formatDuration} from '../../text/duration.ts';
import {formatCount, formatPerMinute} from '../../text/number.ts';
import type {DeadLetters} from './dead-letters.ts';
import type {Judgement} from './judge-queue.ts';
import type {FirstLoss} from './loss/first-loss.ts';
import {nameOfArn} from './messages/queue-url.ts';
import type {Queue} from './model.ts';
import {movedText, sendersText} from './redrive-refusal.ts';

/** What the numbers of a queue mean, in one sentence. */
export function verdictText(queue: Omit<Queue, 'verdictText'>, judged: Omit<Judgement, 'queue'>): string {
  const {depth, deadLetters, loss} = judged;
  const what = deadLetters.isDeadLetter ? `dead letters of ${originText(deadLetters)}` : 'messages';
  if (depth === undefined) {
    if (queue.missing.visible === 'not-asked') return 'Not read yet.';
    const why = queue.missing.visible === 'denied' ? 'not allowed to read it' : 'it could not be read';
    return `Nobody knows how much it holds: ${why}.`;
  }
  if (depth === 0) return deadLetters.isDeadLetter ? `Empty: no ${what}.` : emptyText(judged);
  const parts = [
    `It holds ${formatCount(depth)} ${depth === 1 ? what.replace(/^(dead letter|message)s/, '$1') : what}`,
    courseText(queue),
    deadLetters.isDeadLetter ? '' : consumerText(queue, judged),
    queue.redrive?.status === 'RUNNING' ? `a redrive is running, ${movedText(queue.redrive)}` : '',
    loss === undefined ? '' : lossText(loss),
  ];
  return `${parts.filter(part => part !== '').join(', ')}.`;
}

function originText({sources, senders}: DeadLetters): string {
  const [first, ...more] = sources.map(nameOfArn);
  if (first === undefined) return sendersText(senders);
  const others = more.length + senders.length;
  return others === 0 ? first : `${first} and ${others} ${others === 1 ? 'other' : 'others'}`;
}

function emptyText({consumer}: Omit<Judgement, 'queue'>): string {
  if (consumer.alive) return 'Empty: its consumer keeps up.';
  return consumer.alive === false ? 'Empty, and nothing was deleted for 15 minutes.' : 'Empty.';
}

function courseText({drain, growthPerMinute}: Pick<Queue, 'drain' | 'growthPerMinute'>): string {
  switch (drain.state) {
    case 'growing':
      return growthPerMinute === null ? 'growing' : `growing by ${formatPerMinute(growthPerMinute)}`;
    case 'draining':
      return drain.seconds === null ? 'draining' : `empty in ${formatDuration(drain.seconds * 1000)}`;
    case 'steady':
      return 'not growing';
    default:
      return '';
  }
}

function consumerText(queue: Omit<Queue, 'verdictText'>, {consumer}: Omit<Judgement, 'queue'>): string {
  if (consumer.alive === false) return 'and nobody deletes any';
  return consumer.alive && queue.deletedPerMinute !== null
    ? `${formatPerMinute(queue.deletedPerMinute)} are deleted`
    : '';
}

/** In how long the first message is lost, with what that stands on. */
function lossText({atLeast, atMost, basis}: FirstLoss): string {
  if (atMost <= 0) return 'the oldest are being lost now';
  const most = formatDuration(atMost * 1000);
  if (basis === 'bound') {
    return `the first is lost in at most ${most}, sooner by as much as it was old when it failed, which nobody knows`;
  }
  const least = formatDuration(atLeast * 1000);
  if (least === most) return `the first is lost in ${most}`;
  return atLeast <= 0
    ? `the first is lost within ${most}, or is now`
    : `the first is lost in ${least} to ${most}`;
}

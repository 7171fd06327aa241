import {formatDuration} from '../../text/duration.ts';
import {type Glyphs, missingMark} from '../../text/marks.ts';
import {formatCount} from '../../text/number.ts';
import {nameOfArn} from './messages/queue-url.ts';
import type {Queue} from './model.ts';

const seconds = 1000;

type FirstLoss = NonNullable<Queue['firstLossInSeconds']>;

const units = [
  {name: 'd', seconds: 86_400, from: 72 * 3600},
  {name: 'h', seconds: 3600, from: 2 * 3600},
  {name: 'm', seconds: 60, from: 0},
] as const;

const nearTimes = 3;

const unitOf = (seconds: number) => units.find(({from}) => seconds >= from) ?? units[2];

/**
 * When the first message is lost: `losing`, `23-31h`, `50m-31h`, or one time where both ends read the same. Both
 * ends are rounded down, so that no time is promised that may not be there.
 */
export function firstLossText({atLeast, atMost}: FirstLoss): string {
  if (atMost <= 0) return 'losing';
  if (atLeast === atMost) return formatDuration(atMost * 1000);
  const from = Math.max(0, atLeast);
  // Near each other they are told in one unit: 114-132m, not 114m-2h.
  const least = unitOf(from);
  const most = atMost <= nearTimes * from ? least : unitOf(atMost);
  const [lower, upper] = [Math.floor(from / least.seconds), Math.floor(atMost / most.seconds)];
  if (upper === 0) return '<1m';
  if (least === most && lower === upper) return `${upper}${most.name}`;
  return `${lower}${least === most || lower === 0 ? '' : least.name}-${upper}${most.name}`;
}

/** Nothing to lose is an empty cell; not known is a mark. */
export function lossText({firstLossInSeconds, missing}: Queue, glyphs: Glyphs): string {
  if (firstLossInSeconds !== null) return firstLossText(firstLossInSeconds);
  const why = missing.firstLossInSeconds;
  return why === undefined || why === 'not-applicable' ? '' : missingMark(why, glyphs);
}

/** A change a minute, with its sign: +38. */
export const growthText = (perMinute: number): string =>
  `${perMinute > 0 ? '+' : ''}${formatCount(perMinute)}`;

/** Whether it empties, and when. */
export function drainText({drain, missing}: Queue, glyphs: Glyphs): string {
  if (drain.state === 'unknown') return missingMark(missing.drain, glyphs);
  if (drain.state !== 'draining' || drain.seconds === null) return drain.state;
  return `empty in ${formatDuration(drain.seconds * seconds)}`;
}

/** Where its failed messages go, and whose come here: `→ orders-dlq`, `← payments`, `← 3 queues`. */
export function deadLetterText(queue: Queue, glyphs: Glyphs): string {
  const {isDeadLetter, sources, senders, deadLetterQueue, missing} = queue;
  const [from, to] = glyphs.ascii ? ['<-', '->'] : ['←', '→'];
  const here = [...sources.map(nameOfArn), ...senders.map(({kind, name}) => `${kind} ${name}`)];
  const words = [];
  if (here.length === 1) words.push(`${from} ${here[0]}`);
  else if (here.length > 1)
    words.push(`${from} ${here.length} ${senders.length === 0 ? 'queues' : 'senders'}`);
  else if (isDeadLetter) words.push(`${from} ?`);
  if (deadLetterQueue !== null) words.push(`${to} ${nameOfArn(deadLetterQueue)}`);
  if (words.length > 0) return words.join(' ');
  const why = missing.deadLetterQueue ?? (isDeadLetter === null ? missing.isDeadLetter : undefined);
  return why === undefined || why === 'not-applicable' ? '' : missingMark(why, glyphs);
}

/** How far the newest redrive is. */
export function redriveText({redrive, missing}: Queue, glyphs: Glyphs): string {
  if (redrive === null) {
    const why = missing.redrive;
    return why === undefined || why === 'not-applicable' ? '' : missingMark(why, glyphs);
  }
  const {status, moved, total} = redrive;
  if (status !== 'RUNNING' || moved === null) return status.toLowerCase();
  return `${formatCount(moved)}${total === null ? '' : ` of ${formatCount(total)}`}`;
}

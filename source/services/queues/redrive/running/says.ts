import type {Progress} from '../../../../actions/action.ts';
import {shareBar} from '../../../../text/bars.ts';
import {formatDuration} from '../../../../text/duration.ts';
import {formatCount, formatPerMinute, formatRate} from '../../../../text/number.ts';
import type {RedriveFacts} from '../facts.ts';
import {type Arrivals, expectedOver, onceInAHundred} from '../guard/arrivals.ts';
import {type Returned, returnedBetween} from '../guard/returned.ts';
import {destinationText} from '../planning/blocked.ts';
import type {Order} from '../planning/order.ts';
import type {Move} from './move.ts';

const barWidth = 24;

/** How many came back, no surer than it is. */
export function returnedText({atLeast, atMost}: Returned): string {
  if (atMost === 0) return 'none came back';
  if (atLeast === atMost) return `${formatCount(atLeast)} came back`;
  if (atLeast === 0) return `at most ${formatCount(atMost)} came back`;
  return `${formatCount(atLeast)} to ${formatCount(atMost)} came back`;
}

/** What has come back so far. While messages move, counts are late: it is about so many. */
export function soFar({samples}: Pick<Move, 'samples'>, arrivals: Arrivals | undefined): string {
  const [base, last] = [samples[0], samples.at(-1)];
  if (!base || !last || base === last) return 'nothing counted yet';
  if (!arrivals) return 'what comes back cannot be told from what arrives';
  const {likely} = returnedBetween(base, last, arrivals);
  const {most, mean} = expectedOver(arrivals, last.at - base.at, onceInAHundred);
  const within = Math.round(most - Math.max(0, mean));
  const give = within <= 1 || arrivals.perMinute * 60 < 1 ? '' : ` (± ${formatCount(within)})`;
  return likely === 0 && give === '' ? 'none came back' : `about ${formatCount(likely)} came back${give}`;
}

export function movingText(
  move: Move,
  total: number,
  perSecond: number,
  arrivals: Arrivals | undefined,
): string {
  const whole = Math.max(total, move.moved);
  const left = whole - move.moved;
  const time = left === 0 ? '' : `, ${formatDuration((left / perSecond) * 1000)} left`;
  return `${formatCount(move.moved)} of ${formatCount(whole)} moved at ${formatRate(perSecond)}${time}, ${soFar(move, arrivals)}`;
}

/** One line for everybody, and more for the screen. */
export function progressOf(says: string, share: number, facts: RedriveFacts, order: Order): Progress {
  const bar = shareBar([Math.min(1, Math.max(0, share))], barWidth, {ascii: true}).replaceAll(' ', '.');
  const {spare} = order.rate;
  const consumer = spare
    ? [
        `${spare.queue} deletes ${formatPerMinute(spare.now)}, ${formatPerMinute(spare.spare)} more at its best of the last hour`,
      ]
    : [];
  const shows = order.window ? [`${order.window.because} before a failure is back`] : [];
  return {says, shows: [`[${bar}] to ${destinationText(facts)}`, says, ...shows, ...consumer]};
}

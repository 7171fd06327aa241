import {formatPerMinute, formatRate} from '../../../../text/number.ts';
import {mostMovesPerSecond} from '../../limits.ts';
import type {Receiver} from '../facts.ts';
import {type Spare, spareOf} from './consumer.ts';

/** Messages a second of the whole move, and where the number comes from. */
export type Rate = {
  readonly perSecond: number;
  readonly why: string;
  /** What the consumer has to spare, of the queue where it has least; undefined where it is not known. */
  readonly spare: (Spare & {readonly queue: string}) | undefined;
  /** More than half of that. */
  readonly isMuch: boolean;
};

/** AWS takes whole messages a second: nothing is slower than this. StartMessageMoveTask, API reference. */
const slowest = 1;
const shareOfSpare = 0.5;

/** At most half of what the busiest consumer was seen to delete beyond what it deletes now. */
export function rateOf(receivers: readonly Receiver[], asked: number | undefined): Rate {
  const spare = leastSpare(receivers);
  const half = spare && roundDown((spare.spare * shareOfSpare) / 60);
  const perSecond = asked ?? Math.min(mostMovesPerSecond, half ?? slowest);
  const isMuch = spare !== undefined && perSecond * 60 > spare.spare * shareOfSpare;
  return {perSecond, why: whyOf(spare, asked, isMuch), spare, isMuch};
}

/** To 1, 2 or 5 times a power of ten: a metric moves a little all the time, and a plan that was shown should hold. */
function roundDown(perSecond: number): number {
  if (perSecond < slowest) return slowest;
  const power = 10 ** Math.floor(Math.log10(perSecond));
  const step = [5, 2].find(each => each * power <= perSecond) ?? 1;
  return step * power;
}

function leastSpare(receivers: readonly Receiver[]): Rate['spare'] {
  let least: Rate['spare'];
  for (const {name, consumed} of receivers) {
    const spare = spareOf(consumed);
    if (!spare) return undefined;
    if (!least || spare.spare < least.spare) least = {...spare, queue: name};
  }
  return least;
}

function whyOf(spare: Rate['spare'], asked: number | undefined, isMuch: boolean): string {
  if (!spare) {
    const known = 'what the consumer can take is not known';
    return asked === undefined ? `the slowest that AWS moves: ${known}` : `as asked: ${known}`;
  }
  const {queue, now, highest} = spare;
  const seen = `${queue} deletes ${formatPerMinute(now)} and was seen to delete ${formatPerMinute(highest)} in the last hour`;
  if (asked !== undefined) return `as asked: ${seen}`;
  return isMuch ? `the slowest that AWS moves: ${seen}` : `at most half of what is spare: ${seen}`;
}

/** What it adds to what the consumer has to do already. */
export function addedLoad({perSecond, spare}: Rate): string {
  const adds = formatPerMinute(perSecond * 60);
  if (!spare) return `It adds ${adds} (${formatRate(perSecond)}) to live traffic.`;
  const whole = formatPerMinute(spare.now + perSecond * 60);
  return `It adds ${adds} (${formatRate(perSecond)}) to the ${formatPerMinute(spare.now)} that ${spare.queue} deletes: ${whole} together.`;
}

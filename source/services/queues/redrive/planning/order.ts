import type {RedriveFacts} from '../facts.ts';
import {type Arrivals, arrivalsOf} from '../guard/arrivals.ts';
import type {RedriveOptions} from '../options.ts';
import {type Canary, canaryOf} from './canary.ts';
import {isConsumed} from './consumer.ts';
import {type Rate, rateOf} from './rate.ts';
import {longestWatchMs, type Window, windowOf} from './window.ts';

/** Everything that is decided before a redrive begins; the plan says it, the run does it. */
export type Order = {
  readonly arrivals: Arrivals | undefined;
  /** Undefined where nobody can say how long a failure takes to show. */
  readonly window: Window | undefined;
  /** How long a canary is watched: the window, or as long as anybody watches. */
  readonly watchMs: number;
  /** The window is longer than anybody watches, or not known. */
  readonly isTooLong: boolean;
  readonly rate: Rate;
  /** Undefined where none goes first. */
  readonly canary: Canary | undefined;
  /** What fails where the messages go comes back here. */
  readonly comesBack: boolean;
  /** Somebody consumes every queue that messages go to, as far as is known. */
  readonly isConsumed: boolean;
  readonly stopAt: number;
  readonly detach: boolean;
};

export function orderOf(facts: RedriveFacts, options: RedriveOptions): Order {
  const {receivers, depth, arn, depths, tasks} = facts;
  const arrivals = arrivalsOf(depths, tasks);
  const window = windowOf(receivers);
  const isTooLong = window === undefined || window.ms > longestWatchMs;
  const watchMs = Math.min(window?.ms ?? longestWatchMs, longestWatchMs);
  const comesBack =
    receivers.length > 0 && receivers.every(receiver => receiver.attributes.deadLetterQueue === arn);
  const isWatched = comesBack && !options.detach && options.canary !== 0;
  return {
    arrivals,
    window,
    watchMs,
    isTooLong,
    rate: rateOf(receivers, options.rate),
    canary: isWatched ? canaryOf(depth, arrivals, watchMs, options.canary) : undefined,
    comesBack,
    isConsumed: receivers.every(receiver => isConsumed(receiver) !== false),
    stopAt: options.stopAt,
    detach: options.detach,
  };
}

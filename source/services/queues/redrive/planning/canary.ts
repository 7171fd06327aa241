import {type Arrivals, expectedOver, onceInAHundred} from '../guard/arrivals.ts';

/** How many messages go first. */
export type Canary = {
  readonly messages: number;
  /** So many could come back unseen among what arrives by itself, in the time that it is watched. */
  readonly hides: number;
  /** What hides is a small part of it: it can show something. */
  readonly canTell: boolean;
};

/** StartMessageMoveTask takes no number of messages: the canary is a task at this rate that is cancelled in time. */
export const canaryPerSecond = 1;
/** Round numbers, so that a plan reads the same a minute later. */
const sizes = [10, 20, 30, 50, 100, 200, 300, 500];
const usualShare = 0.01;
const usuallyAtMost = 100;
/** A canary that is most of the flock is none. */
const mostShare = 0.5;

/** Less than what makes a canary worth nothing, so that one of which nothing came back is seldom called unclear. */
const hiddenAtMost = 0.2;

/** One in a hundred, ten at least; more where arrivals would hide what comes back of so few. */
export function canaryOf(
  depth: number,
  arrivals: Arrivals | undefined,
  watchMs: number,
  asked: number | undefined,
): Canary {
  const sized = (messages: number): Canary => {
    const ms = (messages / canaryPerSecond) * 1000 + watchMs;
    const {mean, most} = expectedOver(arrivals, ms, onceInAHundred);
    const hides = Math.max(0, Math.floor(most - mean));
    return {messages, hides, canTell: hides <= hiddenAtMost * messages};
  };
  if (asked !== undefined) return sized(Math.min(asked, depth));
  const usual = Math.min(usuallyAtMost, Math.max(sizes[0] ?? 1, depth * usualShare));
  const fitting = sizes.filter(size => size >= usual && size <= Math.max(usual, depth * mostShare));
  const canaries = fitting.map(size => sized(Math.min(depth, size)));
  return canaries.find(({canTell}) => canTell) ?? canaries[0] ?? sized(Math.min(depth, Math.ceil(usual)));
}

/** AWS counts late and cancels late: so many more may go. */
export const canaryOvershoot = 5;

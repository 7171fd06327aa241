import type {Changes} from './changes.ts';
import {evaluated} from './evaluate/evaluate.ts';
import type {Readings} from './evaluate/readings.ts';
import type {LiveMetricAlarm} from './live-alarm.ts';

/** The evaluation of metric alarms, each whole minute; an alarm that stands still is looked at only when it was moved. */
export type Minutes = {
  readonly add: (alarm: LiveMetricAlarm) => void;
  /** The first minute that there is anything to do at. */
  readonly first: () => number;
  /** The next one after a time; Infinity when there is none. */
  readonly next: (after: number) => number;
  readonly evaluate: (at: number) => Promise<void>;
};

type MinutesOptions = {
  readonly changes: Changes;
  readonly readings: Readings;
  readonly breath: () => Promise<void> | undefined;
};

const minuteMs = 60_000;

export function createMinutes({changes, readings, breath}: MinutesOptions): Minutes {
  const waiting = new Set<LiveMetricAlarm>();
  const evaluatedOnes = new Set<LiveMetricAlarm>();

  const joinOf = (alarms: Iterable<LiveMetricAlarm>): number => {
    let first = Number.POSITIVE_INFINITY;
    for (const {joinsAt} of alarms) first = Math.min(first, joinsAt);
    return Math.ceil(first / minuteMs) * minuteMs;
  };
  let nextJoin = Number.POSITIVE_INFINITY;

  async function evaluate(alarm: LiveMetricAlarm, at: number): Promise<void> {
    const {measured, region} = alarm;
    if (!measured) return;
    const pending = evaluated(measured, region, readings, at);
    const evaluation = pending instanceof Promise ? await pending : pending;
    if ('error' in evaluation) {
      const {error: reason} = evaluation;
      if (alarm.evaluationState === undefined)
        changes.change(alarm, {state: 'INSUFFICIENT_DATA', reason}, at);
      alarm.evaluationState = 'EVALUATION_ERROR';
      return;
    }
    alarm.evaluationState = undefined;
    const {state, reason} = evaluation;
    if (state === 'retain' || state === alarm.state) return;
    const {text, data} = reason(alarm.state, state);
    changes.change(alarm, {state, reason: text, reasonData: data}, at);
  }

  function join(at: number): void {
    for (const alarm of waiting) {
      if (alarm.joinsAt > at) continue;
      waiting.delete(alarm);
      if (alarm.isGone) continue;
      if (!alarm.fixed) evaluatedOnes.add(alarm);
      else if (alarm.state !== alarm.fixed.state) changes.change(alarm, alarm.fixed, at);
    }
    nextJoin = joinOf(waiting);
  }

  return {
    add(alarm) {
      if (!alarm.fixed && !alarm.measured) return;
      if (alarm.fixed?.state === alarm.state || evaluatedOnes.has(alarm)) return;
      waiting.add(alarm);
      nextJoin = Math.min(nextJoin, joinOf([alarm]));
    },
    first: () => nextJoin,
    next(after) {
      const soon = (Math.floor(after / minuteMs) + 1) * minuteMs;
      return evaluatedOnes.size > 0 ? soon : Math.max(soon, nextJoin);
    },
    async evaluate(at) {
      if (nextJoin <= at) join(at);
      for (const alarm of evaluatedOnes) {
        const rest = breath();
        if (rest) await rest;
        if (alarm.isGone) evaluatedOnes.delete(alarm);
        // Set by hand a moment ago, after this minute had come.
        else if (alarm.updatedAt <= at) await evaluate(alarm, at);
      }
    },
  };
}

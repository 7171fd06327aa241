import {dayMs} from '../days.ts';
import type {Pattern} from './pattern.ts';

const hourMs = 3_600_000;

export type DatedOptions = {
  readonly prefix: string;
  readonly count: number;
  readonly startAt: number;
  readonly sinceDaysAgo: number;
  readonly untilDaysAgo: number;
};

/** `2026/11/27/09/part-00012.gz`, one every so often; those that go on until now go on after it. */
export function datedPattern(options: DatedOptions): Pattern {
  const {prefix, count, startAt, sinceDaysAgo, untilDaysAgo} = options;
  const beganAt = startAt - sinceDaysAgo * dayMs;
  const step = ((sinceDaysAgo - untilDaysAgo) * dayMs) / count;
  const most = untilDaysAgo === 0 ? Number.MAX_SAFE_INTEGER : count;
  const digits = Math.max(5, String(Math.ceil(hourMs / step) + 1).length);

  /** Whole seconds, as S3 tells them; the last of the scenario at its very start. */
  const writtenAt = (index: number) => Math.ceil((beganAt + (index + 1) * step) / 1000 - 1e-6) * 1000;

  function until(at: number): number {
    let index = Math.max(0, Math.min(most, Math.floor((at - beganAt) / step)));
    while (index > 0 && writtenAt(index - 1) > at) index--;
    while (index < most && writtenAt(index) <= at) index++;
    return index;
  }

  let hour = {at: Number.NaN, first: 0, text: ''};
  function hourOf(at: number): typeof hour {
    const text = new Date(at).toISOString();
    return {
      at,
      first: until(at - 1),
      text: `${prefix}${text.slice(0, 10).replaceAll('-', '/')}/${text.slice(11, 13)}/part-`,
    };
  }

  return {
    count: until,
    key(index) {
      const at = Math.floor(writtenAt(index) / hourMs) * hourMs;
      if (at !== hour.at) hour = hourOf(at);
      return `${hour.text}${String(index - hour.first).padStart(digits, '0')}.gz`;
    },
    dates: {writtenAt, until},
  };
}

import {actionsOf} from '../alarm-actions.ts';
import type {AlarmFact, MuteRuleFact} from '../facts.ts';
import {muteOf} from '../mutes.ts';
import {untilText} from '../wording.ts';

/** `03:14 UTC`, with its date when that is not today. */
export const untilUtc = (at: number, now: number): string =>
  `${untilText(new Date(at).toISOString(), now)} UTC`;

/** How the mute of an alarm stands: `until 03:14 UTC, by RULE`. */
export function muteText(alarm: AlarmFact, rules: readonly MuteRuleFact[], now: number): string {
  const muted = muteOf(alarm, rules);
  if (!muted) return 'not muted';
  const until = muted.until === null ? 'muted' : `muted until ${untilUtc(Date.parse(muted.until), now)}`;
  return `${until} by ${muted.rule}`;
}

/** Everything that an alarm does, whatever its state, in words; each once. */
export const allDone = (alarm: AlarmFact): readonly string[] => [
  ...new Set(actionsOf(alarm, new Map()).map(({does}) => does)),
];

/** What an alarm does beside paging: that is held back with the pages. */
export const doneBesidePaging = (alarm: AlarmFact): readonly string[] => [
  ...new Set(
    actionsOf(alarm, new Map())
      .filter(({risk}) => risk !== 'pages' && risk !== 'records')
      .map(({does}) => does),
  ),
];

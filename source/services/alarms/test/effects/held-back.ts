import type {AlarmFact} from '../../facts.ts';
import {muteOf} from '../../mutes.ts';
import {untilText} from '../../wording.ts';
import type {TestFacts} from '../facts.ts';

/** What keeps an alarm from carrying out its actions, after "it"; undefined when nothing is known to. */
export function heldBack(
  alarm: AlarmFact,
  {muteRules, asOf}: Pick<TestFacts, 'muteRules' | 'asOf'>,
): string | undefined {
  if (!alarm.actionsEnabled) return 'has its actions switched off';
  const mute = muteRules.ok ? muteOf(alarm, muteRules.value) : undefined;
  if (mute) {
    const until = mute.until === null ? '' : ` until ${untilText(mute.until, asOf)}`;
    return `is muted${until} by ${mute.rule}`;
  }
  if (alarm.suppressedBy === undefined) return undefined;
  const suppressor = alarm.suppressor?.split(':').slice(6).join(':') || alarm.suppressor;
  return `is suppressed${suppressor === undefined ? '' : ` by ${suppressor}`} (${alarm.suppressedBy})`;
}

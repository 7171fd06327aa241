import type {Blocked} from '../../../../actions/plan.ts';
import type {AlarmState} from '../../model.ts';
import {heldBack} from '../effects/held-back.ts';
import type {Way} from '../effects/way.ts';
import type {TestFacts} from '../facts.ts';

/** Actions are carried out on a change alone: where there would be none, a test shows nothing. */
export function blockedOf(facts: TestFacts, to: AlarmState, there: Way): readonly Blocked[] {
  const {alarm} = facts;
  if (alarm.state === to) {
    return [
      {
        because: `${alarm.name} is ${to} already, and actions are carried out on a change alone.`,
        unblock: to === 'ALARM' ? 'Wait until it is OK.' : 'Ask for ALARM.',
      },
    ];
  }
  const held = heldBack(alarm, facts);
  if (held !== undefined) {
    return [{because: `${alarm.name} ${held}: nothing would be carried out.`, unblock: unblockOf(facts)}];
  }
  if (there.firings.length > 0) return [];
  return [
    {
      because: `Nothing is carried out when ${alarm.name} goes to ${to}: it has no action for that.`,
      unblock: 'Give it one, or ask for another state.',
    },
  ];
}

function unblockOf({alarm, muteRules}: TestFacts): string {
  if (!alarm.actionsEnabled) return `Switch them on first (alarms.enable ${alarm.name}).`;
  const isMuted = muteRules.ok && alarm.suppressedBy === undefined;
  return isMuted ? `Unmute it first (alarms.unmute ${alarm.name}).` : 'Wait until its suppressor is OK.';
}

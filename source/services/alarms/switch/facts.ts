import type {ActionTarget} from '../../../actions/plan.ts';
import type {Outcome} from '../../../aws/problem.ts';
import type {Session} from '../../../aws/session.ts';
import type {AlarmFact, MuteRuleFact} from '../facts.ts';
import {type Above, readAbove} from '../mute/above.ts';
import {readAlarm} from '../mute/facts.ts';
import {listMuteRules} from '../requests.ts';

export type SwitchFacts = {
  readonly asOf: number;
  readonly alarm: AlarmFact;
  readonly above: Outcome<readonly Above[]>;
  /** Good to know, and nothing depends on it. */
  readonly rules: Outcome<readonly MuteRuleFact[]>;
};

export async function gatherSwitch(
  session: Session,
  {resource: name}: ActionTarget,
): Promise<Outcome<SwitchFacts>> {
  const [alarm, above, rules] = await Promise.all([
    readAlarm(session, name),
    readAbove(session, name),
    session.attempt('cloudwatch:ListAlarmMuteRules', () => listMuteRules(session, name)),
  ]);
  if (!alarm.ok) return alarm;
  return {ok: true, value: {asOf: session.clock.now(), alarm: alarm.value, above, rules}};
}

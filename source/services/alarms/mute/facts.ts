import type {ActionTarget} from '../../../actions/plan.ts';
import type {Outcome} from '../../../aws/problem.ts';
import type {Session} from '../../../aws/session.ts';
import type {AlarmFact, MuteRuleFact} from '../facts.ts';
import {listAlarms, listMuteRules} from '../requests.ts';
import {type Above, readAbove} from './above.ts';
import {nextRuleName} from './rule-name.ts';

/** An alarm, the rules that hold its actions back now or will, and what is above it. */
export type MuteFacts = {
  readonly asOf: number;
  readonly alarm: AlarmFact;
  readonly rules: readonly MuteRuleFact[];
  readonly above: Outcome<readonly Above[]>;
  /** Who mutes: the ARN, where AWS says it. */
  readonly caller: string | undefined;
  /** What a new rule would be called. */
  readonly ruleName: string;
};

export async function gatherMute(session: Session, target: ActionTarget): Promise<Outcome<MuteFacts>> {
  const {resource: name} = target;
  const [alarm, rules, above, identity] = await Promise.all([
    readAlarm(session, name),
    session.attempt('cloudwatch:ListAlarmMuteRules', () => listMuteRules(session, name)),
    readAbove(session, name),
    session.identify(),
  ]);
  if (!alarm.ok) return alarm;
  if (!rules.ok) return rules;
  const taken = rules.value.map(rule => rule.name);
  return {
    ok: true,
    value: {
      asOf: session.clock.now(),
      alarm: alarm.value,
      rules: rules.value,
      above,
      caller: identity.ok ? identity.value.callerArn : undefined,
      ruleName: nextRuleName(session, name, taken),
    },
  };
}

/** One alarm as it is now. */
export async function readAlarm(session: Session, name: string): Promise<Outcome<AlarmFact>> {
  const found = await session.attempt('cloudwatch:DescribeAlarms', async () => {
    for await (const [alarm] of listAlarms(session, {names: [name]})) if (alarm) return alarm;
    return undefined;
  });
  if (!found.ok) return found;
  if (found.value) return {ok: true, value: found.value};
  const sentence = `There is no alarm ${name} in ${session.region} any more: refresh.`;
  return {ok: false, problem: {missing: 'failed', code: 'ResourceNotFound', sentence}};
}

import type {Outcome} from '../../../aws/problem.ts';
import type {Session} from '../../../aws/session.ts';
import {actionsOf} from '../alarm-actions.ts';
import type {AlarmFact} from '../facts.ts';
import {muteOf} from '../mutes.ts';
import {listAlarms, listMuteRules} from '../requests.ts';

/** A composite that takes an alarm into account, itself or through another composite. */
export type Above = {readonly alarm: AlarmFact; readonly isMuted: boolean};

/** The composites above an alarm, the nearest first: what they do is not muted with it. */
export function readAbove(session: Session, name: string): Promise<Outcome<readonly Above[]>> {
  return session.attempt('cloudwatch:DescribeAlarms', async () => {
    const found = new Map<string, AlarmFact>();
    let level = [name];
    while (level.length > 0) {
      const parents = (await Promise.all(level.map(child => parentsOf(session, child)))).flat();
      const fresh = parents.filter(parent => parent.name !== name && !found.has(parent.name));
      for (const parent of fresh) found.set(parent.name, parent);
      level = [...new Set(fresh.map(parent => parent.name))];
    }
    const paging = [...found.values()].filter(fact => fact.actionsEnabled && fact.alarmActions.length > 0);
    return Promise.all(
      paging.map(async alarm => {
        const rules = await listMuteRules(session, alarm.name);
        return {alarm, isMuted: muteOf(alarm, rules) !== undefined};
      }),
    );
  });
}

async function parentsOf(session: Session, child: string): Promise<readonly AlarmFact[]> {
  const parents: AlarmFact[] = [];
  for await (const page of listAlarms(session, {parentsOf: child})) parents.push(...page);
  return parents;
}

/** What still happens when an alarm is silent: sentences about the composites above it. */
export function aboveWarnings(above: Outcome<readonly Above[]>): readonly string[] {
  if (!above.ok) {
    return [`Which composite alarms take it into account could not be read. ${above.problem.sentence}`];
  }
  return above.value
    .filter(({isMuted, alarm}) => !isMuted && alarm.suppressedBy === undefined)
    .map(
      ({alarm}) =>
        `${alarm.name} takes it into account and still ${doneBy(alarm)} when it fires: mute that too (alarms.mute ${alarm.name}).`,
    );
}

/** What an alarm does when it fires, in words. */
export const doneBy = (alarm: AlarmFact): string =>
  actionsOf(alarm, new Map())
    .filter(({on}) => on === 'ALARM')
    .map(({does}) => does)
    .join(', ');

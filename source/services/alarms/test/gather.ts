import type {ActionTarget} from '../../../actions/plan.ts';
import type {Outcome, Problem} from '../../../aws/problem.ts';
import type {Session} from '../../../aws/session.ts';
import {describeAction} from '../doing/describe-action.ts';
import type {AlarmFact, MuteRuleFact, TopicFact} from '../facts.ts';
import {mostNames} from '../limits.ts';
import type {AlarmState} from '../model.ts';
import {alarmsIn, parseRule} from '../rule/index.ts';
import type {TestFacts} from './facts.ts';

const described = 'cloudwatch:DescribeAlarms';

/** Reads an alarm as it is now, all that changes with it, and who would hear of it. */
export async function gatherTest(
  session: Session,
  {resource: name}: ActionTarget,
): Promise<Outcome<TestFacts>> {
  const identity = await session.identify();
  if (!identity.ok) return identity;
  const [found, above] = await Promise.all([
    named(session, [name]),
    session.attempt(described, () => parentsOf(session, name)),
  ]);
  if (!found.ok) return found;
  if (!above.ok) return above;
  const [alarm] = found.value;
  if (!alarm) return {ok: false, problem: goneProblem(name, session)};
  const parents = above.value;
  const family = [alarm, ...parents];
  const [states, muteRules, topics] = await Promise.all([
    statesAround(session, family),
    mutesOf(session, family),
    topicsOf(session, family),
  ]);
  if (!states.ok) return states;
  const {callerArn} = identity.value;
  const asOf = session.clock.now();
  return {ok: true, value: {asOf, callerArn, alarm, parents, states: states.value, muteRules, topics}};
}

async function listed(
  session: Session,
  query: {names: readonly string[]} | {parentsOf: string},
): Promise<readonly AlarmFact[]> {
  const {listAlarms} = await import('../requests.ts');
  const found: AlarmFact[] = [];
  for await (const page of listAlarms(session, query)) found.push(...page);
  return found;
}

async function named(session: Session, names: readonly string[]): Promise<Outcome<readonly AlarmFact[]>> {
  return session.attempt(described, async () => {
    const found: AlarmFact[] = [];
    for (let from = 0; from < names.length; from += mostNames) {
      found.push(...(await listed(session, {names: names.slice(from, from + mostNames)})));
    }
    return found;
  });
}

/** The composites above an alarm, level by level: AWS names those of one level, and says little else of them. */
async function parentsOf(session: Session, name: string): Promise<readonly AlarmFact[]> {
  const known = new Map<string, AlarmFact>();
  let level = [name];
  while (level.length > 0) {
    const above = await Promise.all(level.map(child => listed(session, {parentsOf: child})));
    const fresh = new Set(above.flat().map(parent => parent.name));
    for (const each of [...known.keys(), name]) fresh.delete(each);
    level = [...fresh];
    if (level.length === 0) break;
    for (let from = 0; from < level.length; from += mostNames) {
      const whole = await listed(session, {names: level.slice(from, from + mostNames)});
      for (const parent of whole) known.set(parent.name, parent);
    }
  }
  return [...known.values()];
}

/** The states of all that the rules of these alarms ask about. */
async function statesAround(
  session: Session,
  family: readonly AlarmFact[],
): Promise<Outcome<ReadonlyMap<string, AlarmState>>> {
  const states = new Map(family.map(({name, state}) => [name, state]));
  const asked = family.flatMap(({rule}) => {
    const parsed = rule === undefined ? undefined : parseRule(rule);
    return parsed && 'rule' in parsed ? alarmsIn(parsed.rule) : [];
  });
  const others = await named(
    session,
    [...new Set(asked)].filter(name => !states.has(name)),
  );
  if (!others.ok) return others;
  for (const {name, state} of others.value) states.set(name, state);
  return {ok: true, value: states};
}

const mutesOf = (session: Session, family: readonly AlarmFact[]): Promise<Outcome<readonly MuteRuleFact[]>> =>
  session.attempt('cloudwatch:ListAlarmMuteRules', async () => {
    const {listMuteRules} = await import('../requests.ts');
    const rules = await Promise.all(family.map(({name}) => listMuteRules(session, name)));
    return [...new Map(rules.flat().map(rule => [rule.name, rule])).values()];
  });

async function topicsOf(
  session: Session,
  family: readonly AlarmFact[],
): Promise<ReadonlyMap<string, Outcome<TopicFact>>> {
  const {readTopic} = await import('../requests.ts');
  const actions = family.flatMap(({alarmActions, okActions, insufficientDataActions}) => [
    ...alarmActions,
    ...okActions,
    ...insufficientDataActions,
  ]);
  const topics = new Set(actions.map(arn => describeAction(arn).topic).filter(topic => topic !== undefined));
  const read = async (arn: string) =>
    [arn, await session.attempt('sns:ListSubscriptionsByTopic', () => readTopic(session, arn))] as const;
  return new Map(await Promise.all([...topics].map(read)));
}

const goneProblem = (name: string, {region}: Session): Problem => ({
  missing: 'failed',
  code: 'ResourceNotFound',
  sentence: `There is no alarm named ${name} in ${region} any more: refresh.`,
});

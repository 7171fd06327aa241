import type {
  DescribeAlarmHistoryCommandOutput,
  DescribeAlarmsCommandInput,
  DescribeAlarmsCommandOutput,
  ListAlarmMuteRulesCommandOutput,
} from '@aws-sdk/client-cloudwatch';
import type {ListSubscriptionsByTopicCommandOutput} from '@aws-sdk/client-sns';
import type {Session} from '../../aws/session.ts';
import {compositeAlarmOf, logAlarmOf, metricAlarmOf} from './described.ts';
import type {AlarmFact, ChangesFact, MuteRuleFact, TopicFact} from './facts.ts';
import {historyEntryOf} from './history-entry.ts';
import {mostInPage} from './limits.ts';
import type {AlarmState, HistoryEntry} from './model.ts';

/** Without it only metric alarms are described. DescribeAlarms, API reference. */
const everyType = ['MetricAlarm', 'CompositeAlarm', 'LogAlarm'] as const;

/** Which alarms: all of them unless said. */
export type AlarmQuery = {
  readonly state?: AlarmState;
  readonly names?: readonly string[];
  readonly prefix?: string;
  /** The composites that take this alarm into account. */
  readonly parentsOf?: string;
};

/** The alarms of the region, page by page. */
export async function* listAlarms(
  session: Session,
  {state, names, prefix, parentsOf}: AlarmQuery = {},
): AsyncGenerator<readonly AlarmFact[]> {
  if (parentsOf !== undefined) {
    for await (const page of describe(session, {ParentsOfAlarmName: parentsOf})) {
      // Of parents AWS gives the name and the ARN, and nothing else.
      const parents = (page.CompositeAlarms ?? []).flatMap(({AlarmName: name}) => name ?? []);
      if (parents.length > 0) yield* listAlarms(session, {names: parents});
    }
    return;
  }
  const asked: DescribeAlarmsCommandInput = {
    AlarmTypes: [...everyType],
    ...(state === undefined ? {} : {StateValue: state}),
    ...(names === undefined ? {} : {AlarmNames: [...names]}),
    ...(prefix === undefined ? {} : {AlarmNamePrefix: prefix}),
  };
  for await (const page of describe(session, asked)) {
    yield [
      ...(page.MetricAlarms ?? []).map(metricAlarmOf),
      ...(page.CompositeAlarms ?? []).map(compositeAlarmOf),
      ...(page.LogAlarms ?? []).map(logAlarmOf),
    ].filter(alarm => alarm !== undefined);
  }
}

async function* describe(
  {clients, signal}: Session,
  asked: DescribeAlarmsCommandInput,
): AsyncGenerator<DescribeAlarmsCommandOutput> {
  const {DescribeAlarmsCommand} = await import('@aws-sdk/client-cloudwatch');
  const client = await clients.cloudwatch();
  let next: string | undefined;
  do {
    const page: DescribeAlarmsCommandOutput = await client.send(
      new DescribeAlarmsCommand({
        ...asked,
        MaxRecords: mostInPage,
        ...(next === undefined ? {} : {NextToken: next}),
      }),
      {abortSignal: signal},
    );
    yield page;
    next = page.NextToken;
  } while (next !== undefined && next !== '');
}

/** What happened to an alarm since then, the newest first; at most so many pages of it. */
export async function readHistory(
  {clients, signal}: Session,
  name: string,
  since: number,
  mostPages = 3,
): Promise<readonly HistoryEntry[]> {
  const {DescribeAlarmHistoryCommand} = await import('@aws-sdk/client-cloudwatch');
  const client = await clients.cloudwatch();
  const entries: HistoryEntry[] = [];
  let next: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const answer: DescribeAlarmHistoryCommandOutput = await client.send(
      new DescribeAlarmHistoryCommand({
        AlarmName: name,
        AlarmTypes: [...everyType],
        StartDate: new Date(since),
        ScanBy: 'TimestampDescending',
        MaxRecords: mostInPage,
        ...(next === undefined ? {} : {NextToken: next}),
      }),
      {abortSignal: signal},
    );
    entries.push(
      ...(answer.AlarmHistoryItems ?? []).map(historyEntryOf).filter(entry => entry !== undefined),
    );
    next = answer.NextToken;
    if (next === undefined || next === '') break;
  }
  return entries;
}

/** How often each alarm changed its state since then: one question for all of them, in at most so many pages. */
export async function readChanges(
  {clients, signal}: Session,
  since: number,
  mostPages = 10,
): Promise<ChangesFact> {
  const {DescribeAlarmHistoryCommand} = await import('@aws-sdk/client-cloudwatch');
  const client = await clients.cloudwatch();
  const byName = new Map<string, number>();
  let next: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const answer: DescribeAlarmHistoryCommandOutput = await client.send(
      new DescribeAlarmHistoryCommand({
        AlarmTypes: [...everyType],
        HistoryItemType: 'StateUpdate',
        StartDate: new Date(since),
        ScanBy: 'TimestampDescending',
        MaxRecords: mostInPage,
        ...(next === undefined ? {} : {NextToken: next}),
      }),
      {abortSignal: signal},
    );
    for (const item of answer.AlarmHistoryItems ?? []) {
      const entry = historyEntryOf(item);
      const {AlarmName: name} = item;
      if (name === undefined || entry === undefined || entry.from === entry.to) continue;
      byName.set(name, (byName.get(name) ?? 0) + 1);
    }
    next = answer.NextToken;
    if (next === undefined || next === '') return {byName, whole: true};
  }
  return {byName, whole: false};
}

/** The mute rules that hold, or will: those that are over say nothing any more. Those of one alarm, where it is named. */
export async function listMuteRules(session: Session, alarm?: string): Promise<readonly MuteRuleFact[]> {
  const {ListAlarmMuteRulesCommand} = await import('@aws-sdk/client-cloudwatch');
  const {clients, signal} = session;
  const client = await clients.cloudwatch();
  const arns: string[] = [];
  let next: string | undefined;
  do {
    const page: ListAlarmMuteRulesCommandOutput = await client.send(
      new ListAlarmMuteRulesCommand({
        Statuses: ['ACTIVE', 'SCHEDULED'],
        ...(alarm === undefined ? {} : {AlarmName: alarm}),
        MaxRecords: mostInPage,
        ...(next === undefined ? {} : {NextToken: next}),
      }),
      {abortSignal: signal},
    );
    arns.push(
      ...(page.AlarmMuteRuleSummaries ?? []).flatMap(({AlarmMuteRuleArn: arn}) => (arn ? [arn] : [])),
    );
    next = page.NextToken;
  } while (next !== undefined && next !== '');
  const rules = await Promise.all(arns.map(arn => readMuteRule(session, nameOfRule(arn))));
  return rules.filter(rule => rule !== undefined);
}

/** A summary has an ARN and no name: `arn:aws:cloudwatch:REGION:ACCOUNT:alarm-mute-rule:NAME`. */
const nameOfRule = (arn: string): string => arn.split(':').slice(6).join(':');

/** A mute rule by its name; undefined when it is gone, which between two requests is no failure. */
export async function readMuteRule(
  {clients, signal}: Session,
  name: string,
): Promise<MuteRuleFact | undefined> {
  const {GetAlarmMuteRuleCommand, ResourceNotFoundException} = await import('@aws-sdk/client-cloudwatch');
  const client = await clients.cloudwatch();
  try {
    const rule = await client.send(new GetAlarmMuteRuleCommand({AlarmMuteRuleName: name}), {
      abortSignal: signal,
    });
    const schedule = rule.Rule?.Schedule;
    return {
      name: rule.Name ?? name,
      arn: rule.AlarmMuteRuleArn ?? name,
      status: rule.Status,
      description: rule.Description,
      alarms: rule.MuteTargets?.AlarmNames ?? [],
      recurring: rule.MuteType === 'RECURRING',
      expression: schedule?.Expression,
      duration: schedule?.Duration,
      timezone: schedule?.Timezone,
      startAt: rule.StartDate?.getTime(),
      expireAt: rule.ExpireDate?.getTime(),
    };
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

/** Who gets what a topic sends: nobody, of one that is gone. */
export async function readTopic(session: Session, arn: string): Promise<TopicFact> {
  const {NotFoundException} = await import('@aws-sdk/client-sns');
  try {
    return await readSubscriptions(session, arn);
  } catch (error) {
    if (error instanceof NotFoundException) return {confirmed: 0, pending: 0};
    throw error;
  }
}

async function readSubscriptions({clients, signal}: Session, arn: string): Promise<TopicFact> {
  const {ListSubscriptionsByTopicCommand} = await import('@aws-sdk/client-sns');
  const client = await clients.sns();
  let [confirmed, pending] = [0, 0];
  let next: string | undefined;
  do {
    const page: ListSubscriptionsByTopicCommandOutput = await client.send(
      new ListSubscriptionsByTopicCommand({TopicArn: arn, ...(next === undefined ? {} : {NextToken: next})}),
      {abortSignal: signal},
    );
    for (const {SubscriptionArn: subscription} of page.Subscriptions ?? []) {
      if (subscription?.startsWith('arn:')) confirmed += 1;
      else pending += 1;
    }
    next = page.NextToken;
  } while (next !== undefined && next !== '');
  return {confirmed, pending};
}

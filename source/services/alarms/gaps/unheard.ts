import type {Finding} from '../../../monitor/schema.ts';
import {finding} from '../../finding.ts';
import type {AlarmFact} from '../facts.ts';
import {alarmsIn, parseRule} from '../rule/index.ts';
import {resourcesOf} from './coverage.ts';
import type {GapContext} from './gaps.ts';

type About = Pick<Finding, 'severity' | 'service' | 'account' | 'region' | 'arn' | 'resource'>;

const aboutAlarm = ({account, region}: GapContext, {arn, name}: AlarmFact): About => ({
  severity: 'info',
  service: 'alarms',
  account,
  region,
  arn,
  resource: name,
});

/** Alarms on what is gone, and alarms that do nothing when they fire. */
export function alarmGaps(context: GapContext): readonly Finding[] {
  const {alarms, others} = context;
  const children = new Set(alarms.flatMap(childrenOf));
  const streams = others.kinesis && new Set(others.kinesis.map(({name}) => name));
  const queues = others.queues && new Set(others.queues.map(({name}) => name));
  return alarms.flatMap(alarm => {
    const gone = [
      ...missingFrom(streams, resourcesOf(alarm, 'AWS/Kinesis', 'StreamName'), 'stream'),
      ...missingFrom(queues, resourcesOf(alarm, 'AWS/SQS', 'QueueName'), 'queue'),
    ];
    if (gone.length > 0) {
      const detail = `It looks at ${gone.join(' and ')}, which is not in ${context.region}: it can tell nobody anything.`;
      const title = 'what it looks at is gone';
      return [finding({...aboutAlarm(context, alarm), kind: 'alarms.resource-gone', title, detail})];
    }
    // What a composite takes into account need not page by itself.
    if (alarm.alarmActions.length > 0 || children.has(alarm.name)) return [];
    const detail =
      'No action is wired to it, and no composite alarm takes it into account: when it fires, nobody is told.';
    return [
      finding({
        ...aboutAlarm(context, alarm),
        kind: 'alarms.no-action',
        title: 'does nothing when it fires',
        detail,
      }),
    ];
  });
}

const missingFrom = (there: ReadonlySet<string> | undefined, named: readonly string[], what: string) =>
  there ? named.filter(name => !there.has(name)).map(name => `the ${what} ${name}`) : [];

function childrenOf({rule, suppressor}: AlarmFact): readonly string[] {
  const parsed = rule === undefined ? undefined : parseRule(rule);
  const named = parsed && 'rule' in parsed ? alarmsIn(parsed.rule) : [];
  return suppressor === undefined ? named : [...named, nameOfAlarm(suppressor)];
}

/** The name in an alarm's ARN, colons and all, or what is no ARN as it is. */
const nameOfAlarm = (arn: string): string =>
  arn.startsWith('arn:') ? arn.split(':').slice(6).join(':') : arn;

/** Topics that alarms page, and that nobody hears: told once, at the first alarm that pages them. */
export function topicGaps(context: GapContext): readonly Finding[] {
  const unheard = [...context.topics].filter(([, {confirmed}]) => confirmed === 0).map(([arn]) => arn);
  const told = new Set<string>();
  return context.alarms
    .toSorted((a, b) => a.name.localeCompare(b.name))
    .flatMap(alarm => {
      const topics = unheard.filter(arn => alarm.alarmActions.includes(arn) && !told.has(arn));
      if (topics.length === 0) return [];
      for (const arn of topics) told.add(arn);
      const detail = topics.map(arn => sentenceOf(arn, context)).join(' ');
      const title = 'its topic reaches nobody';
      return [finding({...aboutAlarm(context, alarm), kind: 'alarms.topic-unheard', title, detail})];
    });
}

function sentenceOf(arn: string, {alarms, topics}: GapContext): string {
  const users = alarms.filter(({alarmActions}) => alarmActions.includes(arn)).length;
  const pending = topics.get(arn)?.pending;
  const waiting = pending ? `, ${pending} never confirmed` : '';
  const who = users === 1 ? 'the alarm that pages it reaches' : `the ${users} alarms that page it reach`;
  const name = arn.slice(arn.lastIndexOf(':') + 1);
  return `Topic ${name} has no confirmed subscription${waiting}: ${who} nobody.`;
}

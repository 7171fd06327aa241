import type {Finding} from '../../../monitor/schema.ts';
import {finding} from '../../finding.ts';
import type {Stream} from '../../kinesis/model.ts';
import type {AlarmFact} from '../facts.ts';
import {putAlarmCommand, unusedName} from './command.ts';
import {alarmsOn} from './coverage.ts';
import type {GapContext} from './gaps.ts';

const namespace = 'AWS/Kinesis';
const sharedAge = 'GetRecords.IteratorAgeMilliseconds';
const enhancedAge = 'SubscribeToShardEvent.MillisBehindLatest';

/** A reader that is a quarter of an hour behind is worth a page on any stream. */
const proposedThresholdMs = 15 * 60_000;

/** Streams whose readers could fall behind, or die, and nobody would be told. */
export const streamGaps = (context: GapContext): readonly Finding[] =>
  (context.others.kinesis ?? []).flatMap(stream => gapOf(stream, context));

function gapOf(stream: Stream, {alarms, account, region, usualTopic}: GapContext): readonly Finding[] {
  if (stream.consumers.length === 0) return [];
  const dimensions = {StreamName: stream.name};
  const age = alarmsOn(alarms, {namespace, names: [sharedAge, enhancedAge], dimensions});
  const functions = stream.consumers.filter(({kind}) => kind === 'lambda').map(({name}) => name);
  const ofFunctions = functions.flatMap(name =>
    alarmsOn(alarms, {namespace: 'AWS/Lambda', names: ['IteratorAge'], dimensions: {FunctionName: name}}),
  );
  const covering = [...age, ...ofFunctions];
  const enhanced = stream.consumers.find(({kind}) => kind === 'enhanced');
  const onlyEnhanced = enhanced && stream.consumers.every(({kind}) => kind === 'enhanced');
  const cli = putAlarmCommand(
    {
      name: unusedName(`${stream.name}-${covering.length === 0 ? 'iterator-age' : 'reader-gone'}`, alarms),
      namespace,
      metric: onlyEnhanced ? enhancedAge : sharedAge,
      dimensions: onlyEnhanced ? {...dimensions, ConsumerName: enhanced.name} : dimensions,
      statistic: 'Maximum',
      threshold: proposedThresholdMs,
      evaluationPeriods: 5,
      datapointsToAlarm: 3,
      missingData: 'breaching',
    },
    usualTopic,
    region,
  );
  const about = {
    severity: 'info',
    service: 'alarms',
    account,
    region,
    arn: stream.arn,
    resource: stream.name,
    suggest: {action: '', args: {stream: stream.name}, cli},
  } as const;
  if (covering.length === 0) {
    const title = 'no alarm on its readers';
    const detail = `No alarm looks at how far the readers of ${stream.name} are behind: nobody is told before records are lost.`;
    return [finding({...about, kind: 'alarms.no-age-alarm', title, detail})];
  }
  if (covering.some(pagesOnSilence)) return [];
  const names = covering.map(({name}) => name).join(', ');
  const detail = `${names} does not treat missing data as breaching: a reader that dies sends no age, and nobody is told.`;
  return [finding({...about, kind: 'alarms.age-silent', title: 'a dead reader pages nobody', detail})];
}

const pagesOnSilence = ({missingData}: AlarmFact): boolean => missingData === 'breaching';

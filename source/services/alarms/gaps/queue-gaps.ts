import type {Finding} from '../../../monitor/schema.ts';
import {finding} from '../../finding.ts';
import type {Queue} from '../../queues/model.ts';
import {putAlarmCommand, unusedName} from './command.ts';
import {alarmsOn} from './coverage.ts';
import type {GapContext} from './gaps.ts';

const namespace = 'AWS/SQS';
/** What rises when a message dies. */
const telling = ['ApproximateNumberOfMessagesVisible', 'ApproximateAgeOfOldestMessage'];
/** Dead letters are moved, not sent: this stays at zero. SQS developer guide, dead-letter queues. */
const silent = ['NumberOfMessagesSent'];

/** Dead-letter queues that could fill, and nobody would be told. */
export const queueGaps = (context: GapContext): readonly Finding[] =>
  (context.others.queues ?? [])
    .filter(({isDeadLetter}) => isDeadLetter === true)
    .flatMap(queue => gapOf(queue, context));

function gapOf(queue: Queue, {alarms, account, region, usualTopic}: GapContext): readonly Finding[] {
  const dimensions = {QueueName: queue.name};
  if (alarmsOn(alarms, {namespace, names: telling, dimensions}).length > 0) return [];
  const deaf = alarmsOn(alarms, {namespace, names: silent, dimensions});
  const cli = putAlarmCommand(
    {
      name: unusedName(`${queue.name}-not-empty`, alarms),
      namespace,
      metric: 'ApproximateNumberOfMessagesVisible',
      dimensions,
      statistic: 'Maximum',
      threshold: 0,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      // A queue that was idle for hours has no metrics at all: that is no message, not a broken one.
      missingData: 'notBreaching',
    },
    usualTopic,
    region,
  );
  const about = {
    severity: 'info',
    service: 'alarms',
    account,
    region,
    arn: queue.arn,
    resource: queue.name,
    suggest: {action: '', args: {queue: queue.name}, cli},
  } as const;
  if (deaf.length === 0) {
    const detail = `No alarm looks at how many messages wait in ${queue.name}: it can fill without anybody being told.`;
    return [finding({...about, kind: 'alarms.no-depth-alarm', title: 'no alarm on its depth', detail})];
  }
  const names = deaf.map(({name}) => name).join(', ');
  const detail = `${names} looks at NumberOfMessagesSent, which dead letters do not raise: they are moved, not sent. It never fires.`;
  return [finding({...about, kind: 'alarms.deaf-depth-alarm', title: 'its alarm can never fire', detail})];
}

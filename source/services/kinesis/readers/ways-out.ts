import {formatDuration} from '../../../text/duration.ts';
import {formatCount} from '../../../text/number.ts';
import type {Loss} from '../model.ts';
import {shardIdInWords} from '../wording.ts';
import type {Cause} from './cause.ts';
import type {StreamReader} from './reader.ts';
import {retentionThatLeavesADay} from './retention-choice.ts';

const hourMs = 3_600_000;
const mostParallel = 10;

export type Situation = {
  readonly stream: string;
  readonly arn: string;
  readonly region: string;
  readonly retentionHours: number | undefined;
  readonly reader: StreamReader;
  readonly loss: Loss;
  readonly cause: Cause;
};

/** What can be done about readers that are behind, the first thing first. */
export function waysOut(situation: Situation): string[] {
  const {loss, cause} = situation;
  const isLoss = loss.state === 'losing' || loss.state === 'at-risk';
  return [
    ...(isLoss ? moreTime(situation) : []),
    ...remedies(situation),
    ...(cause.kind === 'disabled' || cause.kind === 'gone' ? [] : [splitIsNone]),
  ];
}

const splitIsNone =
  'A split does not help records that are already waiting: they stay in their shard, and are read before its children.';

/** The hours to raise the retention to, where that buys time. */
export function retentionFor({reader, retentionHours, loss}: Situation): number | undefined {
  if (retentionHours === undefined || !reader.lag || loss.limitedBy === 'maximum-record-age')
    return undefined;
  const {settledMs, slopeMsPerSecond} = reader.lag;
  return retentionThatLeavesADay(settledMs, slopeMsPerSecond, retentionHours);
}

export const retainCommand = ({stream, region}: Situation, hours: number): string =>
  `aws kinesis increase-stream-retention-period --region ${region} --stream-name ${stream} --retention-period-hours ${hours}`;

function moreTime(situation: Situation): string[] {
  const {reader, loss, retentionHours} = situation;
  if (loss.limitedBy === 'maximum-record-age') {
    return [
      `Have the mapping keep older records first: ${update(reader, '--maximum-record-age-in-seconds -1')}. A longer retention does not help while the mapping drops them.`,
    ];
  }
  const hours = retentionFor(situation);
  if (hours === undefined) return [];
  return [
    `Raise the retention from ${formatDuration((retentionHours ?? 0) * hourMs)} to ${formatDuration(hours * hourMs)} first (kinesis.retain): ${retainCommand(situation, hours)}`,
  ];
}

const update = ({mapping}: StreamReader, change: string): string =>
  `aws lambda update-event-source-mapping --uuid ${mapping?.uuid ?? 'UUID'} ${change}`;

const giveUp = '--bisect-batch-on-function-error --maximum-retry-attempts 3';

function remedies({reader, cause, arn}: Situation): string[] {
  switch (cause.kind) {
    case 'disabled':
      return [`Enable the mapping of ${reader.consumer.name}: ${update(reader, '--enabled')}`];
    case 'gone':
      return [restart(reader)];
    case 'unread-shard':
      return [`Start a worker for ${shardsInWords(cause.shards)}: nobody reads there.`];
    case 'failing-batch':
      return [
        `Have the mapping give up on the batch, with a queue or topic for what fails (--destination-config): ${update(reader, giveUp)}`,
        `Find the record that fails in the log of ${reader.consumer.name}, and have the function skip it.`,
      ];
    case 'failing-function':
      return [
        `Repair ${reader.consumer.name} or roll it back: ${formatCount(cause.failing * 100)}% of its invocations fail.`,
      ];
    case 'stuck-shard':
      return [
        `Look at the worker of ${shardsInWords(cause.shards)}: a record may fail there over and over, or its lease hangs.`,
      ];
    case 'reads-refused':
    case 'read-limit':
      return [
        `Give a reader its own 2 MiB/s a shard by enhanced fan-out: aws kinesis register-stream-consumer --stream-arn ${arn} --consumer-name NAME`,
        'Have fewer readers share the shards, or poll less often: five GetRecords calls a second and 2 MiB/s a shard are for all of them.',
      ];
    case 'slow':
      return faster(reader);
  }
}

function restart({consumer, mapping}: StreamReader): string {
  if (mapping) {
    return `Find out why ${consumer.name} is not invoked though its mapping is ${mapping.state}: its concurrency, its role, its key.`;
  }
  return consumer.kind === 'enhanced'
    ? `Start ${consumer.name} again: nothing is delivered to it.`
    : 'Start the reader again: nobody calls GetRecords.';
}

function faster(reader: StreamReader): string[] {
  const {consumer, mapping} = reader;
  if (!mapping)
    return [
      `Give ${consumer.kind === 'shared' ? 'the readers' : consumer.name} more workers, up to one a shard, or faster ones.`,
    ];
  const factor = mapping.parallelizationFactor ?? 1;
  const wanted = Math.min(mostParallel, factor * 2);
  return [
    ...(factor < mostParallel
      ? [
          `Read more batches of a shard at a time, ${wanted} instead of ${factor}: ${update(reader, `--parallelization-factor ${wanted}`)}`,
        ]
      : []),
    `Make ${consumer.name} faster: larger batches, more memory, less work for each record.`,
  ];
}

/** `shard 0003`, `shards 0003, 0007 and 4 more`; or one that nobody can name. */
export function shardsInWords(ids: readonly string[]): string {
  const [first, second, ...more] = ids.map(shardIdInWords);
  if (first === undefined)
    return 'the shard whose age rises (IteratorAgeMilliseconds of the shards tells which)';
  if (second === undefined) return `shard ${first}`;
  return `shards ${first}${more.length === 0 ? ` and ${second}` : `, ${second} and ${more.length} more`}`;
}

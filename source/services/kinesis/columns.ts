import {formatMegabytes} from '../../text/bytes.ts';
import {formatDuration} from '../../text/duration.ts';
import {missingMark} from '../../text/marks.ts';
import {measuredColumn} from '../../text/measured-column.ts';
import {formatCount, formatFactor, formatShare} from '../../text/number.ts';
import type {Column} from '../../text/table.ts';
import type {Stream} from './model.ts';
import {lossSortValue, lossText, lossTone, refusedTone} from './wording.ts';

export {consumerColumns} from './consumer-columns.ts';
export {shardColumns} from './shard-columns.ts';
export {formatSlope, lossText, shortShardId} from './wording.ts';

const megabytes = 1e6;
const percent = 0.01;
const seconds = 1000;
const hours = 3600 * seconds;

export const streamColumns: readonly Column<Stream>[] = [
  {
    id: 'name',
    title: 'STREAM',
    width: 16,
    grow: 'content',
    priority: 0,
    text: stream => stream.name,
    tone: () => 'strong',
    sortValue: stream => stream.name,
    describe: 'the name of the stream',
  },
  measuredColumn<Stream>('utilization', formatShare, {
    id: 'used',
    title: 'USED',
    width: 7,
    priority: 1,
    unit: percent,
    describe: 'writes accepted, over what the open shards can take: the larger of bytes and records',
  }),
  measuredColumn<Stream>('refusedPerMinute', formatCount, {
    id: 'refused',
    title: 'REFUSED/m',
    width: 9,
    priority: 2,
    tone: refusedTone,
    describe: 'records refused for want of write capacity, a minute',
  }),
  measuredColumn<Stream>('iteratorAgeMs', formatDuration, {
    id: 'age',
    title: 'AGE',
    width: 7,
    priority: 3,
    unit: seconds,
    describe: 'how old the records are that the slowest shared reader was last given',
  }),
  {
    id: 'loss',
    title: 'LOSS IN',
    width: 8,
    priority: 4,
    align: 'right',
    text: (stream, glyphs) => lossText(stream.loss, glyphs),
    tone: stream => lossTone(stream.loss),
    sortValue: stream => lossSortValue(stream.loss),
    unit: seconds,
    describe: 'when the oldest unread records pass the retention, if it goes on like this',
  },
  measuredColumn<Stream>('inBytesPerSecond', formatMegabytes, {
    id: 'in',
    title: 'IN MB/s',
    width: 7,
    priority: 5,
    unit: megabytes,
    describe: 'megabytes accepted a second',
  }),
  measuredColumn<Stream>('openShards', formatCount, {
    id: 'shards',
    title: 'SHARDS',
    width: 7,
    priority: 6,
    describe: 'open shards',
  }),
  measuredColumn<Stream>('inRecordsPerSecond', formatCount, {
    id: 'records',
    title: 'REC/s',
    width: 7,
    priority: 7,
    describe: 'records accepted a second',
  }),
  measuredColumn<Stream>('skew', formatFactor, {
    id: 'skew',
    title: 'SKEW',
    width: 6,
    priority: 8,
    describe: 'the busiest shard over the mean of all of them',
  }),
  measuredColumn<Stream>('utilizationPeak1h', formatShare, {
    id: 'peak',
    title: 'PEAK 1h',
    width: 8,
    priority: 9,
    unit: percent,
    describe: 'the fullest minute of the last hour',
  }),
  measuredColumn<Stream>('outBytesPerSecond', formatMegabytes, {
    id: 'out',
    title: 'OUT MB/s',
    width: 8,
    priority: 10,
    unit: megabytes,
    describe: 'megabytes read a second with GetRecords',
  }),
  measuredColumn<Stream>('readRefusedPerMinute', formatCount, {
    id: 'read-refused',
    title: 'READ REF/m',
    width: 10,
    priority: 11,
    describe: 'reads refused a minute',
  }),
  {
    ...measuredColumn<Stream>('retentionHours', value => formatDuration(value * hours), {
      id: 'retention',
      title: 'KEPT',
      width: 6,
      priority: 12,
      unit: hours,
      describe: 'how long records are kept; a plain number means hours',
    }),
    sortValue: stream => (stream.retentionHours === null ? undefined : stream.retentionHours * hours),
  },
  {
    id: 'mode',
    title: 'MODE',
    width: 11,
    priority: 13,
    text: (stream, glyphs) => stream.mode ?? missingMark(stream.missing.mode, glyphs),
    sortValue: stream => stream.mode ?? undefined,
    describe: 'PROVISIONED or ON_DEMAND',
  },
  {
    id: 'status',
    title: 'STATUS',
    width: 8,
    priority: 14,
    text: stream => stream.status,
    tone: stream => (stream.status === 'ACTIVE' ? 'quiet' : 'warning'),
    sortValue: stream => stream.status,
    describe: 'ACTIVE, UPDATING, CREATING or DELETING',
  },
  {
    id: 'region',
    title: 'REGION',
    width: 14,
    priority: 15,
    text: stream => stream.region,
    sortValue: stream => stream.region,
    describe: 'the region of the stream',
  },
];

import {sparkline} from '../../text/bars.ts';
import {formatMegabytes} from '../../text/bytes.ts';
import {formatDuration} from '../../text/duration.ts';
import {missingMark} from '../../text/marks.ts';
import {measuredColumn} from '../../text/measured-column.ts';
import {formatCount, formatShare} from '../../text/number.ts';
import type {Column} from '../../text/table.ts';
import type {Shard} from './model.ts';
import {refusedTone, shortShardId} from './wording.ts';

const megabytes = 1e6;
const percent = 0.01;
const seconds = 1000;

const used = measuredColumn<Shard>('utilization', formatShare, {
  id: 'used',
  title: 'USED',
  width: 7,
  priority: 1,
  unit: percent,
  describe: 'accepted over what a shard can take: the larger of bytes and records; ~ is from a sample',
});

export const shardColumns: readonly Column<Shard>[] = [
  {
    id: 'shard',
    title: 'SHARD',
    width: 7,
    priority: 0,
    text: (shard, glyphs) => shortShardId(shard.id, glyphs),
    tone: shard => (shard.open ? 'plain' : 'quiet'),
    sortValue: shard => shard.id,
    describe: 'the end of the shard id; closed shards are dim',
  },
  {
    id: 'keys',
    title: 'KEYS',
    width: 6,
    align: 'right',
    priority: 6,
    text: shard => formatShare(shard.width),
    sortValue: shard => shard.width,
    unit: percent,
    describe: 'the share of the key space that the shard takes',
  },
  measuredColumn<Shard>('inBytesPerSecond', formatMegabytes, {
    id: 'in',
    title: 'IN MB/s',
    width: 7,
    priority: 4,
    unit: megabytes,
    describe: 'megabytes accepted a second; a shard takes 1',
  }),
  measuredColumn<Shard>('inRecordsPerSecond', formatCount, {
    id: 'records',
    title: 'REC/s',
    width: 7,
    priority: 5,
    describe: 'records accepted a second; a shard takes 1,000',
  }),
  {
    ...used,
    text: (shard, glyphs, width) =>
      `${shard.measuredBy === 'sample' ? '~' : ''}${used.text(shard, glyphs, width)}`,
    tone: shard => (shard.heat === 'hot' ? 'critical' : 'plain'),
  },
  measuredColumn<Shard>('refusedPerMinute', formatCount, {
    id: 'refused',
    title: 'REFUSED/m',
    width: 9,
    priority: 2,
    tone: refusedTone,
    describe: 'records refused for want of write capacity, a minute',
  }),
  measuredColumn<Shard>('iteratorAgeMs', formatDuration, {
    id: 'age',
    title: 'AGE',
    width: 7,
    priority: 3,
    unit: seconds,
    describe: 'how old the records are that the slowest shared reader was last given',
  }),
  {
    id: 'history',
    title: 'LAST HOUR',
    width: 12,
    grow: 60,
    priority: 7,
    text: (shard, glyphs, width) =>
      shard.history
        ? sparkline(shard.history.utilization, width, {max: 1, glyphs})
        : missingMark(shard.missing.history ?? 'not-asked', glyphs),
    describe: 'how full the shard was, minute by minute; a full block is its limit',
  },
  measuredColumn<Shard>('askedUtilizationAtMost', formatShare, {
    id: 'asked',
    title: 'ASKED <=',
    width: 8,
    priority: 8,
    unit: percent,
    describe: 'accepted and refused together, retries of producers among them: at most this was asked for',
  }),
  measuredColumn<Shard>('outBytesPerSecond', formatMegabytes, {
    id: 'out',
    title: 'OUT MB/s',
    width: 8,
    priority: 9,
    unit: megabytes,
    describe: 'megabytes read a second with GetRecords',
  }),
  measuredColumn<Shard>('readRefusedPerMinute', formatCount, {
    id: 'read-refused',
    title: 'READ REF/m',
    width: 10,
    priority: 10,
    describe: 'reads refused a minute',
  }),
];

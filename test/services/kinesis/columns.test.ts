import {describe, expect, test} from 'vitest';
import {type Missing, missingReasons} from '../../../source/reading.ts';
import {
  consumerColumns,
  formatSlope,
  shardColumns,
  shortShardId,
  streamColumns,
} from '../../../source/services/kinesis/columns.ts';
import {displayWidth} from '../../../source/text/cell.ts';
import {matches, parseFilter} from '../../../source/text/filter.ts';
import {lineText} from '../../../source/text/line.ts';
import type {Column} from '../../../source/text/table.ts';
import {markColumn, tableLines} from '../../../source/text/table.ts';
import {consumerOf, shardOf, streamOf} from '../../report/snapshots.ts';

const glyphs = {ascii: false};
const reading = <Row>(columns: readonly Column<Row>[], id: string, row: Row): string =>
  columns.find(column => column.id === id)?.text(row, glyphs, 12) ?? 'no such column';

describe('the columns of streams', () => {
  test('read as the sketches do', () => {
    const stream = streamOf('orders', {refusedPerMinute: 9600, iteratorAgeMs: 252_000});
    const shown = ['in', 'records', 'used', 'skew', 'refused', 'age', 'retention'].map(id =>
      reading(streamColumns, id, stream),
    );
    expect(shown).toEqual(['9.80', '6,120', '61%', '1.7', '9,600', '4m12s', '1d']);
  });

  test.each(missingReasons)('a number that is missing for "%s" is never a zero', (reason: Missing) => {
    const stream = streamOf('orders', {utilization: null, missing: {utilization: reason}});
    const text = reading(streamColumns, 'used', stream);
    expect(text).not.toBe('');
    expect(text).not.toMatch(/\d/);
  });

  test('denied, throttled, off and without data are four different things', () => {
    const texts = (['denied', 'throttled', 'disabled', 'no-data'] as const).map(reason =>
      reading(streamColumns, 'used', streamOf('orders', {utilization: null, missing: {utilization: reason}})),
    );
    expect(texts).toEqual(['denied', 'throttled', 'off', '--']);
  });

  test('when data is lost is a time that is left', () => {
    const loss = {state: 'at-risk', inSeconds: 6720, basis: 'measured', limitedBy: 'retention'} as const;
    expect(reading(streamColumns, 'loss', streamOf('orders', {loss}))).toBe('1h52m');
    const losing = streamOf('orders', {loss: {...loss, state: 'losing', inSeconds: 0}});
    expect(reading(streamColumns, 'loss', losing)).toBe('losing');
    expect(streamColumns.find(column => column.id === 'loss')?.tone?.(losing)).toBe('critical');
  });

  test('can be filtered by what they show', () => {
    const streams = [
      streamOf('orders', {refusedPerMinute: 9600}),
      streamOf('clicks', {inBytesPerSecond: 400_000, retentionHours: 168}),
    ];
    const found = (text: string): string[] => {
      const filter = parseFilter(text, streamColumns);
      return streams.filter(stream => matches(filter, stream, streamColumns)).map(stream => stream.name);
    };
    expect(found('refused>1k')).toEqual(['orders']);
    expect(found('in>1')).toEqual(['orders']);
    expect(found('retention>2d')).toEqual(['clicks']);
    expect(found('retention>100')).toEqual(['clicks']);
    expect(found('mode:prov')).toHaveLength(2);
  });
});

describe('the columns of shards and consumers', () => {
  test('a shard is called by the end of its id', () => {
    expect(shortShardId('shardId-000000000007', glyphs)).toBe('…0007');
    expect(shortShardId('shardId-000000012345', {ascii: true})).toBe('12345');
    expect(shortShardId('another-name', glyphs)).toBe('another-name');
  });

  test('a shard can be found by the whole of its id', () => {
    const filter = parseFilter('shardId-000000000007', shardColumns);
    expect(matches(filter, shardOf(7, 16), shardColumns)).toBe(true);
    expect(matches(filter, shardOf(8, 16), shardColumns)).toBe(false);
  });

  test('the last hour is drawn against the limit of the shard, not against its own peak', () => {
    const history = {
      startAt: '2026-11-21T11:04:00.000Z',
      periodSeconds: 60,
      utilization: [0.1, null, 0.5, 1],
    };
    expect(reading(shardColumns, 'history', shardOf(0, 4, {history})).trim()).toBe('▁ ▅█');
    expect(reading(shardColumns, 'history', shardOf(0, 4))).toBe('…');
  });

  test('a consumer says how far behind it is and where that goes', () => {
    const consumer = consumerOf('audit');
    expect(reading(consumerColumns, 'lag', consumer)).toBe('4m12s');
    expect(reading(consumerColumns, 'trend', consumer)).toBe('+12s/m');
    expect(formatSlope(0)).toBe('steady');
    expect(formatSlope(-200)).toBe('-12s/m');
  });
});

test('a shard fits on 80 columns with its last hour, and every title is whole', () => {
  const columns = [markColumn<ReturnType<typeof shardOf>>(() => 'quiet'), ...shardColumns];
  const {header} = tableLines(columns, [shardOf(0, 4)], {width: 80, glyphs});
  expect(lineText(header)).toMatch(/SHARD +KEYS +IN MB\/s +REC\/s +USED +REFUSED\/m +AGE +LAST HOUR/);
  for (const {title, width} of [...streamColumns, ...shardColumns, ...consumerColumns]) {
    expect(displayWidth(title)).toBeLessThanOrEqual(width);
  }
});

test('no two columns of a table share an id or a place in the queue to be dropped', () => {
  for (const columns of [streamColumns, shardColumns, consumerColumns]) {
    expect(new Set(columns.map(column => column.id)).size).toBe(columns.length);
    expect(new Set(columns.map(column => column.priority)).size).toBe(columns.length);
  }
});

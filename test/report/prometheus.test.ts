import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {expose} from '../../source/report/prometheus-text.ts';
import {said} from './said.ts';
import {denied, failing, hostile, hostileName, hostileQueues, together, troubled} from './snapshots.ts';

type Series = {readonly name: string; readonly labels: Record<string, string>; readonly value: number};

/** A reader of the exposition format 0.0.4, strict about everything that the format says. */
function readExposition(text: string): readonly Series[] {
  expect(text.endsWith('\n')).toBe(true);
  const found: Series[] = [];
  const typed = new Set<string>();
  let current = '';
  for (const line of text.slice(0, -1).split('\n')) {
    const comment = /^# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)$/.exec(line);
    if (comment) {
      const [, word, name = '', rest = ''] = comment;
      if (word === 'TYPE') {
        expect(rest).toMatch(/^(counter|gauge|histogram|summary|untyped)$/);
        expect(typed.has(name), `${name} is declared once`).toBe(false);
        typed.add(name);
      } else expect(rest.replace(/\\\\|\\n/g, '')).not.toContain('\\');
      current = name;
      continue;
    }
    const sample =
      /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{((?:[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*",?)*)\})? (-?[\d.]+(?:e[+-]?\d+)?)$/.exec(
        line,
      );
    expect(sample, `a sample: ${line}`).not.toBeNull();
    const [, name = '', labels = '', value = ''] = sample ?? [];
    expect(name, 'the samples of a metric stand together').toBe(current);
    expect(typed.has(name)).toBe(true);
    found.push({name, labels: readLabels(labels), value: Number(value)});
  }
  const keys = found.map(({name, labels}) => JSON.stringify([name, labels]));
  expect(new Set(keys).size, 'no series twice').toBe(keys.length);
  return found;
}

function readLabels(text: string): Record<string, string> {
  const pairs = [...text.matchAll(/([a-zA-Z0-9_]+)="((?:[^"\\]|\\.)*)"/g)];
  const unescaped = (value: string): string =>
    value.replace(/\\(.)/g, (_, character: string) => (character === 'n' ? '\n' : character));
  return Object.fromEntries(pairs.map(([, name = '', value = '']) => [name, unescaped(value)]));
}

const sampleOf = (series: readonly Series[], name: string, labels: Record<string, string>) =>
  series.find(
    each =>
      each.name === name && Object.entries(labels).every(([label, value]) => each.labels[label] === value),
  )?.value;

describe('the Prometheus text of a snapshot', () => {
  test('is read by a strict reader, for every kind of account', () => {
    for (const snapshot of [troubled, denied, hostile, failing, hostileQueues, together]) {
      readExposition(said('prometheus', snapshot));
    }
  });

  test('has base units in its names', () => {
    const series = readExposition(said('prometheus', troubled));
    const orders = {stream: 'orders', region: 'us-east-1', account: '123456784417'};
    expect(sampleOf(series, 'hotshard_kinesis_stream_in_bytes_per_second', orders)).toBe(9_800_000);
    expect(sampleOf(series, 'hotshard_kinesis_stream_iterator_age_seconds', orders)).toBe(252);
    expect(sampleOf(series, 'hotshard_kinesis_stream_retention_seconds', orders)).toBe(86_400);
    expect(
      sampleOf(series, 'hotshard_kinesis_shard_utilization_ratio', {
        ...orders,
        shard: 'shardId-000000000001',
      }),
    ).toBe(0.99);
    expect(sampleOf(series, 'hotshard_kinesis_consumer_lag_seconds', {consumer: 'audit'})).toBe(252);
    expect(sampleOf(series, 'hotshard_status', {})).toBe(2);
  });

  test('a number that is missing is a series that is not there; a measured zero is', () => {
    const series = readExposition(said('prometheus', troubled));
    const name = 'hotshard_kinesis_stream_refused_records_per_minute';
    expect(sampleOf(series, name, {stream: 'audit'})).toBeUndefined();
    expect(sampleOf(series, name, {stream: 'clicks-enriched'})).toBe(0);
  });

  test('a part that could not be read is down, and says nothing of streams', () => {
    const series = readExposition(said('prometheus', denied));
    expect(sampleOf(series, 'hotshard_up', {part: 'kinesis', region: 'eu-west-1'})).toBe(0);
    expect(sampleOf(series, 'hotshard_part_state', {part: 'kinesis', state: 'denied'})).toBe(1);
    expect(series.some(({name}) => name.startsWith('hotshard_kinesis'))).toBe(false);
  });

  test('names come back as they were, but for what a terminal would act upon', () => {
    const series = readExposition(said('prometheus', hostile));
    const name = hostileName.replace(/(?!\n)[\p{Cc}\u202e]/gu, '');
    expect(sampleOf(series, 'hotshard_kinesis_stream_open_shards', {stream: name})).toBe(4);
    expect(sampleOf(series, 'hotshard_finding', {resource: name, severity: 'warning'})).toBe(1);
  });
});

describe('queues in the Prometheus text', () => {
  const series = readExposition(said('prometheus', failing));
  const dlq = {queue: 'payments-dlq', account: '123456784417', region: 'us-east-1', dead_letter: 'true'};

  test('say how many wait, how old they are, and when the first is lost', () => {
    expect(sampleOf(series, 'hotshard_queues_visible', dlq)).toBe(1204);
    expect(sampleOf(series, 'hotshard_queues_in_flight', dlq)).toBe(0);
    expect(sampleOf(series, 'hotshard_queues_oldest_age_seconds', dlq)).toBe(2460);
    expect(sampleOf(series, 'hotshard_queues_growth_per_minute', dlq)).toBe(38);
    expect(sampleOf(series, 'hotshard_queues_first_loss_at_least_seconds', dlq)).toBe(1_204_000);
    expect(sampleOf(series, 'hotshard_queues_first_loss_at_most_seconds', dlq)).toBe(1_207_140);
    expect(
      sampleOf(series, 'hotshard_queues_consumer_alive', {queue: 'payments', dead_letter: 'false'}),
    ).toBe(1);
  });

  test('a redrive is there while AWS tells of one', () => {
    const orders = {queue: 'orders-dlq'};
    expect(sampleOf(series, 'hotshard_queues_redrive_running', orders)).toBe(1);
    expect(sampleOf(series, 'hotshard_queues_redrive_moved', orders)).toBe(412);
    expect(sampleOf(series, 'hotshard_queues_redrive_total', orders)).toBe(1204);
    expect(sampleOf(series, 'hotshard_queues_redrive_running', dlq)).toBeUndefined();
  });

  test('an idle queue has a depth of zero and no rates, an unread one has nothing', () => {
    expect(sampleOf(series, 'hotshard_queues_visible', {queue: 'reports'})).toBe(0);
    expect(sampleOf(series, 'hotshard_queues_sent_per_minute', {queue: 'reports'})).toBeUndefined();
    expect(series.some(({labels}) => labels.queue === 'unread')).toBe(false);
  });

  test('stand beside the streams', () => {
    const both = readExposition(said('prometheus', together));
    expect(sampleOf(both, 'hotshard_queues_visible', dlq)).toBe(1204);
    expect(sampleOf(both, 'hotshard_kinesis_stream_open_shards', {stream: 'orders'})).toBe(4);
    expect(sampleOf(both, 'hotshard_up', {part: 'queues'})).toBe(1);
  });
});

test('any label and any number can be read again', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({label: fc.string({unit: 'binary'}), value: fc.option(fc.double())})),
      fc.string({unit: 'binary'}),
      (rows, help) => {
        const samples = rows.map(({label, value}) => ({labels: {label}, value}));
        const known = rows.filter(({value}) => value !== null && Number.isFinite(value));
        const text = expose([{name: 'a_ratio', help: `h${help}`.replace(/[\r\u2028\u2029]/g, ''), samples}]);
        if (known.length === 0) expect(text.trim()).toBe('');
        else expect(readExposition(text).length).toBeGreaterThan(0);
      },
    ),
  );
});

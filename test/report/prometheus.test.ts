import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {prometheusReport} from '../../source/report/prometheus.ts';
import {expose} from '../../source/report/prometheus-text.ts';
import {denied, hostile, hostileName, troubled} from './snapshots.ts';

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
    for (const snapshot of [troubled, denied, hostile]) readExposition(prometheusReport(snapshot));
  });

  test('has base units in its names', () => {
    const series = readExposition(prometheusReport(troubled));
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
    const series = readExposition(prometheusReport(troubled));
    const name = 'hotshard_kinesis_stream_refused_records_per_minute';
    expect(sampleOf(series, name, {stream: 'audit'})).toBeUndefined();
    expect(sampleOf(series, name, {stream: 'clicks-enriched'})).toBe(0);
  });

  test('a part that could not be read is down, and says nothing of streams', () => {
    const series = readExposition(prometheusReport(denied));
    expect(sampleOf(series, 'hotshard_up', {part: 'kinesis', region: 'eu-west-1'})).toBe(0);
    expect(sampleOf(series, 'hotshard_part_state', {part: 'kinesis', state: 'denied'})).toBe(1);
    expect(series.some(({name}) => name.startsWith('hotshard_kinesis'))).toBe(false);
  });

  test('names come back as they were, but for what a terminal would act upon', () => {
    const series = readExposition(prometheusReport(hostile));
    const name = hostileName.replace(/(?!\n)[\p{Cc}\u202e]/gu, '');
    expect(sampleOf(series, 'hotshard_kinesis_stream_open_shards', {stream: name})).toBe(4);
    expect(sampleOf(series, 'hotshard_finding', {resource: name, severity: 'warning'})).toBe(1);
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

import {stripVTControlCharacters} from 'node:util';
import fc from 'fast-check';
import * as v from 'valibot';
import {describe, expect, test} from 'vitest';
import {snapshotSchema} from '../../source/monitor/schema.ts';
import {type Format, formats} from '../../source/report/index.ts';
import {displayWidth} from '../../source/text/cell.ts';
import {said} from './said.ts';
import {
  denied,
  failing,
  findingOf,
  hostile,
  hostileQueues,
  shardOf,
  snapshotOf,
  streamOf,
  takenAt,
  together,
  troubled,
} from './snapshots.ts';

const accounts = [troubled, denied, hostile, failing, hostileQueues, together];

const linesOf = (text: string): string[] => text.trimEnd().split('\n');

test('the documents of these tests are documents', () => {
  for (const snapshot of accounts) v.parse(snapshotSchema, snapshot);
});

describe.each(formats)('%s', format => {
  test('ends with one newline, reads the same each time, and lets nothing through to the terminal', () => {
    for (const snapshot of accounts) {
      const text = said(format, snapshot);
      expect(text).toMatch(/[^\n]\n$/);
      expect(text).toBe(said(format, structuredClone(snapshot)));
      expect(text).not.toMatch(/(?!\n)[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
      expect(text).not.toMatch(/undefined|NaN|\[object/);
    }
  });
});

describe('json', () => {
  test('is the document, indented for people and on one line for a stream of them', () => {
    const pretty = said('json', hostile);
    expect(JSON.parse(pretty)).toEqual(hostile);
    expect(pretty).toContain('\n  "schema": "hotshard.snapshot/1"');
    const line = said('json', hostile, {oneLine: true});
    expect(JSON.parse(line)).toEqual(hostile);
    expect(linesOf(line)).toHaveLength(1);
  });
});

describe.each(['table', 'screen'] as const)('%s', format => {
  test('says what is wrong, worst first, before anything else', () => {
    const text = said(format, troubled);
    expect(text.indexOf('losing records in 1h52m')).toBeGreaterThan(0);
    expect(text.indexOf('losing records')).toBeLessThan(text.indexOf('9,600/m writes refused'));
    expect(text.indexOf('writes refused')).toBeLessThan(text.indexOf('REFUSED/m'));
  });

  test('a part that was denied is a sentence, not an empty table', () => {
    const text = said(format, denied, {width: 120});
    expect(text).toContain('nothing could be read');
    expect(text).toContain('kinesis:ListStreams is denied; add it to the policy of this role.');
    expect(text).not.toContain('STREAM');
  });

  test('is as wide as asked at most, for people with wide names too', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({unit: 'binary', minLength: 1, maxLength: 40}), {maxLength: 5}),
        fc.integer({min: 20, max: 160}),
        fc.boolean(),
        (names, width, ascii) => {
          const streams = names.map(name => streamOf(name));
          const findings = streams.map(stream => findingOf(stream, {title: stream.name.slice(0, 40)}));
          const text = said(format, snapshotOf(streams, {findings}), {
            width,
            glyphs: {ascii},
            color: false,
          });
          const drawn = format === 'screen' ? linesOf(text) : linesOf(text).slice(1, -1);
          for (const line of drawn) expect(displayWidth(line)).toBeLessThanOrEqual(width);
        },
      ),
      {numRuns: 30},
    );
  });

  test('ASCII terminals get ASCII', () => {
    expect(said(format, together, {glyphs: {ascii: true}})).toMatch(/^[\n\x20-\x7e]*$/);
  });

  test('colour repeats what the words say, and takes no room', () => {
    const coloured = said(format, troubled, {color: true});
    expect(coloured).toContain('\u001b[31m');
    const bare = linesOf(stripVTControlCharacters(coloured)).map(line => line.trimEnd());
    expect(bare).toEqual(linesOf(said(format, troubled)));
  });
});

test('the screen draws the key space of every stream whose shards are known', () => {
  const lines = linesOf(said('screen', troubled));
  const ribbons = lines.filter(line => line.endsWith('2^128'));
  expect(ribbons.map(line => line.split(' ')[0])).toEqual(['orders', 'clicks-enriched']);
  expect(ribbons[0]).toMatch(/0 ▂+█+▆+▂+ 2\^128$/);
});

test('a stream whose shards are not measured is named, not drawn as if it were empty', () => {
  const shards = [0, 1].map(index =>
    shardOf(index, 2, {utilization: null, missing: {utilization: 'disabled'}}),
  );
  const text = said('screen', snapshotOf([streamOf('clicks', {shards})]));
  expect(text).toContain('shards not measured: clicks');
  expect(text).not.toContain('2^128');
});

test('the table shows the last hour only when there is one', () => {
  const history = {startAt: takenAt, periodSeconds: 60, utilization: [0.5]};
  const read = (utilization: number[]): string => {
    const shards = [shardOf(0, 1, {history: {...history, utilization}})];
    return said('table', snapshotOf([streamOf('clicks', {shards})]), {width: 120});
  };
  expect(read([0.5])).not.toContain('LAST HOUR');
  expect(read([0.5, 0.9])).toMatch(/LAST HOUR.*▅█/s);
});

test('the table shows the fullest shards first', () => {
  const lines = linesOf(said('table', troubled));
  const first = lines.findIndex(line => line.includes('SHARD  '));
  expect(lines[first + 1]).toMatch(/^orders +…0001 .* 99% /);
});

describe('markdown', () => {
  const text = said('markdown', troubled);

  test('says when and where in its title', () => {
    expect(linesOf(text)[0]).toBe('# hotshard, 2026-11-21 12:04 UTC, account 123456784417');
    expect(text).toContain('**CRITICAL**: 2 critical, 1 warning');
  });

  test.each(['troubled', 'hostile'] as const)(
    'every table of the %s account has as many cells in every row',
    name => {
      for (const table of tablesOf(said('markdown', name === 'hostile' ? hostile : troubled))) {
        const widths = table.map(line => line.replaceAll('\\\\', '').replaceAll('\\|', '').split('|').length);
        expect(new Set(widths).size).toBe(1);
      }
    },
  );

  test('a name is text: it opens no tag and no code', () => {
    expect(said('markdown', hostile)).toContain("a\\|b\"c\\\\d \\`e\\`\\<f\\>'g'=h\\{i\\}日本");
  });

  test('says what nobody could see', () => {
    const handoff = said('markdown', denied);
    expect(handoff).toContain('## What could not be read');
    expect(handoff).toContain('Nothing in what could be read.');
  });
});

test('names of two regions are told apart', () => {
  const [source] = troubled.sources;
  const sources = source ? [source, {...source, region: 'eu-west-1'}] : [];
  const streams = ['us-east-1', 'eu-west-1'].map(region => streamOf('orders', {region, arn: region}));
  const snapshot = snapshotOf(streams, {sources});
  const read = (format: Format): string => said(format, snapshot, {width: 300});
  for (const format of formats) expect(read(format)).toContain('eu-west-1');
  expect(read('nagios')).toContain("'eu-west-1 orders used'");
  expect(read('table')).toMatch(/^eu-west-1 orders +…0000/m);
});

function tablesOf(text: string): string[][] {
  return text
    .split('\n\n')
    .map(block => block.split('\n').filter(line => line.startsWith('|')))
    .filter(lines => lines.length > 0);
}

import {describe, expect, test} from 'vitest';
import {exitCode} from '../../source/report/exit-code.ts';
import {nagiosReport} from '../../source/report/nagios.ts';
import {denied, findingOf, hostile, snapshotOf, streamOf, troubled} from './snapshots.ts';

const options = {width: 80, glyphs: {ascii: false}, color: false};
const linesOf = (text: string): string[] => text.trimEnd().split('\n');

/** Text and numbers of an answer, as the plugin guidelines define them: what follows a bar is numbers. */
function readPlugin(text: string) {
  const [first = '', ...long] = linesOf(text);
  const [message = '', here = ''] = first.split('|');
  const last = (long.at(-1) ?? '').split('|')[1] ?? '';
  const data = [
    ...`${here} ${last}`.matchAll(/'((?:[^']|'')+)'=(-?[\d.]+)([a-zA-Z%]*)((?:;[\d.~:@-]*)*)(?= |$)/g),
  ];
  const rest = data.reduce((left, [whole]) => left.replace(whole, ''), `${here} ${last}`);
  expect(rest.trim(), 'nothing but numbers after the bar').toBe('');
  return {
    message,
    long,
    numbers: new Map(data.map(([, label = '', value = '', unit = '']) => [label, value + unit])),
  };
}

describe('the answer to a monitoring system', () => {
  test('says the worst first, in one line, with numbers behind the bar', () => {
    const {message, numbers, long} = readPlugin(nagiosReport(troubled, options));
    expect(message).toBe(
      'HOTSHARD CRITICAL - 2 critical, 1 warning: clicks-enriched: losing records in 1h52m; orders: 9,600/m writes refused; audit: input stopped',
    );
    expect(numbers.get('orders used')).toBe('61%');
    expect(numbers.get('orders iterator age')).toBe('252s');
    expect(numbers.get('critical')).toBe('2');
    expect(long[0]).toMatch(/^CRITICAL us-east-1 clicks-enriched: /);
  });

  test('leaves out what was not measured', () => {
    const {numbers} = readPlugin(nagiosReport(troubled, options));
    expect([...numbers.keys()].filter(label => label.startsWith('audit'))).toEqual([]);
  });

  test('is UNKNOWN when nothing could be read, and counts nothing', () => {
    const {message, numbers} = readPlugin(nagiosReport(denied, options));
    expect(message).toContain('HOTSHARD UNKNOWN - nothing could be read: kinesis in eu-west-1');
    expect(message).toContain('add it to the policy');
    expect(numbers.size).toBe(0);
  });

  test('a name with a bar or a quote cannot break it', () => {
    const {numbers} = readPlugin(nagiosReport(hostile, options));
    expect(numbers.size).toBe(5);
  });

  test('stays near a thousand characters with a thousand streams, and loses no number', () => {
    const streams = Array.from({length: 1000}, (_, index) => streamOf(`stream-with-a-long-name-${index}`));
    const findings = streams.slice(0, 200).map(stream => findingOf(stream));
    const text = nagiosReport(snapshotOf(streams, {status: 'critical', findings}), options);
    expect(linesOf(text)[0]?.length).toBeLessThanOrEqual(1000);
    expect(readPlugin(text).message).toMatch(/; \d+ more below$/);
    expect(readPlugin(text).numbers.size).toBe(3002);
  });

  test('says OK when all is well', () => {
    const {message} = readPlugin(nagiosReport(snapshotOf([streamOf('orders')]), options));
    expect(message).toBe('HOTSHARD OK - 1 quiet');
  });
});

test.each([
  ['ok', 'warning', 0],
  ['warning', 'warning', 1],
  ['critical', 'warning', 2],
  ['unknown', 'warning', 3],
  ['warning', 'critical', 0],
  ['critical', 'critical', 2],
  ['unknown', 'critical', 3],
  ['critical', 'never', 0],
  ['unknown', 'never', 3],
] as const)('%s with --fail-on %s exits %i', (status, failOn, code) => {
  expect(exitCode(status, failOn)).toBe(code);
});

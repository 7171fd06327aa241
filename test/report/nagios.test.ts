import {describe, expect, test} from 'vitest';
import {exitCode} from '../../source/report/exit-code.ts';
import {deadLetterDocument, queueDocument, queueFinding} from '../services/queues/queue.ts';
import {said} from './said.ts';
import {
  denied,
  failing,
  findingOf,
  hostile,
  hostileQueues,
  queueSnapshotOf,
  snapshotOf,
  streamOf,
  together,
  troubled,
} from './snapshots.ts';

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
    const {message, numbers, long} = readPlugin(said('nagios', troubled));
    expect(message).toBe(
      'HOTSHARD CRITICAL - 2 critical, 1 warning: clicks-enriched: losing records in 1h52m; orders: 9,600/m writes refused; audit: input stopped',
    );
    expect(numbers.get('orders used')).toBe('61%');
    expect(numbers.get('orders iterator age')).toBe('252s');
    expect(numbers.get('critical')).toBe('2');
    expect(long[0]).toMatch(/^CRITICAL us-east-1 clicks-enriched: /);
  });

  test('leaves out what was not measured', () => {
    const {numbers} = readPlugin(said('nagios', troubled));
    expect([...numbers.keys()].filter(label => label.startsWith('audit'))).toEqual([]);
  });

  test('is UNKNOWN when nothing could be read, and counts nothing', () => {
    const {message, numbers} = readPlugin(said('nagios', denied));
    expect(message).toContain('HOTSHARD UNKNOWN - nothing could be read: kinesis in eu-west-1');
    expect(message).toContain('add it to the policy');
    expect(numbers.size).toBe(0);
  });

  test('a name with a bar or a quote cannot break it', () => {
    const {numbers} = readPlugin(said('nagios', hostile));
    expect(numbers.size).toBe(5);
  });

  test('stays near a thousand characters with a thousand streams, and loses no number', () => {
    const streams = Array.from({length: 1000}, (_, index) => streamOf(`stream-with-a-long-name-${index}`));
    const findings = streams.slice(0, 200).map(stream => findingOf(stream));
    const text = said('nagios', snapshotOf(streams, {status: 'critical', findings}));
    expect(linesOf(text)[0]?.length).toBeLessThanOrEqual(1000);
    expect(readPlugin(text).message).toMatch(/; \d+ more below$/);
    expect(readPlugin(text).numbers.size).toBe(3002);
  });

  test('says OK when all is well', () => {
    const {message} = readPlugin(said('nagios', snapshotOf([streamOf('orders')])));
    expect(message).toBe('HOTSHARD OK - 1 quiet');
  });
});

describe('queues for a monitoring system', () => {
  test('have their depth, the oldest age and the growth; what nobody knows is left out', () => {
    const {message, numbers} = readPlugin(said('nagios', failing));
    expect(message).toMatch(/^HOTSHARD CRITICAL - 1 critical, 1 warning, 2 quiet, 1 unread: payments-dlq: /);
    expect(numbers.get('payments-dlq waiting')).toBe('1204');
    expect(numbers.get('payments-dlq oldest age')).toBe('2460s');
    expect(numbers.get('payments-dlq growth per minute')).toBe('38');
    expect(numbers.get('reports waiting')).toBe('0');
    expect([...numbers.keys()].filter(label => /^(reports (oldest|growth)|unread)/.test(label))).toEqual([]);
  });

  test('a number that may fall below zero has no floor', () => {
    const queue = queueDocument({growthPerMinute: -12.5});
    const text = said('nagios', queueSnapshotOf([queue]));
    expect(text).toContain("'orders growth per minute'=-12.5\n");
    expect(text).toContain("'orders waiting'=12;;;0");
    expect(readPlugin(text).numbers.get('orders growth per minute')).toBe('-12.5');
  });

  test('of two thousand only those with something wrong have numbers, and it says so', () => {
    const queues = Array.from({length: 2000}, (_, index) => queueDocument({name: `queue-${index}`}));
    const wrong = Array.from({length: 300}, (_, index) => deadLetterDocument({name: `dlq-${index}`}));
    const read = (troubled: typeof wrong) =>
      readPlugin(
        said('nagios', {
          ...queueSnapshotOf([...troubled, ...queues], {
            findings: troubled.map(queue => queueFinding(queue)),
          }),
          status: 'critical',
        }),
      );
    const few = read(wrong.slice(0, 12));
    expect(few.numbers.size).toBe(2 + 12 * 3);
    expect(few.numbers.has('dlq-11 waiting')).toBe(true);
    expect(few.long.at(-1)).toContain('2,000 of 2,012 queues are not listed here');
    expect(read(wrong).numbers.size).toBe(2 + 200 * 3);
  });

  test('a name with a bar or a quote cannot break it', () => {
    expect(readPlugin(said('nagios', hostileQueues)).numbers.size).toBe(5);
  });

  test('stand beside the streams, and are counted with them', () => {
    const {message, numbers} = readPlugin(said('nagios', together));
    expect(message).toContain('3 critical, 2 warnings, 2 quiet, 1 unread');
    expect(numbers.get('orders used')).toBe('61%');
    expect(numbers.get('payments-dlq waiting')).toBe('1204');
  });

  test('when there is none, it says of what', () => {
    const none = queueSnapshotOf([]);
    expect(readPlugin(said('nagios', none)).message).toBe('HOTSHARD OK - no queues');
    const {kinesis} = snapshotOf([]);
    const neither = readPlugin(said('nagios', {...none, ...(kinesis ? {kinesis} : {})}));
    expect(neither.message).toBe('HOTSHARD OK - no streams, no queues');
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

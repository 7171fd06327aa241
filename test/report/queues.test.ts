import {describe, expect, test} from 'vitest';
import {displayWidth} from '../../source/text/cell.ts';
import {deadLetterDocument, queueDocument, queueFinding} from '../services/queues/queue.ts';
import {said} from './said.ts';
import {denied, failing, queueSnapshotOf, together} from './snapshots.ts';

const linesOf = (text: string): string[] => text.trimEnd().split('\n');

describe.each(['table', 'screen'] as const)('queues as a %s', format => {
  test('on 80 columns say what waits, what comes, how old it is, when it is lost and whose it is', () => {
    const lines = linesOf(said(format, failing));
    const row = (name: string) =>
      lines.find(line => new RegExp(`^. +${name} `, 'u').test(line) && !/waiting|lost/.test(line));
    expect(lines.some(line => /QUEUE +WAITING +\+\/m +OLDEST +LOSS IN +DLQ/.test(line))).toBe(true);
    expect(row('payments-dlq')).toMatch(/^● {2}payments-dlq +1,204 +\+38 +41m +13d +← payments$/);
    expect(row('orders-dlq')).toMatch(/^▲ {2}orders-dlq +31 +0 +41m +23-31h +← orders$/);
    expect(row('payments')).toMatch(/→ payments-dlq$/);
    expect(row('reports')).toMatch(/ 0 +-- +n\/a$/);
    expect(row('unread')).toMatch(/… +… +… +… +…$/);
    for (const line of lines.slice(0, -1)) expect(displayWidth(line)).toBeLessThanOrEqual(80);
  });

  test('with room, also how they drain and how far a redrive is', () => {
    const text = said(format, failing, {width: 240});
    expect(text).toMatch(/DRAIN/);
    expect(text).toMatch(/orders-dlq .* empty in 27m10s .* 412 of 1,204/);
    expect(text).toMatch(/payments-dlq .* growing/);
  });

  test('stand below the streams, each with its own table', () => {
    const text = said(format, together, {width: 120});
    expect(text.indexOf('STREAM')).toBeGreaterThan(0);
    expect(text.indexOf('STREAM')).toBeLessThan(text.indexOf('QUEUE  '));
    expect(text).toMatch(/\n\n[^\n]*QUEUE {2}/);
  });

  test('alone they need no word of streams', () => {
    expect(said(format, failing)).not.toMatch(/STREAM|stream/);
    expect(said(format, queueSnapshotOf([]))).toContain('no queues');
  });
});

test('a part that was asked for and denied is named, whichever it is', () => {
  const problem = 'sqs:ListQueues is denied; add it to the policy of this role.';
  const part = {state: 'denied', asOf: null, problem} as const;
  const snapshot = queueSnapshotOf([], {status: 'unknown', sources: [], queues: {...part, queues: []}});
  expect(said('table', snapshot)).toContain(`queues: ${problem}`);
  expect(said('table', denied)).toContain('kinesis in eu-west-1: ');
});

test('what keeps two services from being read is said once', () => {
  const problem = 'No AWS credentials were found: run aws sso login.';
  const part = {state: 'failed', asOf: null, problem} as const;
  const sources = together.sources.map(source => ({...source, parts: {kinesis: part, queues: part}}));
  const text = said('table', {...together, status: 'unknown', sources});
  expect(linesOf(text)[1]).toBe(`kinesis, queues in us-east-1 of ··4417: ${problem}`);
  expect(text.split(problem)).toHaveLength(2);
});

describe('queues in a handoff', () => {
  test('have a table of their own', () => {
    const text = said('markdown', together);
    expect(text).toContain('\n## Kinesis streams\n');
    expect(text).toContain('\n## SQS queues\n');
    expect(text).toMatch(/\| payments-dlq \| 1,204 \| \\?\+38 \|/);
  });

  test('of two thousand it has those with something wrong, and says where the others are', () => {
    const wrong = deadLetterDocument();
    const others = Array.from({length: 2000}, (_, index) => queueDocument({name: `queue-${index}`}));
    const snapshot = queueSnapshotOf([wrong, ...others], {findings: [queueFinding(wrong)]});
    const text = said('markdown', snapshot);
    expect(linesOf(text).filter(line => line.startsWith('| ')).length).toBe(3 + 3);
    expect(text).toContain('2,000 of 2,001 queues are not listed here; the JSON document has all of them.');
  });

  test('advice for hundreds of queues does not bury what is wrong', () => {
    const wrong = deadLetterDocument();
    const others = Array.from({length: 500}, (_, index) => queueDocument({name: `queue-${index}`}));
    const findings = [
      queueFinding(wrong),
      ...others.map(queue => queueFinding(queue, {severity: 'info', title: 'no dead-letter queue'})),
    ];
    const snapshot = queueSnapshotOf([wrong, ...others], {status: 'critical', findings});
    for (const format of ['markdown', 'nagios'] as const) {
      const text = said(format, snapshot);
      expect(text.split('no dead-letter queue').length - 1).toBeLessThanOrEqual(2 * 20);
      expect(text).toContain(
        '480 more info findings are not listed here; the JSON document has all of them.',
      );
      expect(text.length).toBeLessThan(8000);
    }
    expect(said('table', snapshot).split('no dead-letter queue').length - 1).toBe(500);
  });

  test('of two thousand that are all well it has no empty table', () => {
    const queues = Array.from({length: 2000}, (_, index) => queueDocument({name: `queue-${index}`}));
    const text = said('markdown', queueSnapshotOf(queues));
    expect(text).not.toContain('## SQS queues');
    expect(text).toContain('**OK**: 2000 quiet');
    expect(text).toContain('2,000 of 2,000 queues are not listed here');
  });
});

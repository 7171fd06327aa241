import {expect, test} from 'vitest';
import {openConsole} from './driver.ts';
import {blackFriday, enriched, finding, orders, shard, snapshotOf, stream} from './fixtures.ts';

const onOrders = async (options: Parameters<typeof openConsole>[0] = {}) => {
  const console = await openConsole(options);
  await console.press('2', 'j', 'Enter');
  return console;
};

test('the streams, the worst first, each with its mark', async () => {
  const console = await openConsole();
  await console.press('2');
  const names = console.lines().filter(line => /^. [●▲·] /u.test(line));
  expect(
    names.map(line =>
      line
        .trim()
        .split(/\s+/u)
        .find(word => /[a-z]/u.test(word)),
    ),
  ).toEqual(blackFriday.map(({name}) => name));
  expect(console.monitor.views.at(-1)).toEqual({visible: blackFriday.map(({arn}) => arn), open: undefined});
});

test('a stream opened: what is wrong, its key space, its shards by heat', async () => {
  const {screen, lines, monitor} = await onOrders();
  expect(screen()).toContain('PROVISIONED  16 shards');
  expect(screen()).toContain('● One range is hot and a split will help.');
  expect(lines().find(line => line.includes('key space'))).toMatch(/[▂▃▄]+█+[▂▃▄]+/u);
  expect(lines().find(line => line.startsWith('›'))).toMatch(/● {2}…0007 .* 99% .* 9,600/u);
  expect(monitor.views.at(-1)).toEqual({visible: [], open: orders.arn});
});

test('the selected shard is marked under the key space', async () => {
  const console = await onOrders();
  const marker = () => console.lines()[console.lines().findIndex(line => line.includes('key space')) + 1];
  expect(marker()).toContain('0007');
  const before = marker()?.indexOf('└') ?? -1;
  await console.press('j');
  expect(marker()).toContain('0000');
  expect(marker()?.indexOf('└')).toBeLessThan(before);
});

test('a shard keeps the cursor when a refresh sorts it elsewhere', async () => {
  const console = await onOrders();
  await console.press('j', 'j', 'j');
  expect(console.lines().find(line => line.startsWith('›'))).toContain('…0002');
  const moved = {...orders, shards: orders.shards.toReversed()};
  await console.show({streams: blackFriday.map(each => (each === orders ? moved : each))});
  expect(console.lines().find(line => line.startsWith('›'))).toContain('…0002');
});

test('closed shards stand below the open ones and are no part of the key space', async () => {
  const closed = shard(99, 100, {id: 'shardId-000000000099', open: false});
  const resharded = stream('orders', {shards: [closed, ...orders.shards]});
  const console = await openConsole({rows: 40, published: {snapshot: snapshotOf({streams: [resharded]})}});
  await console.press('2', 'Enter', 'S', 'R', 'G');
  const rows = console.lines().filter(line => /^. . {2}…\d{4}/u.test(line));
  expect(rows.at(-1)).toContain('…0099');
});

test('when readers are behind, they lead and the chart is their age', async () => {
  const console = await openConsole({rows: 40});
  await console.press('2', 'Enter');
  const at = (text: string) => console.lines().findIndex(line => line.includes(text));
  expect(at('CONSUMERS')).toBeLessThan(at('key space'));
  expect(console.screen()).toContain('shared classic 22h06m +16s/m, loss in 1h52m');
  expect(console.screen()).toContain('iterator age, 3h, limit 1d');
  expect(enriched.loss.state).toBe('at-risk');
});

test('readers that fall behind a healthy stream lead it, with the ways out', async () => {
  const behind = stream('orders', {
    readVerdict: 'falling-behind',
    readVerdictText: 'Lambda enrich is 40m behind and falls further behind.',
    waysOut: ['Enable the mapping of enrich.', 'Make enrich faster.'],
    consumers: [
      {
        name: 'enrich',
        kind: 'lambda',
        state: 'Disabled',
        lastResult: 'PROBLEM: Function call failed',
        mapping: null,
        lagMs: 2_400_000,
        slopeMsPerSecond: 100,
        loss: {state: 'none', inSeconds: null, basis: null, limitedBy: null},
        missing: {},
      },
    ],
  });
  const suggest = {action: 'kinesis.retain', args: {}, cli: 'aws …'};
  const findings = [finding(behind, {detail: behind.readVerdictText, suggest})];
  const console = await openConsole({published: {snapshot: snapshotOf({streams: [behind], findings})}});
  await console.press('2', 'Enter');
  const at = (text: string) => console.lines().findIndex(line => line.includes(text));
  expect(console.screen()).toContain('● Lambda enrich is 40m behind and falls further behind.  . retain');
  expect(at('1. Enable the mapping of enrich.')).toBe(at('● Lambda enrich') + 1);
  expect(at('· Nothing is refused')).toBeGreaterThan(at('2. Make enrich faster.'));
  expect(console.screen()).toContain('lambda enrich 40m +6.0s/m, Disabled, PROBLEM: Function call failed');
  expect(at('CONSUMERS')).toBeLessThan(at('key space'));
});

test('a hot stream leads with its write side, and says how its readers are below', async () => {
  const hot = {
    ...orders,
    verdict: 'hot-range' as const,
    verdictText: 'One range is hot and a split will help.',
  };
  const console = await openConsole({
    published: {snapshot: snapshotOf({streams: [hot], findings: [finding(hot)]})},
  });
  await console.press('2', 'Enter');
  const at = (text: string) => console.lines().findIndex(line => line.includes(text));
  expect(at('● One range is hot')).toBeLessThan(at('· The slowest shared reader keeps up'));
  expect(console.screen().match(/One range is hot/gu)).toHaveLength(1);
});

test('from 140 columns the stream stands beside the list, and follows the cursor', async () => {
  const console = await openConsole({columns: 160, rows: 40});
  await console.press('2');
  expect(console.screen()).toMatch(/STREAM.*│/u);
  expect(console.screen()).toContain('CONSUMERS');
  await console.press('j');
  expect(console.screen()).toContain('One range is hot');
  expect(console.monitor.views.at(-1)?.open).toBe(orders.arn);
  await console.press('Enter', 'j');
  expect(console.screen()).toMatch(/│› · {2}…0000/u);
  await console.press('Esc', 'j');
  expect(console.screen()).toMatch(/› · {2}audit/u);
});

test('a stream that is gone leaves the list, not a hole', async () => {
  const console = await onOrders();
  await console.show({streams: [enriched], findings: []});
  expect(console.screen()).toContain('STREAM');
  expect(console.screen()).toContain('clicks-enriched');
});

test('a stream without numbers says why there are none', async () => {
  const bare = stream('orders', {
    utilization: null,
    inBytesPerSecond: null,
    iteratorAgeMs: null,
    shards: [],
    history: null,
    missing: {utilization: 'denied', inBytesPerSecond: 'throttled', iteratorAgeMs: 'no-data'},
  });
  const console = await openConsole({published: {snapshot: snapshotOf({streams: [bare], findings: []})}});
  await console.press('2');
  expect(console.screen()).toMatch(/orders +denied/u);
  await console.press('Enter');
  expect(console.screen()).toContain('in throttled');
  expect(console.screen()).toContain('age --');
  expect(console.screen()).toContain('no shards known yet');
});

test('what could not be read is said above the list, and the rest is shown', async () => {
  const problem = 'eu-west-1 cannot be read: kinesis:ListStreams is denied.';
  const console = await openConsole({
    published: {snapshot: snapshotOf({part: {state: 'partial', asOf: null, problem}})},
  });
  await console.press('2');
  expect(console.screen()).toContain(problem);
  expect(console.screen()).toContain('orders');
});

test('names from outside cannot draw on the screen', async () => {
  const hostile = [
    '\u001b[2Jgone',
    '\u001b]0;title\u0007x',
    'two\nlines',
    '\u202eסדר',
    '日本語のストリーム',
    '👩‍👩‍👧‍👦family',
  ];
  const streams = hostile.map(name => stream(name));
  const console = await openConsole({published: {snapshot: snapshotOf({streams, findings: []})}});
  await console.press('2', 'j', 'j', 'Enter', 'Esc', 'G');
  expect(console.screen()).toContain('two lines');
  expect(console.screen()).toContain('日本語のストリーム');
  expect(console.lines()).toHaveLength(24);
  expect(console.lines()[0]).toContain('hotshard');
});

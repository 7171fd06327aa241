import {expect, test} from 'vitest';
import type {Plan} from '../../source/actions/plan.ts';
import {planFor, readyPlan, runningOf} from './actions.ts';
import {openConsole} from './driver.ts';
import {enriched, finding, orders, snapshotOf} from './fixtures.ts';

type Opened = Awaited<ReturnType<typeof openConsole>>;

const onOrders = async (options: Parameters<typeof openConsole>[0] = {}): Promise<Opened> => {
  const console = await openConsole(options);
  await console.press('2', 'j', 'Enter');
  return console;
};

const armed = async (console: Opened): Promise<void> => {
  await console.press('A', '4', '4', '1', '7', 'Enter');
};

const longEnough = async (console: Opened): Promise<void> => {
  await console.pass(600);
  await console.settled();
};

const shard7 = 'shardId-000000000007';

const split = {id: 'kinesis.split', key: 's', title: 'Split shard', on: 'part', risk: 'disruptive'} as const;

test('the keys of actions stand in the footer of their panel, and those that cannot work are dimmed', async () => {
  const console = await openConsole({columns: 120});
  expect(console.lines().at(-1)).not.toContain('t retain');
  await console.press('2');
  expect(console.lines().at(-1)).toContain('n scale  f sample  e metrics  t retain');
  expect(console.lines().at(-1)).not.toContain('s split');
  await console.press('Enter');
  expect(console.lines().at(-1)).toContain('s split');
  const {active} = console.display.emulator.buffer;
  const footer = active.getLine(console.display.rows - 1);
  const dim = (text: string) => footer?.getCell(console.lines().at(-1)?.indexOf(text) ?? 0)?.isDim() !== 0;
  expect([dim('s split'), dim('e metrics')]).toEqual([false, true]);
});

test('a key that cannot work says why', async () => {
  const console = await openConsole();
  await console.press('2', 'e');
  expect(console.screen()).toContain('Shard metrics: the stream is DELETING');
  await console.press('s');
  expect(console.screen()).toContain('Split shard: open clicks-enriched and select a shard first');
  expect(console.actions.asked).toEqual([]);
});

test('actions are in the help and in the palette', async () => {
  const console = await onOrders({rows: 60});
  await console.press('?');
  expect(console.screen()).toContain('Split shard, described');
  await console.press('Esc');
  await console.type(':keep rec');
  expect(console.screen()).toMatch(/› Keep records longer +key t/u);
  await console.press('Enter');
  expect(console.actions.asked).toEqual(['plan kinesis.retain orders']);
});

test('from another panel an action is found by name, and says where it works', async () => {
  const console = await openConsole();
  await console.type(':split shard');
  await console.press('Enter');
  expect(console.screen()).toContain('Split shard: select in its panel first');
  expect(console.actions.asked).toEqual([]);
});

test('an action works on the selected shard, on its stream, or on either', async () => {
  const console = await openConsole();
  await console.press('2', 'j', 'f', 'Esc', 't', 'Esc', 'Enter', 'f', 'Esc', 't', 'Esc', 's', 'Esc');
  expect(console.actions.asked).toEqual([
    'plan kinesis.sample orders',
    'plan kinesis.retain orders',
    `plan kinesis.sample orders ${shard7}`,
    'plan kinesis.retain orders',
    `plan kinesis.split orders ${shard7}`,
  ]);
});

test('a plan says everything, and that it is locked', async () => {
  const console = await onOrders();
  await console.press('s');
  for (const text of [
    `Split shard ${shard7}`,
    'disruptive',
    '1. do the thing',
    '##########',
    'The thing is done then.',
    '▲ Things can be slow.',
    '   Cost: It costs nothing.\n   Undo: Undo the thing.\n',
    'aws kinesis do --on orders',
    'Locked: arm with A (account ··4417, 15 minutes), then y runs it.',
  ]) {
    expect(console.screen()).toContain(text);
  }
  await longEnough(console);
  await console.press('y');
  expect(console.actions.asked).toEqual([`plan kinesis.split orders ${shard7}`]);
  await console.press('Esc');
  expect(console.screen()).toContain('key space');
});

test('while the plan is made Esc is live, and a plan that comes too late is not shown', async () => {
  const console = await onOrders();
  const {release} = console.actions.hold();
  await console.press('s');
  expect(console.screen()).toContain('reading …');
  await console.press('Esc');
  release();
  await console.settled();
  expect(console.screen()).toContain('key space');
});

test('armed with the last four digits, a plan runs with y', async () => {
  const console = await onOrders();
  await console.press('s');
  await armed(console);
  expect(console.lines()[0]).toContain('ARMED 15m');
  await longEnough(console);
  await console.press('y');
  expect(console.actions.asked.at(-1)).toBe(`start kinesis.split ${shard7}`);
  expect(console.lines()[0]).toContain('1 running');
  expect(console.screen()).toContain(`split ${shard7}: working  J shows it`);
});

test('wrong digits arm nothing, and Esc leaves it locked', async () => {
  const console = await openConsole();
  await console.press('A');
  await console.type('1234\r');
  expect(console.screen()).toContain('The last four digits are not those of this account.');
  expect(console.lines()[0]).toContain('locked');
  await console.press('Esc');
  expect(console.lines()[0]).toContain('locked');
  expect(console.lines().at(-1)).toContain('⏎ open');
});

test('digits and q are text while the account is armed', async () => {
  const console = await openConsole();
  await console.press('A', '2', 'q', 'J');
  expect(console.reason()).toBeUndefined();
  expect(console.screen()).toContain('Its last four digits: 2qJ▏');
  expect(console.screen()).toContain('2 critical');
});

test('the arming counts down in minutes, and is over by itself; A ends it before', async () => {
  const console = await openConsole();
  await armed(console);
  console.monitor.advance(4 * 60_000 + 1000);
  await console.pass(1100);
  await console.settled();
  expect(console.lines()[0]).toContain('ARMED 11m');
  console.actions.change({armedUntil: undefined});
  await console.settled();
  expect(console.lines()[0]).toContain('locked');
  await armed(console);
  await console.press('A');
  expect(console.lines()[0]).toContain('locked');
});

test('read only: nothing can be armed, and plans can only be read', async () => {
  const console = await onOrders();
  console.actions.change({readOnly: true});
  await console.settled();
  expect(console.lines()[0]).toContain('read-only');
  await console.press('A');
  expect(console.screen()).toContain('read only: this console arms nothing');
  await console.press('s');
  expect(console.screen()).toContain('This console is read only');
  await longEnough(console);
  await console.press('y');
  expect(console.actions.asked.some(asked => asked.startsWith('start'))).toBe(false);
});

test.each(['sy', 's\r', 'sA4417\ry', 'syyyyy'])('typed ahead in one chunk, %j runs nothing', async keys => {
  const console = await onOrders();
  await console.type(keys);
  await longEnough(console);
  expect(console.actions.asked.filter(asked => asked.startsWith('start'))).toEqual([]);
  expect(console.screen()).toContain(`Split shard ${shard7}`);
});

test('a key that comes before the plan could be read runs nothing, and leaning on it neither', async () => {
  const console = await onOrders();
  await armed(console);
  console.keyboard.push('s');
  await console.settled();
  for (let times = 0; times < 20; times += 1) {
    console.keyboard.push('y');
    await console.pass(100);
  }
  await console.settled();
  expect(console.actions.asked.filter(asked => asked.startsWith('start'))).toEqual([]);
  expect(console.screen()).toContain('Nothing was run: y counts alone');
  await longEnough(console);
  await console.press('y');
  expect(console.actions.asked.at(-1)).toBe(`start kinesis.split ${shard7}`);
});

test('a confirming key with another in its chunk runs nothing, nor does a paste', async () => {
  const console = await onOrders();
  await armed(console);
  await console.press('s');
  for (const chunk of [
    'yj',
    'jy',
    'y\u001b[B',
    '\u001b[By',
    'y\u007f',
    '\u001b[200~y\u001b[201~',
    'y\u001b[200~x\u001b[201~',
  ]) {
    await longEnough(console);
    await console.type(chunk);
  }
  expect(console.actions.asked.filter(asked => asked.startsWith('start'))).toEqual([]);
});

test('each risk has its own key', async () => {
  const console = await onOrders();
  await armed(console);
  const tries = async (open: string, key: string) => {
    const before = console.actions.asked.length;
    await console.press(open);
    await longEnough(console);
    await console.press(key);
    const started = console.actions.asked.slice(before).some(asked => asked.startsWith('start'));
    if (!started) await console.press('Esc');
    return started;
  };
  expect(await tries('t', 'y')).toBe(false);
  expect(await tries('t', 'Enter')).toBe(true);
  expect(await tries('s', 'Enter')).toBe(false);
  expect(await tries('s', 'y')).toBe(true);
  expect(await tries('f', 'Enter')).toBe(false);
  expect(await tries('f', 'y')).toBe(true);
});

test('a sample needs no arming', async () => {
  const console = await onOrders();
  await console.press('f');
  expect(console.screen()).toContain('y runs it.');
  await longEnough(console);
  await console.press('y');
  expect(console.actions.asked.at(-1)).toBe(`start kinesis.sample ${shard7}`);
});

test('what destroys wants the name typed', async () => {
  const console = await onOrders();
  await armed(console);
  await console.press('z');
  expect(console.screen()).toContain('Type orders and Enter to run it:');
  await console.type('order');
  await longEnough(console);
  await console.press('Enter');
  expect(console.screen()).toContain('That is not its name: type orders and Enter.');
  await console.type('y');
  await console.press('Backspace');
  await console.type('s');
  await longEnough(console);
  await console.press('Enter');
  expect(console.actions.asked.at(-1)).toBe('start kinesis.purge orders');
});

test('a plan that does not fit has to be read to its end', async () => {
  const console = await onOrders();
  await armed(console);
  const steps = Array.from({length: 40}, (_, index) => ({
    operation: 'kinesis:Do',
    says: `step ${index + 1}.`,
  }));
  console.actions.plans(target => readyPlan(planFor(split, target, {steps})));
  await console.press('s');
  await longEnough(console);
  await console.press('y');
  expect(console.screen()).toContain('Read it to its end first (PageDown); then y runs it.');
  await console.press('G');
  await longEnough(console);
  await console.press('y');
  expect(console.actions.asked.some(asked => asked.startsWith('start'))).toBe(false);
  await console.press('g', 'PageDown', 'PageDown', 'PageDown');
  expect(console.screen()).toContain('Undo the thing.');
  await longEnough(console);
  await console.press('y');
  expect(console.actions.asked.at(-1)).toBe(`start kinesis.split ${shard7}`);
});

test('a plan that the terminal is too small for cannot be confirmed', async () => {
  const console = await onOrders();
  await armed(console);
  await console.press('s');
  await longEnough(console);
  await console.resize(50, 20);
  await console.press('y');
  await console.resize(80, 24);
  expect(console.actions.asked.some(asked => asked.startsWith('start'))).toBe(false);
  expect(console.screen()).toContain('y runs it.');
});

test('what is blocked says why and how to unblock it, and does not run', async () => {
  const console = await onOrders();
  await armed(console);
  const blocked = [{because: 'The stream is UPDATING.', unblock: 'Wait until it is ACTIVE.'}];
  console.actions.plans(target => readyPlan(planFor(split, target, {blocked})));
  await console.press('s');
  expect(console.screen()).toContain('● The stream is UPDATING. Wait until it is ACTIVE.');
  await longEnough(console);
  await console.press('y');
  expect(console.screen()).toContain('It cannot be run: The stream is UPDATING.');
  expect(console.actions.asked.some(asked => asked.startsWith('start'))).toBe(false);
});

test('when the facts changed it says what is new and asks again', async () => {
  const console = await onOrders();
  await armed(console);
  const changed: Partial<Plan> = {steps: [{operation: 'kinesis:Do', says: 'do another thing'}]};
  console.actions.answers(({plan}) => ({replanned: readyPlan({...plan, ...changed})}));
  await console.press('s');
  await longEnough(console);
  await console.press('y');
  expect(console.screen()).toContain('what the plan stands on has changed. New: do another thing');
  expect(console.screen()).toContain('y runs it.');
  console.actions.answers(() => ({refused: 'Locked: arm with A first.'}));
  await longEnough(console);
  await console.press('y');
  expect(console.screen()).toContain('● Locked: arm with A first.');
});

test('options are typed in the plan, and no key acts meanwhile', async () => {
  const console = await onOrders();
  await console.press('s', 'Tab');
  expect(
    console
      .lines()
      .map(line => line.trim())
      .join('\n'),
  ).toMatch(/› at +▏ <AT>\nisolate +<ISOLATE>\nthe at/u);
  await console.type('12qy');
  await console.press('Tab');
  await console.type('tenant');
  await console.press('Enter');
  expect(console.actions.asked.at(-1)).toBe(`plan kinesis.split orders ${shard7} at=12qy isolate=tenant`);
  expect(console.screen()).toContain('1. do the thing');
  await console.press('Tab', 'Ctrl-u', 'Enter');
  expect(console.actions.asked.at(-1)).toBe(`plan kinesis.split orders ${shard7} isolate=tenant`);
});

test('an option that it cannot do without is asked for first', async () => {
  const console = await onOrders();
  console.actions.plans((target, values) =>
    values.count
      ? readyPlan(planFor({...split, id: 'kinesis.scale'}, target))
      : {wrong: 'Say how many shards.'},
  );
  await console.press('n');
  expect(console.screen()).toContain('Say how many shards.');
  await console.type('24\r');
  expect(console.actions.asked.at(-1)).toBe('plan kinesis.scale orders count=24');
  expect(console.screen()).toContain('1. do the thing');
});

test('c copies the commands of a plan', async () => {
  const console = await onOrders();
  await console.press('s');
  console.display.chunks.length = 0;
  console.keyboard.push('c');
  await console.settled();
  const sent = console.display.chunks.join('').split('\u001b]52;c;')[1]?.split('\u0007')[0] ?? '';
  expect(Buffer.from(sent, 'base64').toString('utf8')).toBe('aws kinesis do --on orders');
  expect(console.screen()).toContain('copied the AWS CLI command');
});

test('the point opens what is suggested, from the overview and from the list', async () => {
  const suggest = {action: 'kinesis.retain', args: {stream: 'clicks-enriched', hours: '48'}, cli: 'aws …'};
  const shards = {action: 'kinesis.split', args: {stream: 'orders', shard: shard7}, cli: 'aws …'};
  const findings = [finding(enriched, {suggest}), finding(orders, {suggest: shards})];
  const console = await openConsole({published: {snapshot: snapshotOf({findings})}});
  expect(console.lines().at(-1)).toContain('. retain');
  expect(console.lines()[6]).toMatch(/clicks-enriched .* retain/u);
  await console.press('.', 'Esc', '2', 'j', '.', 'Esc', 'j', '.');
  expect(console.actions.asked).toEqual([
    'plan kinesis.retain clicks-enriched hours=48',
    `plan kinesis.split orders ${shard7}`,
  ]);
  expect(console.screen()).toContain('nothing is suggested for this row');
});

test('keys of actions can be given to others', async () => {
  const console = await onOrders({keyOverrides: {'kinesis.split': 'Z', 'kinesis.sample': false}});
  await console.press('s', 'f', 'Z');
  expect(console.actions.asked).toEqual([`plan kinesis.split orders ${shard7}`]);
});

test('what ends says so once, and the header no longer counts it', async () => {
  const console = await openConsole();
  const plan = planFor(split, {...target, part: shard7});
  console.actions.change({running: [runningOf(plan)]});
  await console.settled();
  expect(console.lines()[0]).toContain('1 running');
  console.actions.change({
    running: [runningOf(plan, {result: 'done', says: '0007 is at 58% now.', endedAt: 1})],
  });
  await console.settled();
  expect(console.screen()).toContain(`Split shard ${shard7}: 0007 is at 58% now.`);
  expect(console.lines()[0]).not.toContain('running');
  await console.press('j');
  expect(console.screen()).not.toContain('0007 is at 58% now.');
});

const target = {
  service: 'kinesis',
  account: '111122224417',
  region: 'us-east-1',
  arn: orders.arn,
  resource: 'orders',
};

test.each([
  {columns: 80, rows: 24},
  {columns: 120, rows: 35},
  {columns: 200, rows: 60},
  {columns: 60, rows: 15},
])('a plan, its options and the prompt fit $columns×$rows', async size => {
  const console = await onOrders({...size, ascii: size.columns === 60});
  await console.press('s');
  expect(console.lines()).toHaveLength(size.rows);
  expect(console.screen()).toContain('Locked: arm with A');
  await console.press('Tab');
  expect(console.screen()).toContain('isolate');
  await console.press('Esc', 'A');
  expect(console.screen()).toContain('Its last four digits: ');
});

import {mkdtemp, readdir, readFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {openConsole} from './driver.ts';
import {blackFriday, manyStreams, orders, snapshotOf} from './fixtures.ts';

const onStreams = async (options: Parameters<typeof openConsole>[0] = {}) => {
  const console = await openConsole(options);
  await console.press('2');
  return {
    ...console,
    selected: () => /^› . {2}(\S+)/u.exec(console.lines().find(line => line.startsWith('›')) ?? '')?.[1],
  };
};

const screenSettled = async (console: Awaited<ReturnType<typeof openConsole>>): Promise<string> => {
  await console.settled();
  return console.screen();
};

const fifty = {published: {snapshot: snapshotOf({streams: manyStreams(50), findings: []})}};

test('moving through a list: rows, pages, ends', async () => {
  const console = await onStreams(fifty);
  const stops: (string | undefined)[] = [];
  for (const key of ['j', 'Down', 'k', 'Up', 'k', 'G', 'j', 'g', 'PageDown', 'Ctrl-f', 'PageUp', 'Ctrl-u']) {
    await console.press(key);
    stops.push(console.selected()?.slice(-2));
  }
  expect(stops).toEqual(['01', '02', '01', '00', '00', '49', '49', '00', '17', '34', '17', '00']);
});

test('where the cursor is in a long list is said', async () => {
  const console = await onStreams(fifty);
  await console.press('G');
  expect(console.screen()).toContain('33-50 of 50');
});

test('keys that arrive in one chunk all count', async () => {
  const console = await onStreams(fifty);
  await console.type('jjjj');
  expect(console.selected()).toBe('stream-00004');
  await console.type('/0003\rG');
  expect(console.selected()).toBe('stream-00039');
});

test('a filter narrows as it is typed, is kept, and goes with Esc', async () => {
  const console = await onStreams();
  await console.type('/se');
  expect(console.screen()).toMatch(/ \/se▏.* 2 of 8/u);
  await console.press('Enter');
  expect(console.screen()).toMatch(/ \/se .* 2 of 8/u);
  await console.show({streams: blackFriday.slice(0, 7)});
  expect(console.screen()).toMatch(/ \/se .* 2 of 7/u);
  await console.press('Esc');
  expect(console.screen()).toContain('orders');
});

test('a filter that is left is the one there was before', async () => {
  const console = await onStreams();
  await console.type('/orders\r');
  await console.type('/xyz');
  expect(console.screen()).toContain('no stream matches');
  await console.press('Esc');
  expect(console.selected()).toBe('orders');
  expect(console.screen()).toMatch(/ \/orders .* 1 of 8/u);
});

test('filters look at columns and compare numbers, and say what they cannot read', async () => {
  const console = await onStreams();
  await console.type('/refused>1k\r');
  expect(console.screen()).toContain('1 of 8');
  expect(console.selected()).toBe('orders');
  await console.press('Esc');
  await console.type('/nonsense>1');
  expect(console.screen()).toContain('There is no column "nonsense".');
});

test('while text is typed no key acts, and a paste is text', async () => {
  const console = await onStreams();
  await console.type('/q');
  expect(console.reason()).toBeUndefined();
  await console.type('\u001b[200~rdq\u001b[201~');
  expect(console.screen()).toContain('/qrdq▏');
  await console.press('Ctrl-u');
  expect(console.screen()).toContain(' /▏');
  await console.type('ordx');
  await console.press('Backspace');
  expect(console.selected()).toBe('orders');
});

test('a paste where no text is asked for presses no keys', async () => {
  const console = await onStreams();
  await console.type('\u001b[200~q\u001b[201~');
  expect(console.reason()).toBeUndefined();
});

test('sorting goes from column to column and can be turned round', async () => {
  const console = await onStreams();
  await console.press('S');
  expect(console.screen()).toContain('STREAM↑');
  expect(console.screen()).toContain('sorted by STREAM');
  await console.press('S', 'S');
  expect(console.screen()).toContain('REFUSED…↓');
  expect(console.lines()[4]).toContain('orders');
  await console.press('R');
  expect(console.screen()).toContain('REFUSED…↑');
  expect(console.lines()[4]).not.toContain('orders');
});

test('only what is wrong', async () => {
  const console = await onStreams();
  await console.press('F');
  expect(console.screen()).toContain('only what is wrong');
  expect(console.screen()).toContain('3 of 8');
  expect(console.screen()).not.toContain('searches');
  await console.press('F');
  expect(console.screen()).toContain('searches');
});

test('the palette goes anywhere by a part of the name', async () => {
  const console = await openConsole();
  await console.type(':pay');
  expect(console.screen()).toMatch(/› payments +Kinesis/u);
  await console.press('Enter');
  expect(console.lines()[1]).toContain('› payments');
  await console.type(':overv\r');
  expect(console.screen()).toContain('2 critical');
  await console.type(':pause');
  await console.press('Enter');
  expect(console.monitor.asked).toContain('pause');
});

test('the palette can be walked and left', async () => {
  const console = await openConsole();
  await console.press(':', 'Down', 'Down', 'Up', 'Enter');
  expect(console.screen()).toContain('STREAM');
  await console.press(':', 'Esc');
  expect(console.screen()).toContain('STREAM');
  await console.type(':zzzz');
  expect(console.screen()).toContain('nothing has that name');
});

test('the help names the keys of this place, its thresholds and its columns', async () => {
  const console = await onStreams({rows: 90});
  await console.press('?');
  for (const text of [
    'sort by the next column',
    'quit at once',
    'When is it bad',
    'critical 6',
    'REFUSED/m (refused)',
  ]) {
    expect(console.screen()).toContain(text);
  }
  await console.press('Esc');
  expect(console.screen()).toContain('orders');
});

test('the help scrolls and closes with the keys of a pager', async () => {
  const console = await onStreams();
  await console.press('?', 'j', 'PageDown', 'PageDown', 'PageDown', 'PageDown', 'k');
  expect(console.screen()).toContain('READ REF/m');
  await console.press('q');
  expect(console.reason()).toBeUndefined();
  expect(console.screen()).toContain('orders');
});

test('panels by number and by Tab', async () => {
  const console = await openConsole();
  await console.press('Tab');
  expect(console.screen()).toContain('STREAM');
  await console.press('Tab');
  expect(console.screen()).toContain('no queues here');
  await console.press('Tab');
  expect(console.screen()).toContain('no alarms here');
  await console.press('Tab');
  expect(console.screen()).toContain('no buckets here');
  await console.press('Tab');
  expect(console.screen()).toContain('nothing was done from this machine');
  await console.press('Tab');
  expect(console.screen()).toContain('2 critical');
  await console.press('Shift-Tab', 'Shift-Tab');
  expect(console.screen()).toContain('no buckets here');
  await console.press('9', '1');
  expect(console.screen()).toContain('2 critical');
});

test('copying: the name, the ARN, the command, each told to the terminal', async () => {
  const console = await onStreams();
  await console.press('j');
  const copied = async () => {
    console.display.chunks.length = 0;
    console.keyboard.push('c');
    await console.settled();
    const sent = console.display.chunks.join('').split('\u001b]52;c;')[1]?.split('\u0007')[0] ?? '';
    return Buffer.from(sent, 'base64').toString('utf8');
  };
  expect(await copied()).toBe('orders');
  expect(console.screen()).toContain('copied the name orders; again for the ARN');
  expect(await copied()).toBe(orders.arn);
  expect(await copied()).toBe(
    `aws kinesis describe-stream-summary --stream-arn ${orders.arn} --region us-east-1`,
  );
  expect(await copied()).toBe('orders');
  await console.press('j');
  expect(console.screen()).not.toContain('copied');
});

test('inside tmux the copy is wrapped so that it passes through', async () => {
  const console = await onStreams({environment: {TMUX: '/tmp/tmux-0/default,1,0'}});
  console.display.chunks.length = 0;
  console.keyboard.push('c');
  await console.settled();
  expect(console.display.chunks.join('')).toContain('\u001bPtmux;\u001b\u001b]52;c;');
});

test('the screen goes to a file, as text, and never over another', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'hotshard-screen-'));
  const console = await onStreams({directory});
  console.keyboard.push('w');
  await expect.poll(() => screenSettled(console)).toContain('wrote hotshard-2026-11-27T120430Z.txt');
  console.keyboard.push('w');
  await expect.poll(() => screenSettled(console)).toContain('wrote hotshard-2026-11-27T120430Z-2.txt');
  const names = await readdir(directory);
  expect(names.toSorted()).toEqual(['hotshard-2026-11-27T120430Z-2.txt', 'hotshard-2026-11-27T120430Z.txt']);
  const text = await readFile(join(directory, 'hotshard-2026-11-27T120430Z.txt'), 'utf8');
  expect(text).toContain('clicks-enriched');
  expect(text).not.toContain('\u001b');
});

test('a file that cannot be written is said', async () => {
  const console = await onStreams({directory: '/nowhere/at/all'});
  console.keyboard.push('w');
  await expect.poll(() => screenSettled(console)).toContain('could not write the screen');
});

test('pause, refresh and the interval reach the monitor, and are said', async () => {
  const console = await openConsole();
  await console.press('p');
  expect(console.lines()[0]).toContain('paused');
  await console.press('p', 'r', '+', '-', '-');
  expect(console.monitor.asked).toEqual(['pause', 'go on', 'refresh', 'every 120', 'every 60', 'every 30']);
  expect(console.screen()).toContain('reads every 30 s');
});

test('keys can be given to others, and taken away', async () => {
  const console = await openConsole({keyOverrides: {quit: 'Q', pause: false, down: 'V'}});
  await console.press('2', 'V', 'q', 'p');
  expect(console.reason()).toBeUndefined();
  expect(console.monitor.asked).toEqual([]);
  expect(console.screen()).toMatch(/› ● {2}orders/u);
  expect(console.lines().at(-1)).toContain('Q quit');
  await console.press('Q');
  expect(console.reason()).toBe('quit');
});

test('the footer names no key that does nothing here', async () => {
  const console = await openConsole({published: {snapshot: snapshotOf({streams: [], findings: []})}});
  expect(console.lines().at(-1)).toBe(' : commands  A arm  J journal  ? help  q quit');
});

import {readFileSync} from 'node:fs';
import {mkdtemp, readdir, readFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, test, vi} from 'vitest';
import type {Action, Prepared} from '../../../../source/actions/action.ts';
import {Arming} from '../../../../source/aws/arming.ts';
import {actManyCommand, type ManyFlags} from '../../../../source/commands/act-many.ts';
import type {Target} from '../../../../source/commands/target.ts';
import {alarms as service} from '../../../../source/services/alarms/index.ts';
import {test as testAlarm} from '../../../../source/services/alarms/test/action.ts';
import {matchingAlarms} from '../../../../source/services/alarms/test/matching.ts';
import {type Alarms, type Bench, bench, quiet} from './bench.ts';

const shop = (name: string, more: Parameters<typeof quiet>[1] = {}) =>
  quiet(`shop-${name}`, {onAlarm: ['topic:pager'], ...more});

/** Seconds after the start at which one goes to ALARM by itself. */
const naturalAt = 1200;

/** Twenty-four alarms that are to page, of which some cannot. */
const fleet: Alarms = {
  alarms: [
    ...Array.from({length: 16}, (_, index) => shop(`fine-${String(index).padStart(2, '0')}`)),
    shop('child'),
    shop('broken-topic', {onAlarm: ['topic:pager', 'topic:closed']}),
    shop('broken-gone', {onAlarm: ['topic:nowhere']}),
    shop('firing', {fixed: {state: 'ALARM', sinceSecond: -600}}),
    shop('muted'),
    shop('natural', {fixed: {state: 'ALARM', sinceSecond: naturalAt}}),
    shop('unread', {onAlarm: ['topic:unread']}),
    shop('stops', {onAlarm: ['arn:aws:automate:us-east-1:ec2:stop'], dimensions: {InstanceId: 'i-0abc'}}),
  ],
  compositeAlarms: [{name: 'all-of-shop', rule: 'ALARM("shop-child")', onAlarm: ['topic:pager']}],
  muteRules: [{name: 'deploy', fromSecond: -60, duration: 'PT4H', alarms: ['shop-muted']}],
};

async function drill(
  opened: Bench,
  flags: Partial<ManyFlags> = {},
  onSay: (line: string) => void = () => {},
) {
  const {clock, arming, journal, session} = opened;
  const target: Target = {
    label: undefined,
    clock,
    arming,
    journal,
    connect: async () => [session],
    pass: async () => {},
    close: async () => {},
  };
  const printed: string[] = [];
  const out = vi.spyOn(process.stdout, 'write').mockImplementation((text: unknown, done: unknown) => {
    printed.push(String(text));
    if (typeof done === 'function') done();
    return true;
  });
  const said: string[] = [];
  const error = vi.spyOn(process.stderr, 'write').mockImplementation((text: unknown) => {
    said.push(String(text));
    onSay(String(text));
    return true;
  });
  try {
    const code = await actManyCommand(target, {
      service,
      action: testAlarm,
      matching: matchingAlarms,
      prefix: 'shop-',
      values: {state: 'ALARM'},
      most: 24,
      includeDestructive: false,
      junit: undefined,
      dryRun: false,
      yes: true,
      json: false,
      ...flags,
    });
    return {code, out: printed.join(''), said: said.join('')};
  } finally {
    out.mockRestore();
    error.mockRestore();
  }
}

/** What the report says of each: its element and message, or nothing for one that passed. */
const readCases = (xml: string): ReadonlyMap<string, string> =>
  new Map(
    [...xml.matchAll(/<testcase [^>]*? name="([^"]*)"[^>]*>(.*?)<\/testcase>/gsu)].map(
      ([, name = '', inner = '']) => {
        const [, element, message] = /<(failure|error|skipped) message="([^"]*)"/u.exec(inner) ?? [];
        return [name, element === undefined ? 'passed' : `${element}: ${message}`];
      },
    ),
  );

test('a drill over 24 alarms names exactly what failed, what was skipped, and why', async () => {
  const opened = await bench(fleet);
  const {clock} = opened;
  const start = Math.floor(clock.now() / 60_000) * 60_000;
  const folder = await mkdtemp(join(tmpdir(), 'hotshard-drill-'));
  const junit = join(folder, 'drill.xml');
  const {code, out} = await drill(opened, {junit}, line => {
    // In the second in which it is set, its own metric sets it.
    if (line.startsWith('shop-natural: Setting')) clock.advance(start + naturalAt * 1000 + 300 - clock.now());
  });
  const cases = readCases(await readFile(junit, 'utf8'));
  expect(cases.size).toBe(24);
  expect([...cases.values()].filter(each => each === 'passed')).toHaveLength(17);
  const others = Object.fromEntries([...cases].filter(([, each]) => each !== 'passed'));
  expect(others).toEqual({
    'shop-broken-topic': expect.stringMatching(
      /^failure: 1 of 2 actions .* pages topic closed: failed, .*AccessDeniedException/,
    ),
    'shop-broken-gone': expect.stringMatching(
      /^failure: Its action did .* pages topic nowhere: failed, Topic does not exist/,
    ),
    'shop-firing': 'skipped: shop-firing is ALARM already, and actions are carried out on a change alone.',
    'shop-muted': expect.stringMatching(/^skipped: shop-muted is muted until \d\d:\d\d by deploy/),
    'shop-natural': expect.stringMatching(/^failure: Not proved: shop-natural went to ALARM by itself at/),
    'shop-unread': expect.stringMatching(/^failure: .*no confirmed subscription: it reaches nobody/),
    'shop-stops': expect.stringMatching(
      /^skipped: Destructive, .*--include-destructive.* it stops instance i-0abc/,
    ),
  });
  expect(code).toBe(1);
  expect(out).toMatch(/17 passed, 3 skipped, 0 unknown, 4 failed\.\n$/);
  expect(await readdir(folder)).toEqual(['drill.xml']);
  expect((await opened.journal.read()).done).toHaveLength(21);
  expect(opened.session.gate.meter.reading.byOperation['cloudwatch:SetAlarmState']).toBe(21);
});

test('without --yes it prints every plan and what is left out, and changes nothing', async () => {
  const opened = await bench(fleet);
  const {code, out} = await drill(opened, {yes: false});
  expect(code).toBe(0);
  expect(out).toMatch(/^Test alarm: all that begin with shop-: 21 of 24\n/);
  expect(out).toContain('Composite all-of-shop goes to ALARM with it: pages topic pager');
  expect(out).toContain('Skipped: shop-firing. shop-firing is ALARM already');
  expect(out).toMatch(/Nothing was changed: --yes carries it out\.\n$/);
  expect(opened.session.gate.meter.reading.byOperation['cloudwatch:SetAlarmState']).toBeUndefined();
  expect((await opened.journal.read()).done).toHaveLength(0);
});

test('more than --max are refused, none of them tested', async () => {
  const opened = await bench(fleet);
  const {code, said} = await drill(opened, {most: 20});
  expect(code).toBe(1);
  expect(said).toBe(
    'hotshard: 24 alarms begin with shop-, more than 20: name a longer prefix, or allow as many with --max 24.\n',
  );
  expect((await opened.journal.read()).done).toHaveLength(0);
});

test('alarms under one composite are tested one after another: each is seen to move it', async () => {
  const names = ['shop-a', 'shop-b', 'shop-c'];
  const opened = await bench({
    alarms: names.map(name => quiet(name)),
    compositeAlarms: [
      {name: 'down', rule: names.map(name => `ALARM("${name}")`).join(' OR '), onAlarm: ['topic:pager']},
    ],
  });
  const {code, out} = await drill(opened);
  expect(out).toMatch(/3 passed, 0 skipped, 0 unknown, 0 failed\.\n$/);
  expect(code).toBe(0);
});

test('read only, none is tested, and the exit code says so', async () => {
  const opened = await bench({alarms: [shop('fine')]});
  const readOnly = {...opened, arming: new Arming({clock: opened.clock, readOnly: true})};
  const session = opened.reader(readOnly.arming);
  expect(await drill({...readOnly, session})).toMatchObject({
    code: 1,
    out: expect.stringContaining('Everything is read only: no action can run.'),
  });
});

test('a report that cannot be written is known before anybody is paged', async () => {
  const opened = await bench(fleet);
  const junit = '/nowhere/at/all.xml';
  await expect(drill(opened, {junit})).rejects.toThrow(`${junit} cannot be written`);
  expect((await opened.journal.read()).done).toHaveLength(0);
});

/** The test of an alarm, where the facts of one are read again in another way. */
const readAgain = (
  name: string,
  again: (prepared: Extract<Prepared, {readonly plan: object}>) => Promise<Prepared>,
): Action => ({
  ...testAlarm,
  prepare: async (session, target, values, signal) => {
    const prepared = await testAlarm.prepare(session, target, values, signal);
    if ('wrong' in prepared || target.resource !== name) return prepared;
    return {...prepared, again: () => again(prepared)};
  },
});

test('one that breaks off is unknown, and the others are tested all the same', async () => {
  const opened = await bench({alarms: ['a', 'b', 'c'].map(name => shop(name))});
  const action = readAgain('shop-b', () => Promise.reject(new Error('socket hang up')));
  const {code, out} = await drill(opened, {action});
  expect(out).toContain('UNKNOWN shop-b: It broke off: socket hang up');
  expect(out).toMatch(/2 passed, 0 skipped, 1 unknown, 0 failed\.\n$/);
  expect(code).toBe(2);
});

test('should this machine die, the report says which were under way', async () => {
  const opened = await bench({alarms: [shop('fine')]});
  const junit = join(await mkdtemp(join(tmpdir(), 'hotshard-drill-')), 'drill.xml');
  let meanwhile = '';
  await drill(opened, {junit}, line => {
    if (line.startsWith('shop-fine: Setting')) meanwhile = readFileSync(junit, 'utf8');
  });
  expect(readCases(meanwhile).get('shop-fine')).toBe('error: It was under way.');
  expect(readCases(readFileSync(junit, 'utf8')).get('shop-fine')).toBe('passed');
});

test('stopped, one that was set is unknown, and is not called skipped', async () => {
  const opened = await bench({alarms: [shop('fine')]});
  const {out} = await drill(opened, {}, line => {
    if (line.includes('actions seen')) process.emit('SIGHUP');
  });
  expect(out).toMatch(
    /^UNKNOWN shop-fine: shop-fine was set to ALARM\. Stopped before the proof was whole\./,
  );
});

test('stopped while one was about to begin, nothing was done, and that is no failure', async () => {
  const opened = await bench({alarms: [shop('fine')]});
  const action = readAgain('shop-fine', ({again}) => {
    process.emit('SIGHUP');
    return again();
  });
  const {out} = await drill(opened, {action});
  expect(out).toContain('0 passed, 1 skipped, 0 unknown, 0 failed.');
  expect((await opened.journal.read()).done).toHaveLength(0);
});

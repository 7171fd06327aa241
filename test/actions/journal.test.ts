import {spawn} from 'node:child_process';
import {appendFile, mkdtemp, readFile, rm, stat, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {Journal, journalPath} from '../../source/actions/journal.ts';
import {actionsDone, type JournalEntry} from '../../source/actions/journal-entry.ts';

const folder = () => mkdtemp(join(tmpdir(), 'hotshard-journal-'));
const fresh = async () => new Journal(join(await folder(), 'hotshard', 'journal.jsonl'));

const begin = (id: string, minute = 0): JournalEntry => ({
  time: new Date(Date.UTC(2026, 10, 27, 12, minute)).toISOString(),
  id,
  event: 'begin',
  callerArn: 'arn:aws:iam::730112094417:user/on-call',
  action: 'kinesis.split',
  target: {
    service: 'kinesis',
    account: '730112094417',
    region: 'us-east-1',
    arn: 'arn:aws:kinesis:us-east-1:730112094417:stream/orders',
    resource: 'orders',
  },
  plan: {title: `Split ${id}`, risk: 'disruptive', steps: [], changes: [], warnings: [], undo: '', cost: ''},
});
const end = (id: string): JournalEntry => ({
  time: '2026-11-27T12:30:00.000Z',
  id,
  event: 'end',
  result: 'done',
  says: 'Split.',
  before: {shards: '16'},
  after: {shards: '17'},
});

test('what was done is told, the newest first, with what it was and what it is', async () => {
  const journal = await fresh();
  for (const entry of [begin('a', 1), end('a'), begin('b', 2)]) journal.append(entry);
  const {done, torn} = await journal.read();
  expect(torn).toBe(0);
  expect(done.map(({title, result}) => [title, result])).toEqual([
    ['Split b', 'interrupted'],
    ['Split a', 'done'],
  ]);
  expect(done[1]).toMatchObject({before: {shards: '16'}, after: {shards: '17'}});
});

test('of a simulated account only what was done in this run is told', async () => {
  const path = join(await folder(), 'demo-journal.jsonl');
  const before = new Journal(path);
  before.append(begin('earlier', 59));
  await appendFile(path, '{"cut off');
  const journal = new Journal(path, {fromNow: true});
  expect(await journal.read()).toEqual({done: [], torn: 0});
  journal.append(begin('now', 1));
  const {done, torn} = await journal.read();
  expect([done.map(({id}) => id), torn]).toEqual([['now'], 0]);
  expect((await before.read()).done).toHaveLength(2);
});

test('an action of a hundred thousand requests is read at once', () => {
  const sent: JournalEntry = {
    time: '2026-11-27T12:30:00.000Z',
    id: 'a',
    event: 'request',
    operation: 's3:RestoreObject',
    parameters: {Bucket: 'exports'},
    outcome: 'accepted',
  };
  const [done] = actionsDone([begin('a'), ...Array.from({length: 100_000}, () => sent), end('a')]);
  expect(done?.requests).toHaveLength(100_000);
});

test('a folder that somebody took away is made again', async () => {
  const journal = await fresh();
  journal.append(begin('a'));
  await rm(join(journal.path, '..'), {recursive: true});
  journal.append(begin('b'));
  expect((await journal.read()).done).toMatchObject([{id: 'b'}]);
});

test('only its owner can read it', async () => {
  const journal = await fresh();
  journal.append(begin('a'));
  expect((await stat(journal.path)).mode & 0o777).toBe(0o600);
});

test('a journal cut off anywhere tells everything before the cut, and goes on after it', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({min: 1, max: 5}),
      fc.double({min: 0, max: 1, noNaN: true}),
      async (count, share) => {
        const journal = await fresh();
        for (let index = 0; index < count; index += 1) journal.append(begin(`a${index}`, index));
        const whole = await readFile(journal.path, 'utf8');
        const cut = Math.floor(whole.length * share);
        await writeFile(journal.path, whole.slice(0, cut));
        const linesBefore = whole.slice(0, cut).split('\n').length - 1;
        journal.append(begin('after', 59));
        const {done, torn} = await journal.read();
        expect(torn).toBeLessThanOrEqual(1);
        expect(done[0]?.id).toBe('after');
        expect(done.length).toBeGreaterThanOrEqual(linesBefore + 1);
        expect(done.length + torn).toBeLessThanOrEqual(linesBefore + 2);
      },
    ),
    {numRuns: 40},
  );
});

test('what is no line of ours is counted, and not fatal', async () => {
  const journal = await fresh();
  journal.append(begin('a'));
  await appendFile(journal.path, '{"time":"2026-11-27"\nnull\n[]\n');
  const {done, torn} = await journal.read();
  expect(done).toHaveLength(1);
  expect(torn).toBe(3);
});

test('killed without warning, it has said on the disk what it was about to do', async () => {
  const path = join(await folder(), 'journal.jsonl');
  const program = `
    import {Journal} from ${JSON.stringify(join(import.meta.dirname, '../../source/actions/journal.ts'))};
    const journal = new Journal(${JSON.stringify(path)});
    journal.append(${JSON.stringify(begin('killed'))});
    process.stdout.write('written');
    setInterval(() => {}, 1000);
  `;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise(resolve => child.stdout.once('data', resolve));
  child.kill('SIGKILL');
  const {done} = await new Journal(path).read();
  expect(done).toMatchObject([{id: 'killed', result: 'interrupted'}]);
});

test('where it cannot be written, nothing is done, and one sentence says so', () => {
  expect(() => new Journal('/dev/null/journal.jsonl').append(begin('a'))).toThrow(
    /The journal .* cannot be written/,
  );
});

test('it is where the XDG state is, and the simulated account has its own', () => {
  expect(journalPath({XDG_STATE_HOME: '/state'}, '/home/me')).toBe('/state/hotshard/journal.jsonl');
  expect(journalPath({}, '/home/me')).toBe('/home/me/.local/state/hotshard/journal.jsonl');
  expect(journalPath({}, '/home/me', 'demo-journal')).toBe(
    '/home/me/.local/state/hotshard/demo-journal.jsonl',
  );
});

import {spawn} from 'node:child_process';
import {createInterface} from 'node:readline';
import {openConsole} from '../terminal/console-program.ts';
import {processUse} from '../terminal/process.ts';
import {executable} from '../terminal/product.ts';
import type {Figure, Measurement} from './figure.ts';

const everyMs = 10;
const rounds = [100, 1000];
const mega = 1_000_000;

function resident(pid: number | undefined): number {
  const use = pid === undefined ? undefined : processUse(pid);
  if (use === undefined) throw new Error('The program is gone.');
  return use.residentBytes / mega;
}

/** The screens alone, on documents that come as fast as they can be drawn. */
async function ofConsole(times: number): Promise<Figure> {
  await using terminal = await openConsole({streams: 1000, publish: {times, everyMs}});
  await terminal.shows('hotshard', {within: 20_000});
  await terminal.settled({within: times * everyMs * 3 + 10_000, quietMs: 500});
  return {
    what: `memory (resident) of the console after ${times.toLocaleString('en')} refreshes`,
    value: resident(terminal.pid),
    unit: 'MB',
    how: '1,000 streams, one changed row each',
  };
}

/** Reading and judging, with the simulated account in the same process. */
async function ofReading(): Promise<readonly Figure[]> {
  const last = Math.max(...rounds);
  const account = ['demo', '--speed', '60000', '--budget', '100'];
  const watch = ['snapshot', '--watch', '60', '--count', String(last + 1), '--fail-on', 'never'];
  const child = spawn(process.execPath, [executable, ...account, ...watch], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const figures: Figure[] = [];
  let documents = 0;
  for await (const _ of createInterface({input: child.stdout})) {
    documents++;
    if (!rounds.includes(documents)) continue;
    const what = `memory (resident) of \`demo snapshot --watch\` after ${documents.toLocaleString('en')} refreshes`;
    figures.push({what, value: resident(child.pid), unit: 'MB', how: 'the simulated account included'});
  }
  return figures;
}

export const memory: Measurement = {
  id: 'memory',
  async run() {
    const figures: Figure[] = [];
    for (const times of rounds) figures.push(await ofConsole(times));
    return [...figures, ...(await ofReading())];
  },
};

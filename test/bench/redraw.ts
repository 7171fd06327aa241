import {openConsole} from '../terminal/console-program.ts';
import type {Terminal} from '../terminal/harness.ts';
import type {ConsoleProgramOptions} from '../terminal/programs/console.ts';
import {type Figure, type Measurement, median} from './figure.ts';

const rounds = 10;
const how = `median of ${rounds}, 80×24`;

/** What one act writes to the terminal, once it has come to rest again. */
async function bytesOf(terminal: Terminal, act: () => void): Promise<number> {
  const values: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await terminal.settled();
    const mark = terminal.mark();
    act();
    await terminal.settled();
    values.push(terminal.bytesSince(mark));
  }
  return median(values);
}

async function openList(program: ConsoleProgramOptions): Promise<Terminal> {
  const terminal = await openConsole({streams: 1000, ...program});
  await terminal.shows('hotshard');
  terminal.press('2');
  await terminal.shows('stream-00005');
  return terminal;
}

async function run(): Promise<readonly Figure[]> {
  await using list = await openList({change: 'one-row'});
  const row = await bytesOf(list, () => list.kill('SIGUSR2'));
  const key = await bytesOf(list, () => list.press('j'));
  await using still = await openList({change: 'nothing'});
  const nothing = await bytesOf(still, () => still.kill('SIGUSR2'));
  return [
    {what: 'written for one changed row', value: row, unit: 'B', atMost: 400, how},
    {what: 'written when nothing visible changed', value: nothing, unit: 'B', atMost: 0, how},
    {what: 'written for a key that moves the selection', value: key, unit: 'B', how},
  ];
}

export const redraw: Measurement = {id: 'redraw', run};

import {openConsole} from '../terminal/console-program.ts';
import type {Terminal} from '../terminal/harness.ts';
import {selected} from '../terminal/selection.ts';
import {type Figure, type Measurement, median, percentile95} from './figure.ts';

const rows = 10_000;
const rounds = 40;

/** From the key to the screen that shows what it did. */
async function latency(terminal: Terminal, key: string): Promise<number> {
  await terminal.settled({quietMs: 60});
  const before = selected(terminal);
  const started = performance.now();
  terminal.press(key);
  await terminal.shows(() => selected(terminal) !== before);
  return performance.now() - started;
}

async function run(): Promise<readonly Figure[]> {
  await using terminal = await openConsole({streams: rows});
  await terminal.shows('hotshard', {within: 20_000});
  terminal.press('2');
  await terminal.shows('stream-00003');
  const figures: Figure[] = [];
  for (const key of ['j', 'PageDown']) {
    const values: number[] = [];
    for (let round = 0; round < rounds; round++) values.push(await latency(terminal, key));
    const how = `${rounds} times, ${rows.toLocaleString('en')} rows`;
    figures.push(
      {what: `\`${key}\` to screen, median`, value: median(values), unit: 'ms', atMost: 50, how},
      {what: `\`${key}\` to screen, 95th percentile`, value: percentile95(values), unit: 'ms', how},
    );
  }
  return figures;
}

export const keypress: Measurement = {id: 'keypress', run};

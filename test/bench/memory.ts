import {openConsole} from '../terminal/console-program.ts';
import type {Figure, Measurement} from './figure.ts';

const everyMs = 10;
const mega = 1_000_000;

async function residentAfter(times: number): Promise<Figure> {
  await using terminal = await openConsole({streams: 1000, publish: {times, everyMs}});
  await terminal.shows('hotshard', {within: 20_000});
  await terminal.settled({within: times * everyMs * 3 + 10_000, quietMs: 500});
  const use = terminal.use();
  if (use === undefined) throw new Error('The console is gone.');
  const how = '1,000 streams, one changed row each';
  const what = `memory (resident) after ${times.toLocaleString('en')} refreshes`;
  return {what, value: use.residentBytes / mega, unit: 'MB', how};
}

export const memory: Measurement = {
  id: 'memory',
  async run() {
    return [await residentAfter(100), await residentAfter(1000), await residentAfter(3000)];
  },
};

import {wait} from '../../source/clock.ts';
import {openConsole} from '../terminal/console-program.ts';
import {cpuMs, idleMs, idleShare} from './cpu.ts';
import type {Figure, Measurement} from './figure.ts';

const refreshes = 100;

async function run(): Promise<readonly Figure[]> {
  await using console = await openConsole({streams: 1000});
  await console.shows('hotshard', {within: 20_000});
  const idle = await idleShare(console);

  const everyMs = 100;
  await using busy = await openConsole({streams: 1000, publish: {times: refreshes, everyMs}});
  await busy.shows('hotshard', {within: 20_000});
  const before = cpuMs(busy);
  await wait(refreshes * everyMs);
  await busy.settled();
  const perRefresh = (cpuMs(busy) - before) / refreshes;
  return [
    {what: 'CPU at rest', value: idle, unit: '%', atMost: 1, how: `${idleMs / 1000} s, nothing published`},
    {
      what: 'CPU to draw one refresh',
      value: perRefresh,
      unit: 'ms',
      how: `${refreshes} refreshes, 1,000 rows`,
    },
  ];
}

export const rest: Measurement = {id: 'rest', run};

import {openDemo} from '../terminal/product.ts';
import {idleMs, idleShare} from './cpu.ts';
import type {Measurement} from './figure.ts';

export const demo: Measurement = {
  id: 'demo',
  async run() {
    await using terminal = await openDemo();
    await terminal.shows('clicks-enriched', {within: 20_000});
    const mark = terminal.mark();
    const value = await idleShare(terminal);
    const bytesPerMinute = (terminal.bytesSince(mark) / idleMs) * 60_000;
    const how = `${idleMs / 1000} s`;
    return [
      {what: 'CPU of `demo` with its account and its polling', value, unit: '%', how},
      {what: 'written by `demo` in a minute', value: bytesPerMinute, unit: 'B', how},
    ];
  },
};

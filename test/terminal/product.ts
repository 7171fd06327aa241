import path from 'node:path';
import type {Terminal, TerminalOptions} from './harness.ts';
import {openTerminal} from './harness.ts';

export const root = path.join(import.meta.dirname, '../..');

/** What is told to be under test, such as an installed package, or what was built here. */
export const executable = process.env.HOTSHARD_UNDER_TEST ?? path.join(root, 'bin/hotshard.js');

/** The console as it is installed, in a terminal: `hotshard demo …`. */
export function openDemo(
  args: readonly string[] = [],
  options: Omit<TerminalOptions, 'args' | 'command'> = {},
): Promise<Terminal> {
  return openTerminal({...options, args: [executable, 'demo', ...args]});
}

const scenario = (name: string) => ['--scenario', path.join(import.meta.dirname, 'scenarios', name)];

/** One stream, about to lose records: for what needs something wrong on the screen, and does not ask what. */
export const oneStream = scenario('one-stream.toml');

/** The streams that the stories of one stream are told of: those of a black Friday, in an account that is soon read. */
export const twoStreams = scenario('two-streams.toml');

/** The account of two streams with all its findings on the screen. */
export async function untilStreamsAreRead(terminal: Terminal): Promise<void> {
  await terminal.shows('hotshard', {within: 10_000});
  await terminal.shows(/● +clicks-enriched/, {within: 10_000});
  await terminal.shows(/orders +shard 0007 full/, {within: 10_000});
  // What has no alarm is known last.
  await terminal.shows(/orders +no alarm on its readers/, {within: 10_000});
  await terminal.settled({quietMs: 250});
}

/** The black Friday account with all its findings on the screen; at `--speed 1` it then stands for a minute. */
export async function untilAllIsRead(terminal: Terminal): Promise<void> {
  await terminal.shows('hotshard', {within: 10_000});
  await terminal.shows(/● +clicks-enriched/, {within: 10_000});
  // Findings sharpen when the metrics of the shards and the readers' names have come.
  await terminal.shows(/orders +shard 0007 full/, {within: 10_000});
  await terminal.shows(/● +payments-dlq .*waiting/, {within: 10_000});
  // The settings of the buckets come last.
  await terminal.shows(/critical, \d+ warnings?, \d+ quiet *$/m, {within: 10_000});
  await terminal.settled({quietMs: 250});
}

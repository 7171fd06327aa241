import type {Terminal} from './harness.ts';

/** The name in the row that is marked as selected: a stream or a shard. */
export function selected(terminal: Terminal): string | undefined {
  const row = terminal.screen().find(line => /^[›>]/.test(line));
  return row === undefined ? undefined : /stream-\d+|…\d+/.exec(row)?.[0];
}

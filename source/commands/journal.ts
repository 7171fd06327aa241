import type {Done} from '../actions/journal-entry.ts';
import {requestText} from '../actions/request-text.ts';
import {plain} from '../text/cell.ts';
import {print, say} from './print.ts';
import type {Target} from './target.ts';

export type JournalFlags = {readonly sinceMs: number | undefined; readonly json: boolean};

/** What was done from this machine, newest first. */
export async function journalCommand(
  {journal, clock}: Pick<Target, 'journal' | 'clock'>,
  {sinceMs, json}: JournalFlags,
): Promise<number> {
  const {done, torn} = await journal.read();
  const from = sinceMs === undefined ? '' : new Date(clock.now() - sinceMs).toISOString();
  const recent = done.filter(({startedAt}) => startedAt >= from);
  if (torn > 0)
    say(
      `hotshard: ${torn} ${torn === 1 ? 'line' : 'lines'} of the journal cannot be read; the rest follows.`,
    );
  await print(
    json ? `${JSON.stringify(recent, null, 2)}\n` : recent.map(lines).join('') || 'Nothing was done.\n',
  );
  return 0;
}

function lines({startedAt, result, title, target, says, requests, callerArn}: Done): string {
  return [
    `${startedAt}  ${result}  ${title}`,
    `  ${target.account} ${target.region} ${target.arn} by ${callerArn}`,
    ...requests.map(sent => `  ${requestText(sent)}`),
    `  ${says}`,
  ]
    .map(line => `${plain(line)}\n`)
    .join('');
}

import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {stripVTControlCharacters} from 'node:util';
import {renderToString} from 'ink';
import type {Console} from './model.ts';
import {Screen} from './shell.tsx';

/** The screen as text: what somebody who was not there reads. */
function screenText(console: Console): string {
  const {columns} = console.size.get();
  const drawn = renderToString(<Screen console={{...console, color: false, toFile: true}} />, {columns});
  return `${stripVTControlCharacters(drawn)
    .split('\n')
    .map(line => line.trimEnd())
    .join('\n')
    .trimEnd()}\n`;
}

const isTaken = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EEXIST';

/** Writes the screen to a new file in the directory and gives its name; never over a file that is there. */
export async function writeScreen(console: Console, directory: string): Promise<string> {
  const text = screenText(console);
  const time = new Date(console.monitor.now()).toISOString().slice(0, 19).replaceAll(':', '');
  for (let copy = 1; copy < 100; copy += 1) {
    const name = `hotshard-${time}Z${copy === 1 ? '' : `-${copy}`}.txt`;
    try {
      await writeFile(join(directory, name), text, {flag: 'wx', mode: 0o600});
      return name;
    } catch (error) {
      if (!isTaken(error)) throw error;
    }
  }
  throw new Error('there are a hundred files of this second already');
}

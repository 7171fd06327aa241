import {Console} from 'node:console';
import {Writable} from 'node:stream';

/**
 * Libraries write warnings to the console, over the screen or between the data. Nothing of ours uses it: what we
 * have to say goes to standard output or standard error by itself.
 */
export function silenceLibraries(): void {
  const nowhere = new Writable({write: (_chunk, _encoding, done) => done()});
  globalThis.console = new Console(nowhere, nowhere);
  process.removeAllListeners('warning');
  process.on('warning', () => {});
}

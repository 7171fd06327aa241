import {EventEmitter} from 'node:events';

const nextLine = '\u001b[E';
const nextLines = new RegExp(`(?:${nextLine.replace('[', '\\[')}){2,}`, 'g');
const enterAlternateScreen = '\u001b[?1049h';
const leaveAlternateScreen = '\u001b[?1049l';
const home = '\u001b[H';
const wrapOff = '\u001b[?7l';
const wrapOn = '\u001b[?7h';

/**
 * The alternate screen opens with the cursor wherever it was, and a frame starts at the top. And terminals do
 * not agree on the width of every character: without wrapping, a line that is wider than thought is cut at the
 * edge instead of pushing the whole screen up.
 */
const prepared = (text: string): string =>
  text
    .replaceAll(enterAlternateScreen, enterAlternateScreen + home + wrapOff)
    .replaceAll(leaveAlternateScreen, wrapOn + leaveAlternateScreen);

/** `ESC[E` twelve times is `ESC[12E`: an unchanged stretch of the screen costs five bytes instead of forty. */
export const foldNextLines = (text: string): string =>
  text.replaceAll(nextLines, run => `\u001b[${run.length / nextLine.length}E`);

type Written = (error?: Error | null) => void;

export type JoinedOutput = NodeJS.WriteStream & {
  /** Hands over what has been gathered, now. */
  readonly flush: () => void;
  /** Writes behind what has been gathered, without a word to the renderer. */
  readonly raw: (text: string) => void;
  /** Tells the renderer that the size is another, which makes it draw; the terminal's own word is not passed on. */
  readonly resized: () => void;
};

/**
 * Stands before the terminal and joins the writes of one frame (its synchronisation marks and its body) into
 * one: less on the wire, and no terminal shows half of a frame. A write that wants to know when it is done, or
 * `flush`, hands everything over at once.
 */
export function joinOutput(target: NodeJS.WriteStream): JoinedOutput {
  const events = new EventEmitter();
  events.setMaxListeners(0);
  let gathered = '';
  let scheduled = false;

  const flush = (): void => {
    if (gathered === '') return;
    const text = foldNextLines(gathered);
    gathered = '';
    if (!target.destroyed && !target.writableEnded) target.write(text);
  };
  const gather = (text: string): void => {
    gathered += prepared(text);
    if (scheduled) return;
    scheduled = true;
    queueMicrotask(() => {
      scheduled = false;
      flush();
    });
  };
  const write = (
    chunk: string | Uint8Array,
    encoding?: BufferEncoding | Written,
    written?: Written,
  ): boolean => {
    const callback = typeof encoding === 'function' ? encoding : written;
    gather(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8'));
    if (!callback) return true;
    flush();
    if (target.destroyed || target.writableEnded) {
      setImmediate(callback);
      return false;
    }
    return target.write('', callback);
  };

  const own: Readonly<Record<string, unknown>> = {
    write,
    flush,
    raw: gather,
    resized: () => events.emit('resize'),
    on: events.on.bind(events),
    off: events.off.bind(events),
    once: events.once.bind(events),
    emit: events.emit.bind(events),
    addListener: events.addListener.bind(events),
    removeListener: events.removeListener.bind(events),
    listenerCount: events.listenerCount.bind(events),
  };
  return new Proxy(target, {
    get: (stream, property) => {
      if (typeof property === 'string' && property in own) return own[property];
      const value: unknown = Reflect.get(stream, property, stream);
      return typeof value === 'function' ? value.bind(stream) : value;
    },
  }) as JoinedOutput;
}

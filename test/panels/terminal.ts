import {EventEmitter} from 'node:events';
import {Readable, Writable} from 'node:stream';
import xterm from '@xterm/headless';

/** A terminal's keyboard, as far as a program can tell. */
export class Keyboard extends Readable {
  readonly isTTY = true;
  rawMode = false;

  override _read(): void {}

  setRawMode(mode: boolean): this {
    this.rawMode = mode;
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }
}

/** A terminal's screen: what is written to it is drawn by an emulator that others wrote. */
export class Display extends Writable {
  readonly isTTY = true;
  columns: number;
  rows: number;
  bytes = 0;
  writes = 0;
  readonly chunks: string[] = [];
  readonly emulator: InstanceType<typeof xterm.Terminal>;
  #drawn: Promise<void> = Promise.resolve();

  constructor(columns: number, rows: number) {
    super({decodeStrings: false});
    this.columns = columns;
    this.rows = rows;
    this.emulator = new xterm.Terminal({
      cols: columns,
      rows,
      convertEol: true,
      allowProposedApi: true,
      scrollback: 0,
    });
  }

  override _write(chunk: string | Buffer, _encoding: BufferEncoding, done: () => void): void {
    const text = chunk.toString();
    if (text !== '') {
      this.bytes += Buffer.byteLength(text);
      this.writes += 1;
      this.chunks.push(text);
      this.#drawn = new Promise(resolve => this.emulator.write(text, resolve));
    }
    done();
  }

  /** Resolves when all that was written is on the screen. */
  drawn(): Promise<void> {
    return this.#drawn;
  }

  resize(columns: number, rows: number): void {
    this.columns = columns;
    this.rows = rows;
    this.emulator.resize(columns, rows);
    this.emit('resize');
  }

  lines(): string[] {
    const {active} = this.emulator.buffer;
    return Array.from(
      {length: this.rows},
      (_, row) => active.getLine(active.viewportY + row)?.translateToString(true, 0, this.columns) ?? '',
    );
  }
}

/** The process around the console: where signals are heard, and the job that can be stopped. */
export class Around extends EventEmitter {
  stops = 0;
}

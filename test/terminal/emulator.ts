import type {IBufferLine} from '@xterm/headless';
import xterm from '@xterm/headless';

/** What programs switch on and off, as the terminal saw it last. */
export type Modes = {
  readonly alternateScreen: boolean;
  readonly cursorVisible: boolean;
  readonly bracketedPaste: boolean;
  readonly mouse: boolean;
  readonly focusReports: boolean;
  readonly applicationCursorKeys: boolean;
  /** Inside a frame that is drawn as one (mode 2026). */
  readonly synchronizedOutput: boolean;
};

export type Cell = {
  readonly text: string;
  readonly bold: boolean;
  readonly dim: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
  readonly inverse: boolean;
  /** A palette number, `#rrggbb`, or undefined for the terminal's own. */
  readonly foreground: number | string | undefined;
  readonly background: number | string | undefined;
};

export type Emulator = {
  /** Calls back when the text is on the screen. */
  readonly write: (text: string, done: () => void) => void;
  readonly resize: (columns: number, rows: number) => void;
  /** One string a row, without trailing spaces. */
  readonly screen: () => string[];
  readonly cell: (column: number, row: number) => Cell;
  readonly cursor: () => {readonly column: number; readonly row: number};
  readonly modes: () => Modes;
  /** What the terminal answers by itself, to questions about its kind or its cursor. */
  readonly onAnswer: (listener: (text: string) => void) => void;
  readonly onCommand: (number: number, listener: (text: string) => void) => void;
  readonly dispose: () => void;
};

const mouseModes = [9, 1000, 1001, 1002, 1003, 1005, 1006, 1015, 1016];

/** A terminal without a window: xterm's, with every private mode that was switched kept in a list. */
export function openEmulator(columns: number, rows: number): Emulator {
  const terminal = new xterm.Terminal({cols: columns, rows, allowProposedApi: true, scrollback: 200});
  const on = new Set([25]);

  const note = (set: boolean) => (params: (number | number[])[]) => {
    for (const mode of params.flat()) {
      if (set) on.add(mode);
      else on.delete(mode);
    }
    return false;
  };
  terminal.parser.registerCsiHandler({prefix: '?', final: 'h'}, note(true));
  terminal.parser.registerCsiHandler({prefix: '?', final: 'l'}, note(false));

  return {
    write: (text, done) => terminal.write(text, done),
    resize: (columns, rows) => terminal.resize(columns, rows),
    screen() {
      const buffer = terminal.buffer.active;
      // A row keeps what it had beyond the edge when the terminal shrinks: nobody sees that.
      const visible = (line?: IBufferLine) => line?.translateToString(true, 0, terminal.cols).trimEnd() ?? '';
      return Array.from({length: terminal.rows}, (_, row) => visible(buffer.getLine(buffer.baseY + row)));
    },
    cell(column, row) {
      const buffer = terminal.buffer.active;
      const cell = buffer.getLine(buffer.baseY + row)?.getCell(column);
      if (cell === undefined) throw new Error(`There is no cell at column ${column}, row ${row}.`);
      return {
        text: cell.getChars(),
        bold: cell.isBold() !== 0,
        dim: cell.isDim() !== 0,
        italic: cell.isItalic() !== 0,
        underline: cell.isUnderline() !== 0,
        inverse: cell.isInverse() !== 0,
        foreground: colour(cell.isFgDefault(), cell.isFgPalette(), cell.getFgColor()),
        background: colour(cell.isBgDefault(), cell.isBgPalette(), cell.getBgColor()),
      };
    },
    cursor: () => ({column: terminal.buffer.active.cursorX, row: terminal.buffer.active.cursorY}),
    modes: () => ({
      alternateScreen: terminal.buffer.active.type === 'alternate',
      cursorVisible: on.has(25),
      bracketedPaste: on.has(2004),
      mouse: mouseModes.some(mode => on.has(mode)),
      focusReports: on.has(1004),
      applicationCursorKeys: on.has(1),
      synchronizedOutput: on.has(2026),
    }),
    onAnswer: listener => void terminal.onData(listener),
    onCommand(number, listener) {
      terminal.parser.registerOscHandler(number, text => {
        listener(text);
        return true;
      });
    },
    dispose: () => terminal.dispose(),
  };
}

function colour(isDefault: boolean, isPalette: boolean, value: number): number | string | undefined {
  if (isDefault) return undefined;
  return isPalette ? value : `#${value.toString(16).padStart(6, '0')}`;
}

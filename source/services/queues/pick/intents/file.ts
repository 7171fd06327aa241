import {createHash, randomUUID} from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import {homedir} from 'node:os';
import {dirname} from 'node:path';
import {journalPath} from '../../../../actions/journal.ts';
import {reasonOf, UsageError} from '../../../../usage-error.ts';
import {copiesAtMost, type Intent, type Ledger, ledgerOf} from './ledger.ts';
import {type IntentLine, linesOf} from './line.ts';

/**
 * Where the picks of a queue are remembered, beside the journal. A simulated account or an emulator has queues of
 * the same names, so its endpoint counts too.
 */
export function intentPath(arn: string, endpoint: string | undefined): string {
  const hash = createHash('sha256')
    .update(`${endpoint ?? ''} ${arn}`)
    .digest('hex')
    .slice(0, 16);
  return journalPath(process.env, homedir(), `pick-${hash}`);
}

/** What picks of one queue began with, on the disk: whatever happens to this process, the next pick knows. */
export class IntentFile {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  read(): Ledger {
    return this.#guarded('read', () => ledgerOf(linesOf(this.#text())));
  }

  /**
   * What is left to do. A pick that ended said what it did: of that only the open ones are kept, unless SQS
   * itself has dropped them since.
   */
  begin(droppedBefore: number): Ledger {
    const known = this.read();
    if (!known.ended) return known;
    const open = [...known.intents].filter(
      ([, {deleted, sends}]) => !deleted && (sends.at(-1)?.at ?? 0) >= droppedBefore,
    );
    this.#guarded('written', () => this.#replace(open));
    return {intents: new Map(open), ended: true};
  }

  /** Comes back when the disk has it. */
  append(line: IntentLine): void {
    this.#guarded('written', () => {
      mkdirSync(dirname(this.path), {recursive: true, mode: 0o700});
      // Opened anew each time: another process may have put the file in order meanwhile.
      const file = openSync(this.path, 'a', 0o600);
      try {
        // On a line of its own, whatever a crash left before it.
        writeFileSync(file, `\n${JSON.stringify(line)}\n`);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
    });
  }

  /** The file is gone when nothing is open and nothing can be there twice. */
  end(at: number, queue: {readonly fifo: boolean}): void {
    const {intents} = this.read();
    const isWhole = [...intents.values()].every(
      intent => intent.deleted && copiesAtMost(intent, queue) === 1,
    );
    if (isWhole) this.#guarded('removed', () => rmSync(this.path, {force: true}));
    else this.append({event: 'ended', at});
  }

  #replace(open: readonly (readonly [string, Intent])[]): void {
    if (open.length === 0) {
      rmSync(this.path, {force: true});
      return;
    }
    const lines = open.flatMap(([id, {hiddenUntil, sends, sent, unseen}]): IntentLine[] => [
      // What did not turn up was told of, with its copies.
      ...(unseen ? sends.slice(-1) : sends).map(({at, to}) => ({
        event: 'sending' as const,
        at,
        to,
        hiddenUntil,
        ids: [id],
      })),
      ...(sent ? [{event: 'sent' as const, ids: [id]}] : []),
      ...(unseen ? [{event: 'unseen' as const, ids: [id]}] : []),
    ]);
    const fresh = `${this.path}.${randomUUID()}`;
    writeFileSync(fresh, lines.map(line => `${JSON.stringify(line)}\n`).join(''), {mode: 0o600, flush: true});
    renameSync(fresh, this.path);
  }

  #text(): string {
    try {
      return readFileSync(this.path, 'utf8');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
      throw error;
    }
  }

  #guarded<Value>(done: string, work: () => Value): Value {
    try {
      return work();
    } catch (error) {
      throw new UsageError(`What picks remember, ${this.path}, cannot be ${done}: ${reasonOf(error)}.`);
    }
  }
}

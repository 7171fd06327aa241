import type {Outcome, Problem} from '../../../aws/problem.ts';
import type {Cell} from './histogram.ts';
import {compareKeys} from './key-order.ts';
import {type Page, Sheet} from './page.ts';
import {type Range, Ranges, type Walking} from './ranges.ts';
import {Tally} from './tally.ts';

export type ListRequest = {
  readonly prefix: string;
  /** Keys after this one; empty: from the first. */
  readonly after: string;
  readonly delimiter?: '/';
};

/** Asks for a page; its answer may be read on the sheet that is handed in, and is good until that is used again. */
export type Lister = (request: ListRequest, sheet: Sheet) => Promise<Outcome<Page>>;

/** Where a count stands: what is counted, and what is left. Going on from it counts nothing twice and leaves nothing out. */
export type Position = {
  readonly startedAt: number;
  readonly calls: number;
  readonly cells: readonly Cell[];
  readonly left: readonly Range[];
};

export type Standing = {
  readonly objects: number;
  readonly bytes: number;
  readonly calls: number;
  /** How many are asked at the same time. */
  readonly atOnce: number;
};

export type Stopped = 'counted' | 'stopped' | 'calls' | Problem;

export type EngineOptions = {
  readonly list: Lister;
  readonly prefix: string;
  readonly from: Position;
  readonly signal: AbortSignal;
  readonly sleep: (ms: number) => Promise<void>;
  /** Of this run and those before it together. */
  readonly maxCalls: number | undefined;
};

/** S3 takes far more of one prefix; more than this only fills the line. */
export const mostAtOnce = 16;
/** After so many answers in a row without a refusal, one more at the same time. */
const calmAnswers = 20;
/** Refused so often in a row, it ends. */
const mostRefusals = 12;
const longestRestMs = 5_000;

/**
 * Counts objects, in ranges of keys beside each other. It starts with one; whenever there is room for more requests,
 * the range that has lasted longest is divided: at its folders, or at the first letter that can still change. It
 * holds a page of keys for each request under way, on sheets that are used again, and two keys for each range.
 */
export class Engine {
  readonly #options: EngineOptions;
  readonly #ranges: Ranges;
  readonly #tally: Tally;
  readonly #underWay = new Set<Promise<void>>();
  readonly #sheets: Sheet[] = [];
  #calls: number;
  /** Calls that counted nothing: what dividing costs. */
  #idleCalls = 0;
  #atOnce = mostAtOnce;
  #calm = 0;
  #refusals = 0;
  #slowedAt = 0;
  #resting = false;
  #problem: Problem | undefined;
  #thrown: {readonly error: unknown} | undefined;
  #wake = Promise.withResolvers<void>();

  constructor(options: EngineOptions) {
    this.#options = options;
    const {from, prefix} = options;
    this.#ranges = new Ranges(prefix, from.left);
    this.#tally = new Tally(from.startedAt, from.cells);
    this.#calls = from.calls;
  }

  get position(): Position {
    const {from} = this.#options;
    return {
      startedAt: from.startedAt,
      calls: this.#calls,
      cells: this.#tally.cells,
      left: this.#ranges.left,
    };
  }

  /** Says where it stands after every answer. */
  async *run(): AsyncGenerator<Standing, Stopped> {
    const {signal} = this.#options;
    const onAbort = () => this.#wake.resolve();
    signal.addEventListener('abort', onAbort, {once: true});
    try {
      for (;;) {
        // What is under way is left without its answer: it is counted when the count goes on.
        if (signal.aborted) return 'stopped';
        if (this.#problem) return this.#problem;
        this.#wake = Promise.withResolvers();
        this.#fill();
        if (this.#underWay.size === 0 && !this.#resting)
          return this.#ranges.left.length === 0 ? 'counted' : 'calls';
        await this.#wake.promise;
        if (this.#thrown) throw this.#thrown.error;
        yield {
          objects: this.#tally.objects,
          bytes: this.#tally.bytes,
          calls: this.#calls,
          atOnce: this.#atOnce,
        };
      }
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  #fill(): void {
    const {maxCalls = Number.POSITIVE_INFINITY} = this.#options;
    let hasMore = true;
    while (hasMore && !this.#resting && this.#underWay.size < this.#atOnce && this.#calls < maxCalls) {
      hasMore = this.#begin();
    }
  }

  /** Sends one more request, if there is one worth it. */
  #begin(): boolean {
    const waiting = this.#ranges.idle();
    if (waiting) return this.#start(this.#count(waiting));
    // Dividing may cost some calls that count nothing, never much beside those that do.
    if (this.#underWay.size === 0 || this.#idleCalls > 8 + this.#calls / 10) return false;
    const more = this.#ranges.divide();
    if (!more) return false;
    return this.#start('half' in more ? this.#count(more.half) : this.#ask(more.of, more.folder));
  }

  #start(work: Promise<void>): true {
    const keep = (error: unknown) => {
      this.#thrown ??= {error};
    };
    const ended = work.catch(keep).finally(() => {
      this.#underWay.delete(ended);
      this.#wake.resolve();
    });
    this.#underWay.add(ended);
    return true;
  }

  async #count(range: Walking): Promise<void> {
    range.busy = true;
    await this.#list({prefix: this.#options.prefix, after: range.after}, page => this.#counted(range, page));
    range.busy = false;
  }

  #counted(range: Walking, {count, keyAt, truncated, ...page}: Page): void {
    // The range may have been cut short meanwhile: what lies behind its end now is another one's.
    const {after, last} = range;
    if (count === 0) {
      this.#idleCalls += 1;
      this.#end(range, truncated);
      return;
    }
    if (compareKeys(keyAt(0), after) <= 0) {
      this.#problem = unordered;
      return;
    }
    const newest = keyAt(count - 1);
    const isPast = last !== undefined && compareKeys(newest, last) >= 0;
    const inside = isPast ? countUpTo(last, count, keyAt) : count;
    this.#tally.addPage(page, inside);
    if (isPast) this.#idleCalls += 1 - inside / count;
    if (isPast || !truncated) {
      this.#end(range, false);
      return;
    }
    range.after = newest;
    range.pages += 1;
  }

  /** Nothing came although there is more: listing on would never end. */
  #end(range: Walking, hasMore: boolean): void {
    if (hasMore) this.#problem = unordered;
    else this.#ranges.remove(range);
  }

  async #ask(range: Walking, folder: string): Promise<void> {
    await this.#list({prefix: folder, after: range.after, delimiter: '/'}, ({prefixes, truncated}) => {
      this.#idleCalls += 1;
      // A name is a piece of the answer: a copy of its own lets that go.
      const folders = prefixes.map(prefix => Buffer.from(prefix).toString());
      const found = this.#ranges.divideAt(range, folders, truncated, this.#atOnce);
      // Nothing on this level: the next one is worth asking at once.
      if (found === 0) range.pages += 1;
    });
  }

  /** Hands the page on, unless there is none or nobody wants it any more. */
  async #list(request: ListRequest, read: (page: Page) => void): Promise<void> {
    this.#calls += 1;
    const sentAt = this.#calls;
    const sheet = this.#sheets.pop() ?? new Sheet();
    const answer = await this.#options.list(request, sheet);
    if (!answer.ok) {
      // The sheet is not used again: the rest of an answer that was given up may still come in.
      this.#refused(answer.problem, sentAt);
      return;
    }
    this.#refusals = 0;
    this.#calm += 1;
    if (this.#calm >= calmAnswers && this.#atOnce < mostAtOnce) {
      this.#calm = 0;
      this.#atOnce += 1;
    }
    if (!this.#options.signal.aborted) read(answer.value);
    this.#sheets.push(sheet);
  }

  #refused(problem: Problem, sentAt: number): void {
    const comesBack = problem.missing === 'throttled' || problem.uncertain === true;
    if (!comesBack) this.#problem ??= problem;
    // What was sent before it slowed down says nothing new.
    if (!comesBack || sentAt <= this.#slowedAt) return;
    this.#refusals += 1;
    if (this.#refusals >= mostRefusals) this.#problem ??= problem;
    this.#calm = 0;
    this.#atOnce = Math.max(1, Math.floor(this.#atOnce / 2));
    this.#slowedAt = this.#calls;
    if (this.#resting) return;
    this.#resting = true;
    const rest = Math.min(longestRestMs, 250 * 2 ** this.#refusals);
    const goOn = () => {
      this.#resting = false;
      this.#wake.resolve();
    };
    this.#options.sleep(rest).then(goOn, goOn);
  }
}

/** How many of a page are not behind that key. */
function countUpTo(last: string, count: number, keyAt: (index: number) => string): number {
  for (let index = 0; index < count; index += 1) if (compareKeys(keyAt(index), last) > 0) return index;
  return count;
}

const unordered: Problem = {
  missing: 'failed',
  code: 'ListedOutOfOrder',
  sentence: 'The endpoint does not list in the order of keys, as S3 does: its objects cannot be counted.',
};

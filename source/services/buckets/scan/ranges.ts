import {compareKeys, dividingKey} from './key-order.ts';

/** What is still to be counted: keys after `after` up to and with `last`, or to the end of the prefix. */
export type Range = {readonly after: string; readonly last: string | undefined};

/** A range that is being listed, page after page. */
export type Walking = {
  after: string;
  last: string | undefined;
  /** A request for it is under way. */
  busy: boolean;
  /** Pages since it was last divided: what has lasted long will last. */
  pages: number;
  /** The folder below which it was last asked for folders. */
  asked: string | undefined;
  /** Folders do not divide it: there are none, or far too many. */
  flat: boolean;
};

/** All that is left of a count. */
export class Ranges {
  readonly #prefix: string;
  readonly #walking = new Set<Walking>();

  constructor(prefix: string, left: readonly Range[]) {
    this.#prefix = prefix;
    for (const range of left) this.#add(range, undefined, false);
  }

  get left(): readonly Range[] {
    return [...this.#walking].map(({after, last}) => ({after, last}));
  }

  /** One that nobody lists at this moment. */
  idle(): Walking | undefined {
    for (const range of this.#walking) if (!range.busy) return range;
    return undefined;
  }

  remove(range: Walking): void {
    this.#walking.delete(range);
  }

  /** The one that has lasted longest since it was divided. */
  #longest(): Walking | undefined {
    let found: Walking | undefined;
    for (const range of this.#walking) {
      if (range.pages > (found?.pages ?? 0)) found = range;
    }
    return found;
  }

  /**
   * More to do for whoever has nothing: a range in two, or the folder to ask for what lies in it. Undefined when
   * nothing can be divided now.
   */
  divide(): {readonly half: Walking} | {readonly folder: string; readonly of: Walking} | undefined {
    const range = this.#longest();
    if (!range) return undefined;
    range.pages = 0;
    const folder = range.flat ? undefined : this.#folderToAsk(range);
    if (folder !== undefined) {
      range.asked = folder;
      return {folder, of: range};
    }
    const middle = dividingKey(range.after, range.last, this.#prefix);
    if (middle === undefined) return undefined;
    const half = this.#add({after: middle, last: range.last}, range.asked, range.flat);
    range.last = middle;
    return {half};
  }

  /** Divides a range at folders that lie in it, in about so many; how many came of it. */
  divideAt(range: Walking, folders: readonly string[], truncated: boolean, most: number): number {
    if (truncated) range.flat = true;
    if (!this.#walking.has(range)) return 0;
    const {last} = range;
    const inside = folders.filter(
      folder => compareKeys(folder, range.after) > 0 && (last === undefined || compareKeys(folder, last) < 0),
    );
    const step = Math.max(1, Math.ceil(inside.length / Math.max(1, most)));
    const bounds = inside.filter((_, index) => index % step === 0);
    for (const [index, after] of bounds.entries()) {
      const next = bounds[index + 1] ?? last;
      // A piece of one folder is divided below it, a piece of several once more at the same level.
      this.#add({after, last: next}, step === 1 ? range.asked : undefined, range.flat);
    }
    range.last = bounds[0] ?? last;
    return bounds.length;
  }

  /** The next folder that the range's position lies in, from the outermost that all that is left of it shares. */
  #folderToAsk({after, last, asked}: Walking): string | undefined {
    const from = asked !== undefined && after.startsWith(asked) ? asked.length : this.#outermost(after, last);
    const fresh = asked === undefined || !asked.startsWith(after.slice(0, from)) || from > asked.length;
    // Asked there before: one level deeper, if there is one.
    const end = fresh ? from : after.indexOf('/', from) + 1;
    if (end === 0) return undefined;
    return after.includes('/', end) ? after.slice(0, end) : undefined;
  }

  #outermost(after: string, last: string | undefined): number {
    let shared = this.#prefix.length;
    if (last !== undefined) {
      while (shared < last.length && last[shared] === after[shared]) shared += 1;
    }
    return Math.max(after.lastIndexOf('/', shared - 1) + 1, this.#prefix.length);
  }

  #add({after, last}: Range, asked: string | undefined, flat: boolean): Walking {
    const range: Walking = {after, last, busy: false, pages: 0, asked, flat};
    this.#walking.add(range);
    return range;
  }
}

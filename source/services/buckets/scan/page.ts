/** What listing says of one object. */
export type Listed = {
  readonly key: string;
  readonly size: number;
  readonly modifiedAt: number;
  readonly storageClass: string;
};

/** One answer of ListObjectsV2: `count` objects in the order of their keys, and of each what is asked for. */
export type Page = {
  readonly count: number;
  readonly keyAt: (index: number) => string;
  readonly sizes: readonly number[];
  readonly times: readonly number[];
  readonly classes: readonly string[];
  /** What was rolled up at the delimiter, where one was asked for. */
  readonly prefixes: readonly string[];
  readonly truncated: boolean;
};

/** The answer is no list of objects: whoever sent it is not S3, or a proxy cut it off. */
export class UnreadablePage extends Error {
  override readonly name = 'UnreadablePage';

  constructor(what: string) {
    super(`${what} in the answer to ListObjectsV2`);
  }
}

/** What comes in is copied together in pieces of so many bytes. */
const leastRoom = 65_536;

/**
 * Room for one answer of ListObjectsV2, and for the next one when that has been counted. Parsing it as XML in general
 * takes several times longer than S3 takes to answer, and leaves megabytes behind for each page: of this document only
 * four elements of each object are wanted, and they are read where they lie, whatever their order and whatever is
 * beside them. A key becomes a string only when it is asked for.
 */
export class Sheet {
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  readonly #sizes: number[] = [];
  readonly #times: number[] = [];
  readonly #classes: string[] = [];
  readonly #days = new Days();
  readonly #names = new Names();
  #room: Buffer = Buffer.alloc(0);
  #body: Buffer = this.#room;
  #length = 0;

  /** An answer begins: what was there before is gone. */
  begin(): void {
    this.#length = 0;
  }

  take(chunk: Uint8Array): void {
    const length = this.#length + chunk.length;
    if (length > this.#room.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(leastRoom, length, this.#room.length * 2));
      larger.set(this.#room.subarray(0, this.#length));
      this.#room = larger;
    }
    this.#room.set(chunk, this.#length);
    this.#length = length;
  }

  /** What was taken, as a page; good until the next one begins. */
  read(): Page {
    const body = this.#room.subarray(0, this.#length);
    this.#body = body;
    let count = 0;
    let aside = '';
    let from = 0;
    for (;;) {
      const start = isAt(body, from, contents) ? from : body.indexOf(contents, from);
      if (start < 0) break;
      if (start > from) aside += body.toString('utf8', from, start);
      from = this.#readObject(start + contents.length, count);
      count += 1;
    }
    const tail = body.toString('utf8', from);
    if (!/<\/ListBucketResult>\s*$/.test(tail)) throw new UnreadablePage('No end');
    aside += tail;
    const isUrl = /<EncodingType>url<\/EncodingType>/.test(aside);
    const plain = isUrl ? fromUrl : fromXml;
    const keyAt = (index: number) => plain(body.toString('utf8', this.#starts[index], this.#ends[index]));
    // A key that cannot be read is found now, not when somebody asks for it.
    if (isUrl && body.includes('%')) for (let index = 0; index < count; index += 1) keyAt(index);
    return {
      count,
      keyAt,
      sizes: this.#sizes,
      times: this.#times,
      classes: this.#classes,
      prefixes: [...aside.matchAll(/<CommonPrefixes>\s*<Prefix>([^<]*)<\/Prefix>/g)].map(([, prefix = '']) =>
        plain(prefix),
      ),
      truncated: /<IsTruncated>\s*true\s*<\/IsTruncated>/.test(aside),
    };
  }

  /** Reads what stands in `<Contents>` from there on; where the next one may begin. */
  #readObject(from: number, index: number): number {
    const body = this.#body;
    let size = -1;
    let time = Number.NaN;
    let hasKey = false;
    // Older servers leave it out: it is S3's own default.
    let storageClass = 'STANDARD';
    let at = from;
    for (;;) {
      at = indexOfByte(body, lessThan, at);
      if (at < 0) throw new UnreadablePage('An object without an end');
      if (isAt(body, at, endOfContents)) break;
      if (isAt(body, at, keyTag)) {
        const start = at + keyTag.length;
        at = endOfText(body, start);
        this.#starts[index] = start;
        this.#ends[index] = at;
        hasKey = true;
      } else if (isAt(body, at, sizeTag)) {
        const start = at + sizeTag.length;
        at = endOfText(body, start);
        size = sizeOf(body, start, at);
      } else if (isAt(body, at, timeTag)) {
        const start = at + timeTag.length;
        at = endOfText(body, start);
        time = this.#days.timeOf(body, start, at);
      } else if (isAt(body, at, classTag)) {
        const start = at + classTag.length;
        at = endOfText(body, start);
        storageClass = this.#names.of(body, start, at);
      } else at += 1;
    }
    if (!hasKey) throw new UnreadablePage('An object without a key');
    if (size < 0) throw new UnreadablePage('An object without a size');
    if (Number.isNaN(time)) throw new UnreadablePage('An object without a time');
    this.#sizes[index] = size;
    this.#times[index] = time;
    this.#classes[index] = storageClass;
    return at + endOfContents.length;
  }
}

const contents = Buffer.from('<Contents>');
const endOfContents = Buffer.from('</Contents>');
const keyTag = Buffer.from('<Key>');
const sizeTag = Buffer.from('<Size>');
const timeTag = Buffer.from('<LastModified>');
const classTag = Buffer.from('<StorageClass>');
const lessThan = 0x3c;

function isAt(body: Buffer, at: number, text: Buffer): boolean {
  for (let index = 0; index < text.length; index += 1) {
    if (body[at + index] !== text[index]) return false;
  }
  return true;
}

/** Most of what is looked for is near: a call of the native search takes longer than a few bytes. */
function indexOfByte(body: Buffer, byte: number, from: number): number {
  for (let at = from; at < body.length; at += 1) if (body[at] === byte) return at;
  return -1;
}

function endOfText(body: Buffer, from: number): number {
  const end = indexOfByte(body, lessThan, from);
  if (end < 0) throw new UnreadablePage('An object without an end');
  return end;
}

const zero = 0x30;

/** The number that so many digits make; NaN where there is something else among them. */
function digits(body: Buffer, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to; at += 1) {
    const digit = (body[at] ?? 0) - zero;
    if (digit < 0 || digit > 9) return Number.NaN;
    number = number * 10 + digit;
  }
  return number;
}

function sizeOf(body: Buffer, from: number, to: number): number {
  const size = digits(body, from, to);
  if (from === to || !Number.isSafeInteger(size)) throw new UnreadablePage('An object without a size');
  return size;
}

const wholeSecond = Buffer.from('.000Z');
const mostDays = 10_000;

/** `2026-11-27T09:12:44.000Z`: the day is parsed once for all that share it. */
class Days {
  readonly #known = new Map<number, number>();

  timeOf(body: Buffer, from: number, to: number): number {
    const isUsual = to - from === 24 && isAt(body, from + 19, wholeSecond);
    const day =
      digits(body, from, from + 4) * 10_000 +
      digits(body, from + 5, from + 7) * 100 +
      digits(body, from + 8, from + 10);
    const seconds =
      (digits(body, from + 11, from + 13) * 60 + digits(body, from + 14, from + 16)) * 60 +
      digits(body, from + 17, from + 19);
    if (!isUsual || Number.isNaN(day) || Number.isNaN(seconds)) {
      return checked(Date.parse(body.toString('latin1', from, to)));
    }
    const midnight = this.#known.get(day) ?? this.#learn(day, body.toString('latin1', from, from + 10));
    return midnight + seconds * 1000;
  }

  #learn(day: number, text: string): number {
    const midnight = checked(Date.parse(text));
    if (this.#known.size >= mostDays) this.#known.clear();
    this.#known.set(day, midnight);
    return midnight;
  }
}

function checked(time: number): number {
  if (Number.isNaN(time)) throw new UnreadablePage('A time that is none');
  return time;
}

/** A storage class has few names: each is made a string once. */
class Names {
  readonly #known: {readonly bytes: Buffer; readonly name: string}[] = [];

  of(body: Buffer, from: number, to: number): string {
    for (const {bytes, name} of this.#known) {
      if (bytes.length === to - from && isAt(body, from, bytes)) return name;
    }
    const name = body.toString('utf8', from, to);
    this.#known.push({bytes: Buffer.from(name), name});
    return name;
  }
}

/** What S3 encodes as in a query: a blank is a plus. */
function fromUrl(text: string): string {
  if (!text.includes('%') && !text.includes('+')) return text;
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw new UnreadablePage('A key that is not encoded as was said');
  }
}

const entities: Readonly<Record<string, string>> = {lt: '<', gt: '>', amp: '&', quot: '"', apos: "'"};

function fromXml(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#x([0-9a-fA-F]+)|#(\d+)|(\w+));/g,
    (whole, hex?: string, decimal?: string, name = '') => {
      if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
      return decimal === undefined ? (entities[name] ?? whole) : String.fromCodePoint(Number(decimal));
    },
  );
}

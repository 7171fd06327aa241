/** What listing says of one object. */
export type Listed = {
  readonly key: string;
  readonly size: number;
  readonly modifiedAt: number;
  readonly storageClass: string;
};

/** One answer of ListObjectsV2. */
export type Page = {
  /** In the order of their keys. */
  readonly objects: readonly Listed[];
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

/**
 * Reads the body of ListObjectsV2. Parsing it as XML in general takes several times longer than S3 takes to answer;
 * of this document only four elements of each object are wanted, whatever their order and whatever is beside them.
 */
export function readPage(xml: string): Page {
  const head = xml.slice(0, headEnd(xml));
  const tail = xml.slice(xml.lastIndexOf(endOfContents) + 1);
  if (!/<\/ListBucketResult>\s*$/.test(tail)) throw new UnreadablePage('No end');
  const aside = head.length === xml.length ? head : head + tail;
  const plain = /<EncodingType>url<\/EncodingType>/.test(aside) ? fromUrl : fromXml;
  const objects: Listed[] = [];
  const days = new Map<string, number>();
  let start = xml.indexOf('<Contents>');
  while (start >= 0) {
    const end = xml.indexOf(endOfContents, start);
    if (end < 0) throw new UnreadablePage('An object without an end');
    objects.push({
      key: plain(within(xml, '<Key>', start, end)),
      size: sizeOf(within(xml, '<Size>', start, end)),
      modifiedAt: timeOf(within(xml, '<LastModified>', start, end), days),
      storageClass: classOf(xml, start, end),
    });
    start = xml.indexOf('<Contents>', end);
  }
  return {
    objects,
    prefixes: [...aside.matchAll(/<CommonPrefixes>\s*<Prefix>([^<]*)<\/Prefix>/g)].map(([, prefix = '']) =>
      plain(prefix),
    ),
    truncated: /<IsTruncated>\s*true\s*<\/IsTruncated>/.test(aside),
  };
}

const endOfContents = '</Contents>';

function headEnd(xml: string): number {
  const first = xml.indexOf('<Contents>');
  return first < 0 ? xml.length : first;
}

function within(xml: string, tag: string, start: number, end: number): string {
  const at = xml.indexOf(tag, start);
  if (at < 0 || at > end) throw new UnreadablePage(`An object without ${tag}`);
  const from = at + tag.length;
  return xml.slice(from, xml.indexOf('<', from));
}

function sizeOf(text: string): number {
  const size = Number(text);
  if (text === '' || !Number.isSafeInteger(size)) throw new UnreadablePage('An object without a size');
  return size;
}

/** S3's own default; older servers leave it out. */
function classOf(xml: string, start: number, end: number): string {
  const at = xml.indexOf('<StorageClass>', start);
  return at < 0 || at > end ? 'STANDARD' : within(xml, '<StorageClass>', at, end);
}

/** `2026-11-27T09:12:44.000Z`: the day is parsed once for all that share it. */
function timeOf(text: string, days: Map<string, number>): number {
  if (!clockTime.test(text)) return checked(Date.parse(text));
  const name = text.slice(0, 10);
  let day = days.get(name);
  if (day === undefined) {
    day = checked(Date.parse(name));
    days.set(name, day);
  }
  const [hour, minute, second] = [text.slice(11, 13), text.slice(14, 16), text.slice(17, 19)].map(Number);
  if (hour === undefined || minute === undefined || second === undefined) return Number.NaN;
  return day + ((hour * 60 + minute) * 60 + second) * 1000;
}

const clockTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/;

function checked(time: number): number {
  if (Number.isNaN(time)) throw new UnreadablePage('A time that is none');
  return time;
}

/** What S3 encodes as in a query: a blank is a plus. */
function fromUrl(text: string): string {
  if (!text.includes('%') && !text.includes('+')) return text;
  return decodeURIComponent(text.replaceAll('+', ' '));
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

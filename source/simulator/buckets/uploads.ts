import {createHash} from 'node:crypto';
import type {UploadsScenario} from '../scenarios/schema.ts';
import {chance, mix} from '../world/random.ts';
import {dayMs} from './days.ts';
import {compareKeys} from './key-order.ts';
import type {SimulatedUpload, UploadEnd} from './shape.ts';

const hourMs = 3_600_000;

/** Uploads that were begun and never finished, as many as the scenario says. */
export function uploadsOf(
  {prefix, count, oldestDaysAgo, newestDaysAgo, parts, partBytes, lastPartDaysAgo}: UploadsScenario,
  {seed, startAt}: {readonly seed: number; readonly startAt: number},
): SimulatedUpload[] {
  return Array.from({length: count}, (_, index) => {
    const share = count === 1 ? 0 : index / (count - 1);
    const daysAgo = oldestDaysAgo - share * (oldestDaysAgo - newestDaysAgo);
    const initiatedAt = wholeSecond(startAt - daysAgo * dayMs);
    const lastAt = lastPartDaysAgo === undefined ? undefined : startAt - lastPartDaysAgo * dayMs;
    const isWrittenStill = index % 4 === 0 && lastAt !== undefined && lastAt > initiatedAt;
    return {
      key: `${prefix}part-${mix(seed, index).toString(16).padStart(8, '0')}-${String(index).padStart(5, '0')}.parquet`,
      uploadId: uploadIdOf(seed, index),
      initiatedAt,
      storageClass: 'STANDARD',
      parts: Array.from({length: parts}, (_each, part) => ({
        number: part + 1,
        etag: (part + 1).toString(16).padStart(32, '0'),
        body: undefined,
        size: Math.round(partBytes * (part === parts - 1 ? 0.3 + 0.7 * chance(seed, index, part) : 1)),
        modifiedAt:
          isWrittenStill && part === parts - 1
            ? wholeSecond(lastAt)
            : Math.min(startAt, initiatedAt + wholeSecond(((part + 1) / (parts + 1)) * hourMs)),
      })),
    };
  });
}

export const uploadIdOf = (seed: number, index: number): string =>
  [1, 2, 3, 4].map(part => mix(seed, index, part).toString(36).padStart(7, '0')).join('');

const inOrder = (a: SimulatedUpload, b: SimulatedUpload): number =>
  compareKeys(a.key, b.key) || a.initiatedAt - b.initiatedAt || (a.uploadId < b.uploadId ? -1 : 1);

/** The unfinished uploads of a bucket; which of them its lifecycle has given up, `isLeft` knows. */
export class Uploads {
  readonly #isLeft: (upload: SimulatedUpload, at: number) => boolean;
  #all: readonly SimulatedUpload[];

  constructor(all: readonly SimulatedUpload[], isLeft: (upload: SimulatedUpload, at: number) => boolean) {
    this.#all = [...all].sort(inOrder);
    this.#isLeft = isLeft;
  }

  /** In the order of their keys, then of when they began. */
  at(at: number): readonly SimulatedUpload[] {
    return this.#all.filter(upload => upload.initiatedAt <= at && this.#isLeft(upload, at));
  }

  find(key: string, uploadId: string, at: number): SimulatedUpload | undefined {
    return this.at(at).find(each => each.key === key && each.uploadId === uploadId);
  }

  begin(upload: SimulatedUpload): SimulatedUpload {
    this.#all = [...this.#all, upload].sort(inOrder);
    return upload;
  }

  /** Keeps a part in the place of one of the same number, and gives its hash. */
  put(upload: SimulatedUpload, number: number, body: Buffer, at: number): string {
    const etag = createHash('md5').update(body).digest('hex');
    const part = {number, size: body.length, modifiedAt: wholeSecond(at), etag, body};
    const others = upload.parts.filter(each => each.number !== number);
    const parts = [...others, part].sort((a, b) => a.number - b.number);
    this.#all = this.#all.map(each => (each.uploadId === upload.uploadId ? {...upload, parts} : each));
    return etag;
  }

  end({uploadId}: SimulatedUpload): void {
    this.#all = this.#all.filter(each => each.uploadId !== uploadId);
  }
}

/** Only the last part may be smaller. "Multipart upload limits", user guide. */
const leastPartBytes = 5 * 1024 * 1024;

/** The object that these parts of an upload make, or why they make none. */
export function joined(
  {parts, storageClass}: SimulatedUpload,
  named: readonly {readonly number: number; readonly etag: string}[],
): Extract<UploadEnd, string> | {size: number; storageClass: string; etag: string; body: Buffer | undefined} {
  if (named.some(({number}, index) => number <= (named[index - 1]?.number ?? 0))) return 'not-in-order';
  const chosen = named.flatMap(({number, etag}) =>
    parts.filter(part => part.number === number && part.etag === etag),
  );
  if (chosen.length < named.length) return 'no-such-part';
  if (chosen.slice(0, -1).some(({size}) => size < leastPartBytes)) return 'too-small';
  const bodies = chosen.flatMap(({body}) => (body ? [body] : []));
  const hash = createHash('md5');
  for (const {etag} of chosen) hash.update(etag, 'hex');
  return {
    size: chosen.reduce((sum, {size}) => sum + size, 0),
    storageClass,
    etag: `${hash.digest('hex')}-${chosen.length}`,
    // Parts that are only computed have no bytes.
    body: bodies.length === chosen.length ? Buffer.concat(bodies) : undefined,
  };
}

const wholeSecond = (at: number): number => Math.floor(at / 1000) * 1000;

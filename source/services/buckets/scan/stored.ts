import {createHash} from 'node:crypto';
import {mkdirSync, readdirSync, readFileSync} from 'node:fs';
import {homedir} from 'node:os';
import {dirname, join} from 'node:path';
import * as v from 'valibot';
import {journalPath} from '../../../actions/journal.ts';
import type {Count} from '../facts.ts';
import type {Cell, Histogram} from './histogram.ts';
import {replaceFile} from './replace-file.ts';
import {summarise} from './summarise.ts';

const count = v.pipe(v.number(), v.minValue(0));

/** A cell as a row: class, age, size, objects, bytes. */
const rowSchema = v.tuple([v.string(), count, count, count, count]);
export const rowsSchema = v.array(rowSchema);

const storedSchema = v.object({
  version: v.literal(1),
  bucket: v.string(),
  prefix: v.string(),
  source: v.picklist(['listing', 'inventory']),
  startedAt: v.number(),
  endedAt: v.number(),
  whole: v.boolean(),
  calls: count,
  cells: rowsSchema,
});

export const rowsOf = (cells: readonly Cell[]): v.InferOutput<typeof rowsSchema> =>
  cells.map(({storageClass, ageDays, size, objects, bytes}) => [storageClass, ageDays, size, objects, bytes]);

export const cellsOf = (rows: v.InferOutput<typeof rowsSchema>): readonly Cell[] =>
  rows.map(([storageClass, ageDays, size, objects, bytes]) => ({
    storageClass,
    ageDays,
    size,
    objects,
    bytes,
  }));

/** `$XDG_STATE_HOME/hotshard/scans`. */
const folder = (): string => join(dirname(journalPath(process.env, homedir())), 'scans');

/** An account, and where it is: a simulated one or an emulator can have the same number. */
export type Whose = {readonly account: string; readonly endpoint: string | undefined};

function beginningOf({account, endpoint}: Whose): string {
  if (endpoint === undefined) return `${account}-`;
  return `${account}@${createHash('sha256').update(endpoint).digest('hex').slice(0, 16)}-`;
}

/** For the next start. What the disk refuses is lost then, and nothing else: the count itself is shown. */
export function writeCount(whose: Whose, {histogram}: Count): void {
  const {cells, ...rest} = histogram;
  try {
    mkdirSync(folder(), {recursive: true, mode: 0o700});
    const path = join(folder(), `${beginningOf(whose)}${histogram.bucket}.json`);
    replaceFile(path, JSON.stringify({version: 1, ...rest, cells: rowsOf(cells)}));
  } catch {
    return;
  }
}

/** What earlier starts counted in that account; a file that is not whole is passed over. */
export function readCounts(whose: Whose): readonly Count[] {
  try {
    const names = readdirSync(folder()).filter(
      name => name.startsWith(beginningOf(whose)) && name.endsWith('.json'),
    );
    return names.flatMap(name => readOne(join(folder(), name)) ?? []);
  } catch {
    return [];
  }
}

function readOne(path: string): Count | undefined {
  try {
    const {cells, version: _version, ...rest} = v.parse(storedSchema, JSON.parse(readFileSync(path, 'utf8')));
    const histogram: Histogram = {...rest, cells: cellsOf(cells)};
    return {histogram, scan: summarise(histogram)};
  } catch {
    return undefined;
  }
}

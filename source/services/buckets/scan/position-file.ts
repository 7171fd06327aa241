import {accessSync, constants, readFileSync, rmSync} from 'node:fs';
import {dirname, resolve} from 'node:path';
import * as v from 'valibot';
import {reasonOf, UsageError} from '../../../usage-error.ts';
import type {Position} from './engine.ts';
import {replaceFile} from './replace-file.ts';
import {cellsOf, rowsOf, rowsSchema} from './stored.ts';

/** What a place belongs to: it is of no use for another bucket or prefix. */
export type Counted = {readonly account: string; readonly bucket: string; readonly prefix: string};

const positionSchema = v.object({
  hotshard: v.literal('scan'),
  version: v.literal(1),
  account: v.string(),
  bucket: v.string(),
  prefix: v.string(),
  startedAt: v.number(),
  calls: v.number(),
  cells: rowsSchema,
  left: v.array(v.object({after: v.string(), last: v.optional(v.string())})),
});

/** Files of counts that run here: a second one would write over the place of the first. */
const taken = new Set<string>();

/** The place that a file keeps; undefined where there is none yet, and can be. */
export function readPosition(path: string, counted: Counted): Position | undefined {
  refuseTaken(path);
  const text = textOf(path);
  refuseUnwritable(path);
  if (text === undefined) return undefined;
  const {account, bucket, prefix, startedAt, calls, cells, left} = parsed(path, text);
  if (account !== counted.account || bucket !== counted.bucket || prefix !== counted.prefix) {
    throw new UsageError(`${path} is of another count, of another bucket or prefix.`);
  }
  return {startedAt, calls, cells: cellsOf(cells), left: left.map(({after, last}) => ({after, last}))};
}

/** A file that a count keeps its place in. */
export type Place = {
  /** Undefined while nothing was written there. */
  readonly keptIn: string | undefined;
  /** It is put together only where there is a file: every cell of the count is in it. */
  readonly keep: (position: () => Position) => void;
  readonly forget: () => void;
  /** Another count may take the file. */
  readonly leave: () => void;
};

/** Nobody named a file: keys are kept in no other. */
const nowhere: Place = {keptIn: undefined, keep: () => {}, forget: () => {}, leave: () => {}};

/** The file that was named is of this count alone until it leaves it. */
export function takePlace(path: string | undefined, counted: Counted): Place {
  if (path === undefined) return nowhere;
  refuseTaken(path);
  taken.add(resolve(path));
  let isKept = false;
  return {
    get keptIn() {
      return isKept ? path : undefined;
    },
    keep: position => {
      writePosition(path, counted, position());
      isKept = true;
    },
    forget: () => {
      rmSync(path, {force: true});
      isKept = false;
    },
    leave: () => taken.delete(resolve(path)),
  };
}

function writePosition(path: string, counted: Counted, {cells, ...position}: Position): void {
  try {
    replaceFile(
      path,
      JSON.stringify({hotshard: 'scan', version: 1, ...counted, ...position, cells: rowsOf(cells)}),
    );
  } catch (error) {
    throw unwritable(path, error);
  }
}

function refuseTaken(path: string): void {
  if (taken.has(resolve(path))) throw new UsageError(`${path} keeps the place of a count that runs here.`);
}

/** It is written beside and renamed: what counts is its folder. */
function refuseUnwritable(path: string): void {
  try {
    accessSync(dirname(resolve(path)), constants.W_OK);
  } catch (error) {
    throw unwritable(path, error);
  }
}

const unwritable = (path: string, error: unknown): UsageError =>
  new UsageError(`${path} cannot be written: ${reasonOf(error)}.`);

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new UsageError(`${path} cannot be read: ${reasonOf(error)}.`);
  }
}

function parsed(path: string, text: string): v.InferOutput<typeof positionSchema> {
  try {
    return v.parse(positionSchema, JSON.parse(text));
  } catch {
    throw new UsageError(`${path} keeps no place of a count, and it is not written over.`);
  }
}

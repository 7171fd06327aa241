import {readFileSync, rmSync} from 'node:fs';
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

/** The place that a file keeps; undefined where there is no such file. */
export function readPosition(path: string, counted: Counted): Position | undefined {
  const text = textOf(path);
  if (text === undefined) return undefined;
  const {account, bucket, prefix, startedAt, calls, cells, left} = parsed(path, text);
  if (account !== counted.account || bucket !== counted.bucket || prefix !== counted.prefix) {
    throw new UsageError(`${path} is of another count: name its bucket and its prefix, or another file.`);
  }
  return {startedAt, calls, cells: cellsOf(cells), left: left.map(({after, last}) => ({after, last}))};
}

export function writePosition(path: string, counted: Counted, {cells, ...position}: Position): void {
  try {
    replaceFile(
      path,
      JSON.stringify({hotshard: 'scan', version: 1, ...counted, ...position, cells: rowsOf(cells)}),
    );
  } catch (error) {
    throw new UsageError(`${path} cannot be written: ${reasonOf(error)}.`);
  }
}

export const forgetPosition = (path: string): void => rmSync(path, {force: true});

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
    throw new UsageError(`${path} keeps no place of a count: name another file, it is not written over.`);
  }
}

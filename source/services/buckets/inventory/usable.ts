import type {InventoryFact} from '../facts.ts';
import {columnOf} from './report.ts';

/** Every report needs these; their names in a configuration. */
const neededFields = ['Size', 'LastModifiedDate', 'StorageClass'] as const;

/** Why an inventory cannot say what is under that prefix, with what would help; undefined where it can. */
export function whyUnusable(
  {id, enabled, format, prefix: covered, fields}: InventoryFact,
  prefix: string,
): string | undefined {
  if (!enabled) return `Inventory ${id} is off: turn it on.`;
  if (!isReadable(format)) return unreadableFormat(id, format);
  if (!prefix.startsWith(covered))
    return `Inventory ${id} covers only a part: configure one of all that is asked.`;
  return lacking(id, fields);
}

export const isReadable = (format: string): format is 'CSV' | 'Parquet' =>
  format === 'CSV' || format === 'Parquet';

export const unreadableFormat = (id: string, format: string): string =>
  `Inventory ${id} is written as ${format}, which is not read here: configure CSV or Parquet.`;

/** Undefined where all that is needed is among the fields or columns. */
export function lacking(id: string, names: readonly string[]): string | undefined {
  const there = new Set(names.map(columnOf));
  const missing = neededFields.filter(field => !there.has(columnOf(field)));
  if (missing.length === 0) return undefined;
  return `Inventory ${id} lacks ${missing.join(' and ')}: add ${missing.length === 1 ? 'it' : 'them'} to its fields.`;
}

import type {Count} from '../facts.ts';
import {ageBands} from './bands.ts';
import {sizeBounds} from './histogram.ts';

type Band = {
  readonly storageClass: string;
  readonly fromDays: number | null;
  /** From here on it is another band's; null for the last one. */
  readonly toDays: number | null;
  readonly fromBytes: number | null;
  readonly toBytes: number | null;
  objects: number;
  bytes: number;
};

/** A count in whole numbers, for a script: what is of which class, age and size together. */
export function dataOf({histogram, scan}: Count): Readonly<Record<string, unknown>> {
  const {countedAt, whole, source, prefixed, calls, objects, bytes} = scan;
  const bands = new Map<string, Band>();
  for (const cell of histogram.cells) {
    const age = ageBands.findLastIndex(({fromDays}) => cell.ageDays >= fromDays);
    const name = `${cell.storageClass} ${age} ${cell.size}`;
    const band = bands.get(name) ?? {
      storageClass: cell.storageClass,
      fromDays: ageBands[age]?.fromDays ?? null,
      toDays: ageBands[age + 1]?.fromDays ?? null,
      fromBytes: sizeBounds[cell.size] ?? null,
      toBytes: sizeBounds[cell.size + 1] ?? null,
      objects: 0,
      bytes: 0,
    };
    band.objects += cell.objects;
    band.bytes += cell.bytes;
    bands.set(name, band);
  }
  const cells = [...bands.values()].sort(
    (one, other) =>
      one.storageClass.localeCompare(other.storageClass) ||
      Number(one.fromDays) - Number(other.fromDays) ||
      Number(one.fromBytes) - Number(other.fromBytes),
  );
  return {countedAt, whole, source, prefixed, calls, objects, bytes, cells};
}

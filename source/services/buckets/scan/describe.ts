import {formatBytes} from '../../../text/bytes.ts';
import {formatCount, formatShare} from '../../../text/number.ts';
import type {Scan} from '../model.ts';

/** What a count found, in one sentence. */
export function summariseScan({objects, bytes, whole, prefixed, byClass}: Scan): string {
  const [first] = byClass;
  const where = prefixed ? ' under the prefix' : '';
  const most =
    first === undefined || bytes === 0
      ? ''
      : `, ${formatShare(first.bytes / bytes)} of the bytes in ${first.storageClass}`;
  const part = whole ? '' : ' It was stopped before its end: there are more.';
  return `${formatCount(objects)} objects of ${formatBytes(bytes)}${where}${most}.${part}`;
}

/** The same in three tables: by class, by age, by size. */
export function describeScan(scan: Scan): readonly string[] {
  if (scan.objects === 0) return [];
  return [
    ...table(
      'By class',
      scan.byClass.map(({storageClass, ...sum}) => ({name: storageClass, ...sum})),
    ),
    ...table(
      'By age',
      scan.byAge.map(({age, ...sum}) => ({name: age, ...sum})),
    ),
    ...table(
      'By size',
      scan.bySize.map(({size, ...sum}) => ({name: size, ...sum})),
    ),
  ];
}

type Row = {readonly name: string; readonly objects: number; readonly bytes: number};

function table(title: string, rows: readonly Row[]): readonly string[] {
  const bytes = rows.reduce((sum, row) => sum + row.bytes, 0);
  const width = Math.max(title.length - 2, ...rows.map(({name}) => name.length));
  return [
    `${title.padEnd(width + 2)}  ${'objects'.padStart(8)}  ${'stored'.padStart(9)}  ${'share'.padStart(5)}`,
    ...rows.map(row => {
      const share = bytes === 0 ? '' : formatShare(row.bytes / bytes);
      return `  ${row.name.padEnd(width)}  ${formatCount(row.objects).padStart(8)}  ${formatBytes(row.bytes).padStart(9)}  ${share.padStart(5)}`;
    }),
  ];
}

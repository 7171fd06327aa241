import {formatBytes} from '../../../text/bytes.ts';
import {formatClock} from '../../../text/clock-time.ts';
import {formatCount, formatExact, formatShare} from '../../../text/number.ts';
import type {Scan} from '../model.ts';

/** What a count found, in one sentence, to the last byte. */
export function summariseScan({objects, bytes, whole, prefixed, byClass, source, countedAt}: Scan): string {
  const [first] = byClass;
  const where = prefixed ? ' under the prefix' : '';
  const most =
    first === undefined || bytes === 0
      ? ''
      : `, ${formatShare(first.bytes / bytes)} of the bytes in ${first.storageClass}`;
  const of = source === 'inventory' ? `, by the inventory of ${formatClock(countedAt)} UTC` : '';
  const part = whole ? '' : ' It was stopped before its end: there are more.';
  return `${objectsText(objects)} of ${bytesText(bytes)}${where}${most}${of}.${part}`;
}

/** 3.5M objects (3,512,345) */
function objectsText(objects: number): string {
  const [words, exact] = [formatCount(objects), formatExact(objects)];
  return `${words} object${objects === 1 ? '' : 's'}${words === exact ? '' : ` (${exact})`}`;
}

const bytesText = (bytes: number): string =>
  `${formatBytes(bytes)}${bytes < 1000 ? '' : ` (${formatExact(bytes)} bytes)`}`;

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

import {setImmediate} from 'node:timers/promises';
import type {Row} from './columns.ts';
import type {FileOptions} from './file.ts';

/** Whoever reads only some columns asks for those of each group by themselves. */
const rowsOfGroup = 7_500;

/** Compressed with Snappy. */
export async function parquetFile(options: FileOptions): Promise<Buffer> {
  const {columns, size} = options;
  const {ByteWriter, ParquetWriter} = await import('hyparquet-writer');
  const groups = new ByteWriter();
  const schema = [
    {name: 's3.inventory', num_children: columns.length},
    ...columns.map(({parquet}) => parquet),
  ];
  const writer = new ParquetWriter({writer: groups, schema, createdBy: 's3.inventory', statistics: false});
  for await (const group of groupsOf(options)) {
    const columnData = columns.map(({parquet, value}) => ({
      name: parquet.name,
      data: group.map(value),
      offsetIndex: false,
    }));
    await writer.write({columnData, rowGroupSize: rowsOfGroup});
    await setImmediate();
  }
  // The end says nothing of where it stands itself, so that what fills the file up can come before it.
  const end = new ByteWriter();
  writer.writer = end;
  await writer.finish();
  const filling = Buffer.alloc(size - groups.offset - end.offset);
  return Buffer.concat([groups.getBytes(), filling, end.getBytes()]);
}

async function* groupsOf({reader, rows, rowsAtOnce}: FileOptions): AsyncGenerator<readonly Row[]> {
  let group: Row[] = [];
  for (let left = rows; left > 0; left -= rowsAtOnce) {
    group.push(...reader.take(Math.min(left, rowsAtOnce)));
    if (group.length >= rowsOfGroup || left <= rowsAtOnce) {
      yield group;
      group = [];
    }
    await setImmediate();
  }
}

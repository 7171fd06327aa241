import {createHash} from 'node:crypto';

/** One record of a user inside an aggregated one. */
export type UserRecord = {
  readonly partitionKey: string;
  readonly explicitHashKey?: string;
  readonly data: Uint8Array;
};

/** The Kinesis Producer Library marks its records with these bytes (its aggregation format, version 1). */
const magic = Buffer.from([0xf3, 0x89, 0x9a, 0xc2]);

/** Packs user records as the Kinesis Producer Library does: magic, a protobuf message, the message's MD5. */
export function aggregate(records: readonly UserRecord[]): Buffer {
  const keys = [...new Set(records.map(record => record.partitionKey))];
  const hashKeys = [
    ...new Set(records.map(record => record.explicitHashKey).filter(key => key !== undefined)),
  ];
  const message = Buffer.concat([
    ...keys.map(key => field(1, Buffer.from(key))),
    ...hashKeys.map(key => field(2, Buffer.from(key))),
    ...records.map(({partitionKey, explicitHashKey, data}) => {
      const parts = [Buffer.from([1 << 3]), varint(keys.indexOf(partitionKey))];
      if (explicitHashKey !== undefined)
        parts.push(Buffer.from([2 << 3]), varint(hashKeys.indexOf(explicitHashKey)));
      return field(3, Buffer.concat([...parts, field(3, data)]));
    }),
  ]);
  return Buffer.concat([magic, message, createHash('md5').update(message).digest()]);
}

/** A field of bytes: its number with wire type 2, its length, the bytes. */
const field = (number: number, bytes: Uint8Array) =>
  Buffer.concat([Buffer.from([(number << 3) | 2]), varint(bytes.length), bytes]);

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest & 0x7f) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  bytes.push(rest);
  return Buffer.from(bytes);
}

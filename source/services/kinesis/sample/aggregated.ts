import {createHash} from 'node:crypto';
import {PbfReader} from 'pbf';

/** A record of a user, inside an aggregated one. */
export type InnerRecord = {
  readonly partitionKey: string;
  readonly explicitHashKey: string | undefined;
  readonly bytes: number;
};

/** Kinesis Producer Library, aggregation format: these four bytes, a protobuf message, the message's MD5. */
const magic = Buffer.from([0xf3, 0x89, 0x9a, 0xc2]);
const digestBytes = 16;

type Message = {
  readonly partitionKeys: string[];
  readonly explicitHashKeys: string[];
  readonly records: RawRecord[];
};

type RawRecord = {partitionKey: number; explicitHashKey: number | undefined; bytes: number};

/** The records inside; undefined for data that only looks aggregated, or does not even do that. */
export function innerRecords(data: Uint8Array): readonly InnerRecord[] | undefined {
  if (data.length <= magic.length + digestBytes || !magic.equals(data.subarray(0, magic.length))) {
    return undefined;
  }
  const message = data.subarray(magic.length, -digestBytes);
  const digest = createHash('md5').update(message).digest();
  if (!digest.equals(data.subarray(-digestBytes))) return undefined;
  const parsed = parse(message);
  const records: InnerRecord[] = [];
  for (const record of parsed?.records ?? []) {
    const partitionKey = parsed?.partitionKeys[record.partitionKey];
    if (partitionKey === undefined) return undefined;
    const explicitHashKey =
      record.explicitHashKey === undefined ? undefined : parsed?.explicitHashKeys[record.explicitHashKey];
    records.push({partitionKey, explicitHashKey, bytes: record.bytes});
  }
  return records.length > 0 ? records : undefined;
}

function parse(message: Uint8Array): Message | undefined {
  try {
    return new PbfReader(message).readFields(readMessageField, {
      partitionKeys: [],
      explicitHashKeys: [],
      records: [],
    } as Message);
  } catch {
    // The MD5 is right and the message is not: somebody else's format.
    return undefined;
  }
}

function readMessageField(tag: number, message: Message, reader: PbfReader): void {
  if (tag === 1) message.partitionKeys.push(reader.readString());
  else if (tag === 2) message.explicitHashKeys.push(reader.readString());
  else if (tag === 3) {
    const record: RawRecord = {partitionKey: -1, explicitHashKey: undefined, bytes: 0};
    message.records.push(reader.readMessage(readRecordField, record));
  }
}

function readRecordField(tag: number, record: RawRecord, reader: PbfReader): void {
  if (tag === 1) record.partitionKey = reader.readVarint();
  else if (tag === 2) record.explicitHashKey = reader.readVarint();
  else if (tag === 3) record.bytes = reader.readBytes().length;
}

import {createHash} from 'node:crypto';

/** The user records of a Kinesis record that the KPL packed; throws when it is not one. */
export function userRecordsOf(
  data: Buffer,
): readonly {readonly partitionKey: string; readonly data: Buffer}[] {
  const message = data.subarray(4, -16);
  if (data.subarray(0, 4).toString('hex') !== 'f3899ac2') throw new Error('the magic is wrong');
  if (!createHash('md5').update(message).digest().equals(data.subarray(-16)))
    throw new Error('the MD5 is wrong');
  const fields = fieldsOf(message);
  const keys = fields.filter(({number}) => number === 1).map(({bytes}) => bytes.toString());
  return fields
    .filter(({number}) => number === 3)
    .map(({bytes}) => {
      const inner = fieldsOf(bytes);
      const index = inner.find(({number}) => number === 1)?.value ?? -1;
      const partitionKey = keys[index];
      const content = inner.find(({number}) => number === 3)?.bytes;
      if (partitionKey === undefined || !content) throw new Error('a user record is not whole');
      return {partitionKey, data: content};
    });
}

type Field = {readonly number: number; readonly value: number; readonly bytes: Buffer};

/** The fields of a protobuf message that has only varints and bytes. */
function fieldsOf(message: Buffer): readonly Field[] {
  const fields: Field[] = [];
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let shift = 1; ; shift *= 128) {
      const byte = message[at++] ?? 0;
      value += (byte & 127) * shift;
      if (byte < 128) return value;
    }
  };
  while (at < message.length) {
    const tag = varint();
    const value = varint();
    const isBytes = (tag & 7) === 2;
    fields.push({
      number: tag >> 3,
      value,
      bytes: isBytes ? message.subarray(at, at + value) : Buffer.alloc(0),
    });
    if (isBytes) at += value;
  }
  return fields;
}

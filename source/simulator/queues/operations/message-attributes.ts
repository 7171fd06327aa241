import {createHash} from 'node:crypto';
import {objectOf, textOf} from '../../members.ts';
import type {Json} from '../../operation.ts';
import type {MessageAttribute} from '../shape.ts';
import {invalid} from './errors.ts';

export type MessageAttributes = Readonly<Record<string, MessageAttribute>>;

const mostAttributes = 10;

/** The attributes of a message to be sent, checked as the developer guide has it ("Message attribute components"). */
export function readMessageAttributes(message: Json): MessageAttributes {
  const given = Object.keys(objectOf(message, 'MessageAttributes') ?? {});
  if (given.length > mostAttributes)
    throw invalid(
      `Number of message attributes [${given.length}] exceeds the allowed maximum [${mostAttributes}].`,
    );
  const attributes = objectOf(message, 'MessageAttributes') ?? {};
  return Object.fromEntries(
    given.map(name => {
      checkName(name);
      return [name, readAttribute(name, objectOf(attributes, name) ?? {})];
    }),
  );
}

function checkName(name: string): void {
  const isGood = /^[\w-]+(\.[\w-]+)*$/.test(name) && name.length <= 256;
  if (!isGood || /^(aws|amazon)\./i.test(name))
    throw invalid(
      `The message attribute name '${name}' is invalid. Attribute name can contain A-Z, a-z, 0-9, underscore (_), hyphen (-), and period (.) characters, and does not start with AWS. or Amazon.`,
    );
}

export function readAttribute(name: string, given: Json): MessageAttribute {
  const DataType = textOf(given, 'DataType');
  if (DataType === undefined || DataType === '')
    throw invalid(`The message attribute '${name}' must contain non-empty message attribute type.`);
  const [type] = DataType.split('.');
  if (type !== 'String' && type !== 'Number' && type !== 'Binary')
    throw invalid(
      `The type of message (user) attribute '${name}' is invalid. You must use only the following supported type prefixes: Binary, Number, String.`,
    );
  const member = type === 'Binary' ? 'BinaryValue' : 'StringValue';
  const value = textOf(given, member);
  if (value === undefined || value === '')
    throw invalid(
      `The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${type}'.`,
    );
  if (type === 'Number' && Number.isNaN(Number(value)))
    throw invalid(`Can't cast the value of message (user) attribute '${name}' to a number.`);
  return {DataType, [member]: value};
}

const bytesOfValue = ({StringValue, BinaryValue}: MessageAttribute): Buffer =>
  BinaryValue === undefined ? Buffer.from(StringValue ?? '') : Buffer.from(BinaryValue, 'base64');

/** What attributes weigh in the size of their message: names, types and values. */
export const bytesOf = (attributes: MessageAttributes): number =>
  Object.entries(attributes).reduce(
    (sum, [name, attribute]) =>
      sum + Buffer.byteLength(name) + Buffer.byteLength(attribute.DataType) + bytesOfValue(attribute).length,
    0,
  );

/** Developer guide, "Calculating the MD5 message digest for message attributes"; undefined when there are none. */
export function digestOf(attributes: MessageAttributes): string | undefined {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return undefined;
  const digest = createHash('md5');
  const add = (bytes: Buffer): void => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    digest.update(length).update(bytes);
  };
  for (const name of names) {
    const attribute = attributes[name];
    if (!attribute) continue;
    add(Buffer.from(name));
    add(Buffer.from(attribute.DataType));
    digest.update(Buffer.of(attribute.BinaryValue === undefined ? 1 : 2));
    add(bytesOfValue(attribute));
  }
  return digest.digest('hex');
}

/** Those that a receiver asked for: by name, by a beginning (`order.*`), or all of them. */
export function chosen(attributes: MessageAttributes, wanted: readonly string[]): MessageAttributes {
  const isWanted = (name: string): boolean =>
    wanted.some(
      each =>
        each === 'All' ||
        each === '.*' ||
        each === name ||
        (each.endsWith('.*') && name.startsWith(each.slice(0, -2))),
    );
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => isWanted(name)));
}

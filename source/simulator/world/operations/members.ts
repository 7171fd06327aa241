import {AwsError, type Json} from '../../operation.ts';

type TextRule = {readonly pattern?: RegExp; readonly max?: number; readonly oneOf?: readonly string[]};

export const names = {pattern: /^[a-zA-Z0-9_.-]+$/, max: 128};
export const hashKeys = {pattern: /^(0|([1-9]\d{0,38}))$/};
export const sequenceNumbers = {pattern: /^(0|([1-9]\d{0,128}))$/};

/** A member that is a string, or undefined; one that breaks its rule is refused in AWS's words. */
export function text(input: Json, member: string, rule: TextRule = {}): string | undefined {
  const value = input[member];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw wrongType(member, 'String');
  if (value.length < 1) throw refused(value, member, 'Member must have length greater than or equal to 1');
  if (rule.max !== undefined && value.length > rule.max)
    throw refused(value, member, `Member must have length less than or equal to ${rule.max}`);
  if (rule.pattern && !rule.pattern.test(value))
    throw refused(
      value,
      member,
      `Member must satisfy regular expression pattern: ${rule.pattern.source.slice(1, -1)}`,
    );
  if (rule.oneOf && !rule.oneOf.includes(value))
    throw refused(value, member, `Member must satisfy enum value set: [${rule.oneOf.join(', ')}]`);
  return value;
}

export const requiredText = (input: Json, member: string, rule?: TextRule): string =>
  required(text(input, member, rule), member);

/** A member that is a whole number within bounds, or undefined. */
export function wholeNumber(input: Json, member: string, least: number, most: number): number | undefined {
  const value = input[member];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'number' || !Number.isInteger(value)) throw wrongType(member, 'Integer');
  if (value < least) throw refused(value, member, `Member must have value greater than or equal to ${least}`);
  if (value > most) throw refused(value, member, `Member must have value less than or equal to ${most}`);
  return value;
}

export const requiredNumber = (input: Json, member: string, least: number, most: number): number =>
  required(wholeNumber(input, member, least, most), member);

/** A time member, as ms since 1970. */
export function time(input: Json, member: string): number | undefined {
  const value = input[member];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'number') throw wrongType(member, 'Date');
  return value * 1000;
}

/** A member that is a list of strings out of a set. */
export function texts(input: Json, member: string, oneOf: readonly string[]): readonly string[] {
  const value = input[member];
  if (!Array.isArray(value)) {
    if (value === undefined || value === null) throw refused(null, member, 'Member must not be null');
    throw wrongType(member, 'List');
  }
  if (value.length < 1) throw refused('[]', member, 'Member must have length greater than or equal to 1');
  for (const item of value)
    if (typeof item !== 'string' || !oneOf.includes(item))
      throw refused(
        `[${value.join(', ')}]`,
        member,
        `Member must satisfy constraint: [Member must satisfy enum value set: [${oneOf.join(', ')}]]`,
      );
  return value;
}

/** A member that is an object. */
export function record(input: Json, member: string): Json | undefined {
  const value = input[member];
  return value === undefined || value === null ? undefined : structure(value, member);
}

/** An object, such as an item of a list. */
export function structure(value: unknown, member: string): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw wrongType(member, 'Structure');
  return value as Json;
}

function required<Value>(value: Value | undefined, member: string): Value {
  if (value === undefined) throw refused(null, member, 'Member must not be null');
  return value;
}

export function refused(value: string | number | null, member: string, rule: string): AwsError {
  const shown = value === null ? 'null' : `'${value}'`;
  const where = `${member.charAt(0).toLowerCase()}${member.slice(1)}`;
  return new AwsError(
    'ValidationException',
    `1 validation error detected: Value ${shown} at '${where}' failed to satisfy constraint: ${rule}`,
  );
}

const wrongType = (member: string, type: string) =>
  new AwsError('SerializationException', `${member} can not be converted to a ${type}`);

export const invalid = (message: string): AwsError => new AwsError('InvalidArgumentException', message);

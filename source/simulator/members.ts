import {AwsError, type Json} from './operation.ts';

/** Members of a request by type; one of another type was never a request that a client could make. */
export function textOf(from: Json, name: string): string | undefined {
  const value = from[name] ?? undefined;
  if (value === undefined || typeof value === 'string') return value;
  throw wrongType(name, 'a string');
}

export function numberOf(from: Json, name: string): number | undefined {
  const value = from[name] ?? undefined;
  if (value === undefined || typeof value === 'number') return value;
  throw wrongType(name, 'a number');
}

export function truthOf(from: Json, name: string): boolean | undefined {
  const value = from[name] ?? undefined;
  if (value === undefined || typeof value === 'boolean') return value;
  throw wrongType(name, 'true or false');
}

export function objectOf(from: Json, name: string): Json | undefined {
  const value = from[name] ?? undefined;
  if (value === undefined || isObject(value)) return value;
  throw wrongType(name, 'a structure');
}

export function objectsOf(from: Json, name: string): readonly Json[] | undefined {
  const value = from[name] ?? undefined;
  if (value === undefined) return undefined;
  if (Array.isArray(value) && value.every(isObject)) return value;
  // The query protocol writes a list of nothing as an empty member.
  if (value === '') return [];
  throw wrongType(name, 'a list of structures');
}

export function textsOf(from: Json, name: string): readonly string[] | undefined {
  const value = from[name] ?? undefined;
  if (value === undefined) return undefined;
  if (Array.isArray(value) && value.every(item => typeof item === 'string')) return value;
  if (value === '') return [];
  throw wrongType(name, 'a list of strings');
}

/** A map of texts, such as tags; a form writes one of nothing as an empty list. */
export function textMapOf(from: Json, name: string): ReadonlyMap<string, string> | undefined {
  const value = from[name] ?? undefined;
  if (value === undefined) return undefined;
  if (Array.isArray(value) && value.length === 0) return new Map();
  const entries = isObject(value) ? Object.entries(value) : undefined;
  if (entries?.every((entry): entry is [string, string] => typeof entry[1] === 'string'))
    return new Map(entries);
  throw wrongType(name, 'a map of strings');
}

export function numbersOf(from: Json, name: string): readonly number[] | undefined {
  const value = from[name] ?? undefined;
  if (value === undefined) return undefined;
  if (Array.isArray(value) && value.every(item => typeof item === 'number')) return value;
  throw wrongType(name, 'a list of numbers');
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const wrongType = (name: string, wanted: string): AwsError =>
  new AwsError('SerializationException', `${name} must be ${wanted}`);

import {numberOf, textOf, textsOf} from '../../members.ts';
import type {Json} from '../../operation.ts';
import {unmet} from './errors.ts';

/** Members of a request, each within the bounds that CloudWatch's API reference gives it. */
export function textIn(
  input: Json,
  member: string,
  [least, most]: readonly [number, number],
): string | undefined {
  const text = textOf(input, member);
  if (text === undefined) return undefined;
  if (text.length > most) throw unmet(text, member, `have length less than or equal to ${most}`);
  if (text.length < least) throw unmet(text, member, `have length greater than or equal to ${least}`);
  return text;
}

export const requiredText = (input: Json, member: string, bounds: readonly [number, number]): string =>
  required(textIn(input, member, bounds), member);

export function required<Value>(value: Value | undefined, member: string): Value {
  if (value === undefined) throw unmet(undefined, member, 'not be null');
  return value;
}

export const nameBounds = [1, 255] as const;

export const requiredName = (input: Json, member = 'AlarmName'): string =>
  requiredText(input, member, nameBounds);

export function wholeIn(
  input: Json,
  member: string,
  [least, most]: readonly [number, number],
): number | undefined {
  const value = numberOf(input, member);
  if (value === undefined) return undefined;
  if (!Number.isInteger(value)) throw unmet(value, member, 'be a whole number');
  if (value < least) throw unmet(value, member, `have value greater than or equal to ${least}`);
  if (value > most) throw unmet(value, member, `have value less than or equal to ${most}`);
  return value;
}

export function oneOf<Name extends string>(
  input: Json,
  member: string,
  names: readonly Name[],
): Name | undefined {
  const text = textOf(input, member);
  return text === undefined ? undefined : amongst(text, member, names);
}

export const someOf = <Name extends string>(
  input: Json,
  member: string,
  names: readonly Name[],
): readonly Name[] | undefined => textsOf(input, member)?.map(text => amongst(text, member, names));

function amongst<Name extends string>(text: string, member: string, names: readonly Name[]): Name {
  const found = names.find(name => name === text);
  if (found === undefined) throw unmet(text, member, `satisfy enum value set: [${names.join(', ')}]`);
  return found;
}

/** Up to so many names, each of a length that a name can have. */
export function namesIn(input: Json, member: string, most = 100): readonly string[] | undefined {
  const names = textsOf(input, member);
  if (names && names.length > most) {
    throw unmet(`[${names.join(', ')}]`, member, `have length less than or equal to ${most}`);
  }
  for (const name of names ?? []) {
    const [shortest, longest] = nameBounds;
    if (name.length < shortest || name.length > longest) {
      throw unmet(name, `${member}.member`, `have length between ${shortest} and ${longest}`);
    }
  }
  return names;
}

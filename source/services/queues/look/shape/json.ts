export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export type JsonObject = {readonly [key: string]: Json};

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

/** A document: an object or a list. A bare number or word is a text like any other. */
export function documentIn(text: string): JsonObject | readonly Json[] | undefined {
  if (!/^\s*[{[]/.test(text)) return undefined;
  try {
    const value: Json = JSON.parse(text);
    return isObject(value) || isList(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The document that a string holds, as envelopes carry them; anything else as it is. */
export const opened = (value: Json): Json =>
  typeof value === 'string' ? (documentIn(value) ?? value) : value;

/** No message needs more of it to be told apart from others. */
export const deepest = 12;

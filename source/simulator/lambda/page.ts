import {AwsError, type Json} from '../operation.ts';

/** A page of a list as Lambda gives it, and where it goes on: never longer than `longest`, whatever is asked for. */
export function pageOf<Item>(
  items: readonly Item[],
  input: Json,
  longest: number,
): {readonly page: readonly Item[]; readonly next: {readonly NextMarker?: string}} {
  const {Marker: marker, MaxItems: most = longest} = input;
  if (typeof most !== 'number' || !Number.isInteger(most) || most < 1 || most > 10_000)
    throw wrong(`Value '${String(most)}' at 'maxItems' must be a whole number between 1 and 10000`);
  const from = marker === undefined ? 0 : Number(marker);
  if (!Number.isInteger(from) || from < 0) throw wrong('The marker is not one of this account.');
  const until = from + Math.min(most, longest);
  return {page: items.slice(from, until), next: until < items.length ? {NextMarker: String(until)} : {}};
}

const wrong = (message: string) => new AwsError('InvalidParameterValueException', message);

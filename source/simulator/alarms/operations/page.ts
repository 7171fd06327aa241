import {badToken} from '../../cloudwatch/errors.ts';
import type {Json} from '../../operation.ts';
import {openToken, sealToken} from '../../sealed-token.ts';
import {wholeIn} from './checks.ts';

const most = 100;

export type Page<Item> = {readonly items: readonly Item[]; readonly next: {readonly NextToken?: string}};

/** The next items of a list that is in the order of its names; what comes and goes between two pages shifts nothing. */
export function pageByName<Item extends {readonly name: string}>(
  all: readonly Item[],
  input: Json,
  unasked: number,
): Page<Item> {
  const {place, seal, size} = paging(input, unasked);
  const after = typeof place?.after === 'string' ? place.after : '';
  const left = all.filter(item => item.name > after);
  const items = left.slice(0, size);
  const last = items.at(-1);
  return {items, next: last && left.length > size ? seal({after: last.name}) : {}};
}

/** The next items of a list that grows while somebody reads it: what came after the first page is not of it. */
export function pageOfGrowing<Item>(
  oldestFirst: readonly Item[],
  order: 'oldest first' | 'newest first',
  input: Json,
  unasked: number,
): Page<Item> {
  const {place, seal, size} = paging(input, unasked);
  const {skip = 0, of = oldestFirst.length} = place ?? {};
  if (typeof skip !== 'number' || typeof of !== 'number') throw badToken();
  const known = oldestFirst.slice(0, of);
  const left = (order === 'newest first' ? known.reverse() : known).slice(skip);
  return {items: left.slice(0, size), next: left.length > size ? seal({skip: skip + size, of}) : {}};
}

function paging(input: Json, unasked: number) {
  const {NextToken, ...question} = input;
  return {
    size: wholeIn(input, 'MaxRecords', [1, most]) ?? unasked,
    place: openToken(NextToken, question, badToken),
    seal: (place: Json) => ({NextToken: sealToken(place, question)}),
  };
}

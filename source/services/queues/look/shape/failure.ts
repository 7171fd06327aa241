import {isFailing} from './failing.ts';
import {codeIn, placeIn, saysSomething, textIn, typeIn} from './fields.ts';
import {deepest, documentIn, isList, isObject, type Json, type JsonObject, opened} from './json.ts';
import {isInput, plainName, type Role, rankOf, roleOf} from './roles.ts';
import {rootCauseIn} from './stack.ts';
import {looksLikeFailure} from './words.ts';

/** What a message says about why it failed, in its own words. */
export type Failure = {
  readonly type?: string;
  readonly code?: string;
  readonly message?: string;
  /** Single complaints of a validation, in no order that means anything. */
  readonly details?: readonly Complaint[];
  readonly cause?: Failure;
};

/** Where, as a path of names, and what. */
export type Complaint = {readonly place: string; readonly said: string};

const mostNodes = 2000;
const mostOfList = 20;

/** The failure that a document tells of: the one nearest to its top; the input of what failed is looked at last. */
export function failureIn(root: Json): Failure | undefined {
  let onlyCode: Failure | undefined;
  for (const node of nodesOf(root)) {
    const failure = failureOf(node, isFailing(node), 0);
    if (failure?.message ?? failure?.type ?? failure?.details) return failure;
    onlyCode ??= failure;
  }
  return onlyCode;
}

/** Where nothing is called an error: a reason that reads like one. */
export function reasonIn(root: Json): Failure | undefined {
  for (const node of nodesOf(root)) {
    for (const [key, value] of Object.entries(node)) {
      if (typeof value !== 'string' || !/(?:reason|cause|condition|message|msg)$/.test(plainName(key)))
        continue;
      if (documentIn(value) === undefined && looksLikeFailure(value)) return {message: value};
    }
  }
  return undefined;
}

/** Objects from the top down, level by level, a bounded number of them. */
function* nodesOf(root: Json): Generator<JsonObject> {
  const later: Json[] = [];
  let left = mostNodes;
  for (let level: Json[] = [root], depth = 0; level.length > 0 && depth < 2 * deepest; depth += 1) {
    const next: Json[] = [];
    for (const value of level) {
      left -= 1;
      if (left < 0) return;
      if (isList(value)) next.push(...value.slice(0, mostOfList).map(opened));
      if (!isObject(value)) continue;
      yield value;
      for (const [key, child] of Object.entries(value)) (isInput(key) ? later : next).push(opened(child));
    }
    level = next.length > 0 ? next : later.splice(0);
  }
}

function failureOf(node: JsonObject, isInside: boolean, depth: number): Failure | undefined {
  if (depth > deepest) return undefined;
  const fields = Object.entries(node).map(([key, value]) => ({
    key,
    value: opened(value),
    role: roleOf(key, isInside),
  }));
  const of = (role: Role) => fields.filter(field => field.role === role);
  const first = (role: Role, read: (value: Json) => string | undefined) =>
    of(role)
      .map(({value}) => read(value))
      .find(text => text !== undefined);
  const said = of('message')
    .toSorted((a, b) => rankOf(a.key) - rankOf(b.key))
    .flatMap(({value}) => saidBy(value, depth));
  const [main, other] = said.filter(each => each.message ?? each.type ?? each.code ?? each.cause);
  const trace = first('trace', textIn);
  const root = trace === undefined ? undefined : rootCauseIn(trace);
  const cause =
    of('cause').flatMap(({value}) => saidBy(value, depth))[0] ??
    main?.cause ??
    (root ? {message: root} : undefined);
  return whole({
    // `{"error": "invalid_grant", "error_description": "…"}`
    type: first('type', typeIn) ?? main?.type ?? typeIn(other?.message),
    code: first('code', codeIn) ?? main?.code,
    message: main?.message ?? (main?.type === undefined ? trace : undefined),
    details: [
      ...said.flatMap(each => each.details ?? []),
      ...of('details').flatMap(each => complaintsIn(each.value, depth)),
    ],
    cause,
  });
}

function whole(found: {readonly [Part in keyof Failure]-?: Failure[Part] | undefined}): Failure | undefined {
  const parts = Object.entries(found).filter(
    ([, part]) => part !== undefined && (!Array.isArray(part) || part.length > 0),
  );
  return parts.length === 0 ? undefined : Object.fromEntries(parts);
}

/** What an error field holds: a sentence, an object, or a list of either. */
function saidBy(value: Json, depth: number): readonly Failure[] {
  if (isObject(value)) {
    const failure = failureOf(value, true, depth + 1) ?? failureIn(value);
    return failure ? [failure] : [];
  }
  if (isList(value)) {
    const details = complaintsIn(value, depth);
    const [only] = details;
    if (only === undefined) return [];
    return [details.length === 1 && only.place === '' ? {message: only.said} : {details}];
  }
  if (typeof value === 'number') {
    const code = codeIn(value);
    return code === undefined ? [] : [{code}];
  }
  return typeof value === 'string' && saysSomething(value) ? [{message: value}] : [];
}

function complaintsIn(value: Json, depth: number): readonly Complaint[] {
  const list = isList(value) ? value.slice(0, mostOfList) : [value];
  return list.flatMap(item => {
    if (typeof item === 'string') return saysSomething(item) ? [{place: '', said: item}] : [];
    const failure = isObject(item) ? failureOf(item, true, depth + 1) : undefined;
    const said = failure?.message ?? failure?.type ?? failure?.code;
    return said === undefined || !isObject(item) ? [] : [{place: placeIn(item), said}];
  });
}

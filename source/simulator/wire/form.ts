import {AwsError, type Json} from '../operation.ts';
import {type Dialect, type FlatMember, isAmong} from './dialect.ts';

type Tree = {[key: string]: Tree | string};

/** The members of a form (`A.member.1.B=x`, or as the dialect has it) as the JSON protocol would carry them. */
export function parseForm(form: URLSearchParams, dialect: Dialect = {}): Json {
  const tree: Tree = Object.create(null);
  for (const [path, text] of form) {
    if (path === 'Action' || path === 'Version' || path.startsWith('X-Amz-')) continue;
    const keys = path.split('.');
    const last = keys.pop() ?? '';
    let place = tree;
    for (const key of keys) {
      const next = place[key] ?? Object.create(null);
      if (typeof next === 'string') throw malformed(path);
      place[key] = next;
      place = next;
    }
    place[last] = text;
  }
  return settle(tree, dialect, '', '') as Json;
}

function settle(node: Tree | string, dialect: Dialect, name: string, parent: string): unknown {
  if (typeof node === 'string') return settleText(node, dialect, name, parent);
  const members = node.member;
  if (typeof members === 'object') return numbered(members).map(item => settle(item, dialect, name, name));
  return Object.fromEntries(
    Object.entries(node).map(([key, item]) => {
      const flat = dialect.asked?.[key];
      return flat
        ? [flat.member, settleFlat(item, dialect, key, flat)]
        : [key, settle(item, dialect, key, name)];
    }),
  );
}

function settleFlat(
  node: Tree | string,
  dialect: Dialect,
  name: string,
  {member, entry}: FlatMember,
): unknown {
  // A list of nothing is an empty member.
  if (node === '') return [];
  if (typeof node === 'string') throw malformed(name);
  const items = numbered(node);
  if (!entry) return items.map(item => settle(item, dialect, name, member));
  const [key, value] = entry;
  return Object.fromEntries(
    items.map(item => {
      if (typeof item === 'string' || typeof item[key] !== 'string') throw malformed(name);
      return [item[key], settle(item[value] ?? '', dialect, value, member)];
    }),
  );
}

const numbered = (items: Tree): readonly (Tree | string)[] =>
  Object.entries(items)
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, item]) => item);

function settleText(text: string, dialect: Dialect, name: string, parent: string): unknown {
  if (isAmong(dialect.numbers, name, parent)) {
    const number = Number(text);
    if (text === '' || Number.isNaN(number)) throw malformed(name);
    return number;
  }
  if (isAmong(dialect.times, name, parent)) {
    const time = Date.parse(text);
    if (Number.isNaN(time)) throw malformed(name);
    return time / 1000;
  }
  if (isAmong(dialect.truths, name, parent)) return text === 'true';
  return text;
}

const malformed = (name: string): AwsError =>
  new AwsError('MalformedInput', `The value of ${name} could not be read`);

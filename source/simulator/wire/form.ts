import {AwsError, type Json} from '../operation.ts';

/** Members that are numbers, in the operations that are served over the query protocol. */
const numbers = new Set([
  'Counts',
  'MaxDatapoints',
  'Maximum',
  'Minimum',
  'Period',
  'SampleCount',
  'StorageResolution',
  'Sum',
  'Value',
  'Values',
]);
const times = new Set(['EndTime', 'StartTime', 'Timestamp']);
const truths = new Set(['IncludeLinkedAccounts', 'ReturnData', 'StrictEntityValidation']);

type Tree = {[key: string]: Tree | string};

/** The members of a form (`A.member.1.B=x`) as the JSON protocol would carry them. */
export function parseForm(form: URLSearchParams): Json {
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
  return settle(tree, '', '') as Json;
}

function settle(node: Tree | string, name: string, parent: string): unknown {
  if (typeof node === 'string') return settleText(node, name, parent);
  const members = node.member;
  if (typeof members === 'object') {
    return Object.entries(members)
      .sort(([a], [b]) => Number(a) - Number(b))
      .map(([, item]) => settle(item, name, name));
  }
  return Object.fromEntries(Object.entries(node).map(([key, item]) => [key, settle(item, key, name)]));
}

function settleText(text: string, name: string, parent: string): unknown {
  // A Dimension's Value is a name, a datum's Value is a number.
  if (numbers.has(name) && !(name === 'Value' && parent === 'Dimensions')) {
    const number = Number(text);
    if (text === '' || Number.isNaN(number)) throw malformed(name);
    return number;
  }
  if (times.has(name)) {
    const time = Date.parse(text);
    if (Number.isNaN(time)) throw malformed(name);
    return time / 1000;
  }
  if (truths.has(name)) return text === 'true';
  return text;
}

const malformed = (name: string): AwsError =>
  new AwsError('MalformedInput', `The value of ${name} could not be read`);

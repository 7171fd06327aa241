import {functions, type Grid} from './functions.ts';
import {combine} from './operators.ts';
import type {Tree} from './parse.ts';
import {MathError} from './tokens.ts';
import {mapValue, number, type Series, type Value} from './value.ts';

/** What an expression can see of the request that it stands in. */
export type Surroundings = {
  /** The result of another query. */
  readonly resolve: (id: string) => Promise<Value>;
  /** The series of all metrics asked for, or of those whose id contains a text. */
  readonly metrics: (idPart: string | undefined) => Promise<readonly Series[]>;
  readonly search: (
    pattern: string,
    statistic: string,
    periodMs: number | undefined,
  ) => Promise<readonly Series[]>;
  readonly grid: Grid;
};

/** Words that may stand without quotes where a function expects them. */
const words = new Set(['REPEAT', 'LINEAR']);

export async function evaluate(tree: Tree, around: Surroundings): Promise<Value> {
  switch (tree.kind) {
    case 'number':
      return number(tree.value);
    case 'text':
      return tree;
    case 'id':
      return words.has(tree.name) ? {kind: 'text', value: tree.name} : around.resolve(tree.name);
    case 'list':
      return {kind: 'list', list: (await evaluateAll(tree.items, around)).flatMap(seriesIn)};
    case 'minus':
      return mapValue(await evaluate(tree.of, around), '-', value => -value);
    case 'binary': {
      const left = await evaluate(tree.left, around);
      return combine(tree.operator, left, await evaluate(tree.right, around));
    }
    case 'call':
      return callFunction(tree.name, await evaluateAll(tree.args, around), around);
    default:
      throw tree satisfies never;
  }
}

async function evaluateAll(trees: readonly Tree[], around: Surroundings): Promise<readonly Value[]> {
  const values: Value[] = [];
  for (const tree of trees) values.push(await evaluate(tree, around));
  return values;
}

function seriesIn(value: Value): readonly Series[] {
  if (value.kind === 'series') return [value.series];
  if (value.kind === 'list') return value.list;
  throw new MathError('An array holds time series only');
}

async function callFunction(name: string, args: readonly Value[], around: Surroundings): Promise<Value> {
  if (name === 'METRICS') {
    const [part] = args;
    if (part && part.kind !== 'text')
      throw new MathError('METRICS takes nothing, or a text that ids contain');
    return {kind: 'list', list: await around.metrics(part?.value)};
  }
  if (name === 'SEARCH') {
    const [pattern, statistic, period] = args;
    if (pattern?.kind !== 'text' || statistic?.kind !== 'text' || (period && period.kind !== 'number')) {
      throw new MathError(
        'SEARCH takes a text to search for, a statistic in quotes, and a period in seconds',
      );
    }
    const periodMs = period && period.value * 1000;
    return {kind: 'list', list: await around.search(pattern.value, statistic.value, periodMs)};
  }
  const known = functions.get(name);
  if (!known) throw new MathError(`The function ${name} is not supported`);
  return known(args, around.grid);
}

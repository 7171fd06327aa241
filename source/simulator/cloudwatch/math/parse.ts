import {MathError, type Token, tokenize} from './tokens.ts';

export type Operator = '+' | '-' | '*' | '/' | '^' | '<' | '>' | '<=' | '>=' | '==' | '!=' | 'AND' | 'OR';

export type Tree =
  | {readonly kind: 'number'; readonly value: number}
  | {readonly kind: 'text'; readonly value: string}
  | {readonly kind: 'id'; readonly name: string}
  | {readonly kind: 'list'; readonly items: readonly Tree[]}
  | {readonly kind: 'call'; readonly name: string; readonly args: readonly Tree[]}
  | {readonly kind: 'minus'; readonly of: Tree}
  | {readonly kind: 'binary'; readonly operator: Operator; readonly left: Tree; readonly right: Tree};

/** From loosest to tightest; a power binds tighter still, and to the right. */
const levels: readonly Readonly<Record<string, Operator>>[] = [
  {OR: 'OR', '||': 'OR'},
  {AND: 'AND', '&&': 'AND'},
  {'==': '==', '!=': '!=', '<': '<', '>': '>', '<=': '<=', '>=': '>='},
  {'+': '+', '-': '-'},
  {'*': '*', '/': '/'},
];

export function parse(text: string): Tree {
  const tokens = tokenize(text);
  let place = 0;

  const peek = (): Token | undefined => tokens[place];
  const accept = (sign: string): boolean => {
    const token = peek();
    if (token?.kind !== 'sign' || token.value !== sign) return false;
    place += 1;
    return true;
  };
  const expect = (sign: string): void => {
    if (!accept(sign)) throw new MathError(`Expected '${sign}' but found ${describe(peek())}`);
  };

  function binary(level: number): Tree {
    const operators = levels[level];
    if (!operators) return minus();
    let left = binary(level + 1);
    for (;;) {
      const token = peek();
      const operator = token?.kind === 'sign' ? operators[token.value] : undefined;
      if (!operator) return left;
      place += 1;
      left = {kind: 'binary', operator, left, right: binary(level + 1)};
    }
  }

  function minus(): Tree {
    return accept('-') ? {kind: 'minus', of: minus()} : power();
  }

  function power(): Tree {
    const left = single();
    return accept('^') ? {kind: 'binary', operator: '^', left, right: minus()} : left;
  }

  function single(): Tree {
    const token = peek();
    if (accept('(')) {
      const inner = binary(0);
      expect(')');
      return inner;
    }
    if (accept('[')) return {kind: 'list', items: items(']')};
    if (!token || token.kind === 'sign') throw new MathError(`Expected a value but found ${describe(token)}`);
    place += 1;
    if (token.kind !== 'name') return token;
    return accept('(')
      ? {kind: 'call', name: token.value, args: items(')')}
      : {kind: 'id', name: token.value};
  }

  function items(end: string): readonly Tree[] {
    if (accept(end)) return [];
    const found = [binary(0)];
    while (accept(',')) found.push(binary(0));
    expect(end);
    return found;
  }

  const tree = binary(0);
  if (place < tokens.length) throw new MathError(`Unexpected ${describe(peek())}`);
  return tree;
}

const describe = (token: Token | undefined): string =>
  token ? `'${token.value}'` : 'the end of the expression';

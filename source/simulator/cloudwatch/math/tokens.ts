/** A piece of a metric math expression. */
export type Token =
  | {readonly kind: 'number'; readonly value: number}
  | {readonly kind: 'text'; readonly value: string}
  | {readonly kind: 'name'; readonly value: string}
  | {readonly kind: 'sign'; readonly value: string};

/** An expression that cannot be understood; the operation says which expression it was. */
export class MathError extends Error {
  override readonly name = 'MathError';
}

const pattern =
  /\s*(?:(?<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?<name>[A-Za-z_][A-Za-z0-9_]*)|'(?<single>[^']*)'|"(?<double>[^"]*)"|(?<sign><=|>=|==|!=|&&|\|\||[-+*/^()[\],<>]))/y;

export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  const end = text.trimEnd().length;
  pattern.lastIndex = 0;
  while (pattern.lastIndex < end) {
    const at = pattern.lastIndex;
    const groups = pattern.exec(text)?.groups;
    if (!groups)
      throw new MathError(`Unexpected character '${text.slice(at).trimStart()[0]}' at position ${at + 1}`);
    tokens.push(tokenOf(groups));
  }
  return tokens;
}

function tokenOf({number, name, single, double, sign = ''}: Record<string, string | undefined>): Token {
  if (number !== undefined) return {kind: 'number', value: Number(number)};
  if (name !== undefined)
    return name === 'AND' || name === 'OR' ? {kind: 'sign', value: name} : {kind: 'name', value: name};
  const text = single ?? double;
  return text === undefined ? {kind: 'sign', value: sign} : {kind: 'text', value: text};
}

import type {MetricId} from '../../metric-source.ts';
import {MathError} from '../math/tokens.ts';

type Test = (metric: MetricId) => boolean;

/** The longest search that CloudWatch takes, and the most metrics that one finds. */
const longestPattern = 1024;
export const mostFound = 500;

const piece = /\s*(?:(?<word>[^\s()="]+)|"(?<quoted>[^"]*)"|(?<sign>[()=]))/y;
type Piece = {readonly kind: 'word' | 'quoted' | 'sign'; readonly value: string};

/**
 * `{Namespace,Dimension,…} terms`: metrics with exactly these dimensions that meet the terms. Terms stand side by
 * side or are joined by AND, OR, NOT and parentheses; `Name=term` looks at one part of the metric only. A word is
 * found inside a name, piece by piece and whatever its case; a term in quotes is the whole of it.
 */
export function parsePattern(text: string): Test {
  if (text.length > longestPattern) throw new MathError(`A search has at most ${longestPattern} characters`);
  const schema = /^\s*\{([^}]*)\}/.exec(text);
  const terms = readTerms(text.slice(schema?.[0].length ?? 0));
  if (!schema) return terms;
  const [namespace, ...dimensions] = (schema[1] ?? '')
    .split(',')
    .map(name => name.trim().replace(/^"(.*)"$/, '$1'));
  return metric =>
    metric.namespace === namespace &&
    Object.keys(metric.dimensions).length === dimensions.length &&
    dimensions.every(name => metric.dimensions[name] !== undefined) &&
    terms(metric);
}

function readTerms(text: string): Test {
  const pieces = readPieces(text);
  let place = 0;

  const accept = (kind: Piece['kind'], value: string): boolean => {
    const next = pieces[place];
    if (next?.kind !== kind || next.value !== value) return false;
    place += 1;
    return true;
  };

  function either(part: string | undefined): Test {
    let left = both(part);
    while (accept('word', 'OR')) {
      const [a, b] = [left, both(part)];
      left = metric => a(metric) || b(metric);
    }
    return left;
  }

  function both(part: string | undefined): Test {
    let left = single(part);
    for (;;) {
      const next = pieces[place];
      const ends =
        !next ||
        (next.kind === 'sign' && next.value === ')') ||
        (next.kind === 'word' && next.value === 'OR');
      if (ends) return left;
      accept('word', 'AND');
      const [a, b] = [left, single(part)];
      left = metric => a(metric) && b(metric);
    }
  }

  function single(part: string | undefined): Test {
    if (accept('word', 'NOT')) {
      const inner = single(part);
      return metric => !inner(metric);
    }
    if (accept('sign', '(')) {
      const inner = either(part);
      if (!accept('sign', ')')) throw new MathError('A parenthesis of the search is not closed');
      return inner;
    }
    const term = pieces[place];
    if (!term || term.kind === 'sign') throw new MathError('The search has no term where one was expected');
    place += 1;
    if (accept('sign', '=')) return single(term.value);
    return metric =>
      namesOf(metric, part).some(name =>
        term.kind === 'quoted' ? name === term.value : contains(name, term.value),
      );
  }

  if (pieces.length === 0) return () => true;
  const test = either(undefined);
  if (place < pieces.length) throw new MathError(`Unexpected '${pieces[place]?.value}' in the search`);
  return test;
}

function readPieces(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  const end = text.trimEnd().length;
  piece.lastIndex = 0;
  while (piece.lastIndex < end) {
    const {word, quoted, sign = ''} = piece.exec(text)?.groups ?? {};
    if (word !== undefined) pieces.push({kind: 'word', value: word});
    else if (quoted !== undefined) pieces.push({kind: 'quoted', value: quoted});
    else if (sign !== '') pieces.push({kind: 'sign', value: sign});
    else throw new MathError('A quote of the search is not closed');
  }
  return pieces;
}

function namesOf({namespace, name, dimensions}: MetricId, part: string | undefined): readonly string[] {
  if (part === 'MetricName') return [name];
  if (part === 'Namespace') return [namespace];
  if (part !== undefined) return [dimensions[part] ?? ''];
  return [namespace, name, ...Object.keys(dimensions), ...Object.values(dimensions)];
}

/** Whether the pieces of a word stand side by side among the pieces of a name. */
const contains = (name: string, word: string): boolean => ` ${pieceUp(name)} `.includes(` ${pieceUp(word)} `);

/** A name in lower case, cut where letters and digits end and where a small letter meets a capital. */
const pieceUp = (text: string): string =>
  text
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean)
    .join(' ')
    .toLowerCase();

import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {evaluate, type Surroundings} from '../../../source/simulator/cloudwatch/math/evaluate.ts';
import {parse} from '../../../source/simulator/cloudwatch/math/parse.ts';
import {MathError} from '../../../source/simulator/cloudwatch/math/tokens.ts';
import type {Value} from '../../../source/simulator/cloudwatch/math/value.ts';

/** A text, and what it comes to at one minute when worked out by hand; undefined where there is no point. */
type Sample = {readonly text: string; readonly at: (minute: number) => number | undefined};

const minutes = [0, 1, 2, 3, 4];
const known: Readonly<Record<string, readonly (number | undefined)[]>> = {
  m1: [1, 2, 3, 4, 5],
  m2: [0, -1, undefined, 2.5, 8],
  m3: [undefined, 7, 7, 0, undefined],
};

const real = (value: number): number | undefined => (Number.isFinite(value) ? value : undefined);
const both = (left: Sample, right: Sample, apply: (a: number, b: number) => number) => (minute: number) => {
  const [a, b] = [left.at(minute), right.at(minute)];
  return a === undefined || b === undefined ? undefined : real(apply(a, b));
};
const bit = (value: boolean) => (value ? 1 : 0);

const operators: readonly (readonly [string, (a: number, b: number) => number])[] = [
  ['+', (a, b) => a + b],
  ['-', (a, b) => a - b],
  ['*', (a, b) => a * b],
  ['/', (a, b) => a / b],
  ['<', (a, b) => bit(a < b)],
  ['>=', (a, b) => bit(a >= b)],
  ['==', (a, b) => bit(a === b)],
  ['AND', (a, b) => bit(a !== 0 && b !== 0)],
  ['OR', (a, b) => bit(a !== 0 || b !== 0)],
];

/** Expressions with a series in every part, so that no part is a single number. */
const samples = fc.letrec<{sample: Sample}>(tie => ({
  sample: fc.oneof(
    {maxDepth: 4, withCrossShrink: true},
    fc.constantFrom('m1', 'm2', 'm3').map(text => ({text, at: (minute: number) => known[text]?.[minute]})),
    fc
      .tuple(tie('sample'), fc.constantFrom(...operators), tie('sample'))
      .map(([left, [sign, apply], right]) => ({
        text: `(${left.text}) ${sign} (${right.text})`,
        at: both(left, right, apply),
      })),
    fc.tuple(tie('sample'), fc.integer({min: 1, max: 9})).map(([left, number]) => ({
      text: `${number}*(${left.text})`,
      at: (minute: number) => {
        const value = left.at(minute);
        return value === undefined ? undefined : real(number * value);
      },
    })),
    tie('sample').map(inner => ({
      text: `-(${inner.text})`,
      at: (minute: number) => {
        const value = inner.at(minute);
        return value === undefined ? undefined : -value;
      },
    })),
    fc.tuple(tie('sample'), tie('sample'), tie('sample')).map(([condition, yes, no]) => ({
      text: `IF(${condition.text}, ${yes.text}, ${no.text})`,
      at: (minute: number) => {
        const holds = condition.at(minute);
        if (holds === undefined) return undefined;
        return holds !== 0 ? yes.at(minute) : no.at(minute);
      },
    })),
    fc.tuple(tie('sample'), tie('sample')).map(([left, right]) => ({
      text: `SUM([${left.text},${right.text}])`,
      at: (minute: number) => {
        const [a, b] = [left.at(minute), right.at(minute)];
        return a === undefined && b === undefined ? undefined : real((a ?? 0) + (b ?? 0));
      },
    })),
    fc.tuple(tie('sample'), fc.integer({min: 0, max: 3})).map(([inner, number]) => ({
      text: `FILL(${inner.text}, ${number})`,
      at: (minute: number) => inner.at(minute) ?? number,
    })),
  ),
}));

const around: Surroundings = {
  resolve: async id => {
    const values = known[id] ?? [];
    const points = minutes.flatMap(minute => {
      const value = values[minute];
      return value === undefined ? [] : [[minute * 60_000, value] as const];
    });
    return {kind: 'series', series: {label: id, periodMs: 60_000, points: new Map(points)}};
  },
  metrics: async () => [],
  search: async () => [],
  grid: periodMs => minutes.map(minute => minute * periodMs),
};

const pointsOf = (value: Value): readonly (number | undefined)[] =>
  minutes.map(minute => (value.kind === 'series' ? value.series.points.get(minute * 60_000) : undefined));

describe('metric math', () => {
  test('agrees with working it out by hand, minute by minute', async () => {
    await fc.assert(
      fc.asyncProperty(samples.sample, async sample => {
        const byHand = minutes.map(sample.at).map(plain);
        const value = await evaluate(parse(sample.text), around);
        expect(pointsOf(value).map(plain)).toEqual(byHand);
      }),
      {numRuns: 300},
    );
  });

  test('binds as in school, with or without parentheses', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('+', '-', '*', '/'), fc.integer({min: 1, max: 20})), {
          maxLength: 8,
        }),
        rest => {
          const text = `3${rest.map(([sign, number]) => ` ${sign} ${number}`).join('')}`;
          expect(constant(text)).toBeCloseTo(schoolbook(3, rest), 6);
        },
      ),
      {numRuns: 200},
    );
  });

  test('either understands a text or says what is wrong with it', () => {
    const piece = fc.constantFrom(
      'm1',
      '1',
      '+',
      '-',
      '*',
      '^',
      '(',
      ')',
      '[',
      ']',
      ',',
      'SUM',
      'AND',
      "'x'",
      '<',
      '$',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(piece, {maxLength: 12}), pieces => {
        try {
          parse(pieces.join(' '));
        } catch (error) {
          expect(error).toBeInstanceOf(MathError);
        }
      }),
      {numRuns: 500},
    );
  });
});

/** Minus zero is zero on a chart. */
const plain = (value: number | undefined) => (value === 0 ? 0 : value);

function constant(text: string): number {
  const work = (tree: ReturnType<typeof parse>): number => {
    if (tree.kind === 'number') return tree.value;
    if (tree.kind !== 'binary') return Number.NaN;
    const [a, b] = [work(tree.left), work(tree.right)];
    return {'+': a + b, '-': a - b, '*': a * b, '/': a / b}[tree.operator as '+' | '-' | '*' | '/'];
  };
  return work(parse(text));
}

/** Products first, then sums, from left to right. */
function schoolbook(first: number, rest: readonly (readonly [string, number])[]): number {
  const terms = [first];
  for (const [sign, number] of rest) {
    const last = terms.pop() ?? 0;
    if (sign === '*') terms.push(last * number);
    else if (sign === '/') terms.push(last / number);
    else terms.push(last, sign === '+' ? number : -number);
  }
  return terms.reduce((sum, term) => sum + term, 0);
}

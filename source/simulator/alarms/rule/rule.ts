import type {StateName} from '../shape.ts';

/** The rule of a composite alarm: whether it holds, and which alarms it names (or gives the ARN of). */
export type CompositeRule = {
  readonly holds: (stateOf: (alarm: string) => StateName | undefined) => boolean;
  readonly alarms: readonly string[];
};

type Test = CompositeRule['holds'];

const word = /^\s*(NOT|AND|OR|TRUE|FALSE|ALARM|OK|INSUFFICIENT_DATA|AT_LEAST)\b/iu;

/** Reads a rule as PutCompositeAlarm takes it; or says what is wrong with it. */
export function readRule(text: string): CompositeRule | {readonly problem: string} {
  const alarms = new Set<string>();
  let rest = text;

  const refuse = (wanted: string): never => {
    throw new RuleError(`${wanted} was expected at character ${text.length - rest.trimStart().length + 1}`);
  };
  const isNext = (sign: string): boolean => rest.trimStart().startsWith(sign);
  const take = (sign: string): void => {
    if (!isNext(sign)) refuse(sign);
    rest = rest.trimStart().slice(sign.length);
  };
  const peek = (): string | undefined => word.exec(rest)?.[1]?.toUpperCase();
  const takeWord = (): string | undefined => {
    const found = peek();
    if (found) rest = rest.trimStart().slice(found.length);
    return found;
  };

  /** Quoted, or as it stands up to the bracket or comma. */
  const takeName = (): string => {
    const quoted = /^\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')/su.exec(rest);
    const plain = /^[^(),"']+/u.exec(rest);
    const found = quoted ? (quoted[1] ?? quoted[2] ?? '').replaceAll(/\\(.)/gsu, '$1') : plain?.[0]?.trim();
    if (!found) return refuse('The name of an alarm');
    rest = rest.slice((quoted ?? plain)?.[0].length);
    const name = nameOf(found);
    alarms.add(name);
    return name;
  };

  const takeOr = (): Test => {
    const tests = [takeAnd()];
    while (peek() === 'OR') {
      takeWord();
      tests.push(takeAnd());
    }
    return stateOf => tests.some(test => test(stateOf));
  };

  const takeAnd = (): Test => {
    const tests = [takeOne()];
    while (peek() === 'AND') {
      takeWord();
      tests.push(takeOne());
    }
    return stateOf => tests.every(test => test(stateOf));
  };

  const takeOne = (): Test => {
    if (isNext('(')) {
      take('(');
      const inner = takeOr();
      take(')');
      return inner;
    }
    const found = takeWord();
    switch (found) {
      case 'NOT': {
        const inner = takeOne();
        return stateOf => !inner(stateOf);
      }
      case 'TRUE':
        return () => true;
      case 'FALSE':
        return () => false;
      case 'AT_LEAST':
        return takeAtLeast();
      case 'ALARM':
      case 'OK':
      case 'INSUFFICIENT_DATA': {
        take('(');
        const name = takeName();
        take(')');
        return stateOf => stateOf(name) === found;
      }
      default:
        return refuse('ALARM, OK, INSUFFICIENT_DATA, AT_LEAST, TRUE, FALSE, NOT or (');
    }
  };

  /** `AT_LEAST(2, ALARM, (a, b, c))`, or `AT_LEAST(50%, OK, (a, b))`. */
  const takeAtLeast = (): Test => {
    take('(');
    const least = /^\s*(\d+)(%?)/u.exec(rest) ?? refuse('A number of alarms, or a share of them');
    rest = rest.slice(least[0].length);
    take(',');
    const state = takeWord();
    if (state !== 'ALARM' && state !== 'OK' && state !== 'INSUFFICIENT_DATA') return refuse('A state');
    take(',');
    take('(');
    const names = [takeName()];
    while (isNext(',')) {
      take(',');
      names.push(takeName());
    }
    take(')');
    take(')');
    const number = Number(least[1]);
    const wanted = least[2] === '%' ? (names.length * number) / 100 : number;
    return stateOf => names.filter(name => stateOf(name) === state).length >= wanted;
  };

  try {
    const holds = takeOr();
    if (rest.trim() !== '') refuse('AND, OR or the end');
    return {holds, alarms: [...alarms]};
  } catch (error) {
    if (error instanceof RuleError) return {problem: error.message};
    throw error;
  }
}

class RuleError extends Error {}

/** The name of an alarm that is given by its name or by its ARN. */
export const nameOf = (reference: string): string =>
  /^arn:[^:]+:cloudwatch:[^:]*:\d*:alarm:(.+)$/su.exec(reference)?.[1] ?? reference;

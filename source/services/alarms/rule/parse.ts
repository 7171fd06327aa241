import type {AlarmState} from '../model.ts';
import {alarmStates} from '../model.ts';
import type {AlarmReference, Rule} from './rule.ts';
import {type Token, tokensOf} from './tokens.ts';

export type Parsed = {readonly rule: Rule} | {readonly problem: string};

/** PutCompositeAlarm, API reference: characters of a rule. */
const longestRule = 10_240;
/** AWS takes no rule of more than 500 elements: brackets within brackets go no deeper. */
const deepest = 500;

/** A rule as AWS has it, understood; or what is wrong with it and where. */
export function parseRule(text: string): Parsed {
  if (text.length > longestRule) return {problem: `The rule has more than ${longestRule} characters.`};
  const cut = tokensOf(text);
  if ('problem' in cut) return cut;
  try {
    const reader = new TokenReader(cut.tokens, text.length);
    const rule = either(reader, 0);
    reader.mustEnd();
    return {rule};
  } catch (error) {
    if (error instanceof RuleProblem) return {problem: error.message};
    throw error;
  }
}

class RuleProblem extends Error {}

class TokenReader {
  readonly #tokens: readonly Token[];
  readonly #length: number;
  #next = 0;

  constructor(tokens: readonly Token[], length: number) {
    this.#tokens = tokens;
    this.#length = length;
  }

  /** The next token when it is this word, in capitals or not; the token is taken. */
  takeWord(word: string): boolean {
    const token = this.#tokens[this.#next];
    if (token?.is !== 'word' || token.text.toUpperCase() !== word) return false;
    this.#next += 1;
    return true;
  }

  takeSign(sign: string): boolean {
    const token = this.#tokens[this.#next];
    if (token?.is !== 'sign' || token.text !== sign) return false;
    this.#next += 1;
    return true;
  }

  mustSign(sign: string): void {
    if (!this.takeSign(sign)) throw this.expected(sign);
  }

  /** A name up to the bracket or comma: quoted, or the words as they stand. */
  name(): string {
    const token = this.#tokens[this.#next];
    if (token === undefined || token.is === 'sign') throw this.expected('the name of an alarm');
    this.#next += 1;
    if (token.is === 'quoted') return token.text;
    const words = [token.text];
    for (let more = this.#tokens[this.#next]; more?.is === 'word'; more = this.#tokens[this.#next]) {
      words.push(more.text);
      this.#next += 1;
    }
    return words.join(' ');
  }

  word(what: string): string {
    const token = this.#tokens[this.#next];
    if (token?.is !== 'word') throw this.expected(what);
    this.#next += 1;
    return token.text;
  }

  mustEnd(): void {
    if (this.#next < this.#tokens.length) throw this.expected('AND, OR or the end');
  }

  expected(what: string): RuleProblem {
    const token = this.#tokens[this.#next];
    const at = token?.at ?? this.#length + 1;
    const found = token === undefined ? 'the rule ends' : `there is ${token.text}`;
    return new RuleProblem(`At character ${at} ${what} is expected, but ${found}.`);
  }
}

/** NOT binds closest, then AND, then OR. */
function either(reader: TokenReader, depth: number): Rule {
  const parts = [all(reader, depth)];
  while (reader.takeWord('OR')) parts.push(all(reader, depth));
  return joined('or', parts);
}

function all(reader: TokenReader, depth: number): Rule {
  const parts = [single(reader, depth)];
  while (reader.takeWord('AND')) parts.push(single(reader, depth));
  return joined('and', parts);
}

const joined = (is: 'and' | 'or', parts: readonly Rule[]): Rule => {
  const [only] = parts;
  return parts.length === 1 && only ? only : {is, parts};
};

function single(reader: TokenReader, depth: number): Rule {
  if (depth > deepest) throw new RuleProblem(`The rule is more than ${deepest} levels deep.`);
  if (reader.takeWord('NOT')) return {is: 'not', of: single(reader, depth + 1)};
  if (reader.takeSign('(')) {
    const rule = either(reader, depth + 1);
    reader.mustSign(')');
    return rule;
  }
  if (reader.takeWord('TRUE')) return {is: 'constant', value: true};
  if (reader.takeWord('FALSE')) return {is: 'constant', value: false};
  if (reader.takeWord('AT_LEAST')) return atLeast(reader);
  for (const state of alarmStates) {
    if (!reader.takeWord(state)) continue;
    reader.mustSign('(');
    const alarm = referenceTo(reader.name());
    reader.mustSign(')');
    return {is: 'state', state, alarm};
  }
  throw reader.expected('ALARM, OK, INSUFFICIENT_DATA, AT_LEAST, TRUE, FALSE, NOT or (');
}

/** `AT_LEAST(2, ALARM, (a, b, c))`, or a share of them: `AT_LEAST(50%, OK, (a, b))`. */
function atLeast(reader: TokenReader): Rule {
  reader.mustSign('(');
  const least = leastOf(reader);
  reader.mustSign(',');
  const state = stateOf(reader);
  reader.mustSign(',');
  reader.mustSign('(');
  const alarms = [referenceTo(reader.name())];
  while (reader.takeSign(',')) alarms.push(referenceTo(reader.name()));
  reader.mustSign(')');
  reader.mustSign(')');
  return {is: 'at-least', least, state, alarms};
}

function leastOf(reader: TokenReader): Extract<Rule, {readonly is: 'at-least'}>['least'] {
  const text = reader.word('a number, or a share such as 50%');
  const [, digits, percent] = /^(\d{1,4})(%?)$/u.exec(text) ?? [];
  const number = Number(digits);
  if (digits === undefined || number < 1 || (percent === '%' && number > 100)) {
    throw new RuleProblem(`${text} is neither a number of alarms nor a share of them.`);
  }
  return {number, unit: percent === '%' ? 'percent' : 'alarms'};
}

function stateOf(reader: TokenReader): AlarmState {
  for (const state of alarmStates) if (reader.takeWord(state)) return state;
  throw reader.expected('ALARM, OK or INSUFFICIENT_DATA');
}

/** `arn:aws:cloudwatch:us-east-1:123456789012:alarm:name`; a name can have colons of its own. */
const alarmArn = /^arn:[^:]+:cloudwatch:[^:]*:\d*:alarm:(.+)$/su;

function referenceTo(text: string): AlarmReference {
  const name = alarmArn.exec(text)?.[1];
  return name === undefined ? {name: text} : {name, arn: text};
}

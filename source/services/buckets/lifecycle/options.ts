import type {OptionDefinition, OptionValues} from '../../../actions/action.ts';
import {mostIdCharacters} from '../limits.ts';
import type {Scope} from './scope.ts';
import {type Move, parseMoves} from './transitions.ts';
import {wrongRule} from './validate.ts';

/** What a rule shall be; or what shall become of the one that there is. */
export type LifecycleOptions = {
  readonly id: string;
  readonly wants:
    | {readonly to: 'put'; readonly rule: AskedRule}
    | {readonly to: 'remove' | 'enable' | 'disable'};
};

export type AskedRule = {
  readonly enabled: boolean;
  /** Undefined: that of the rule that is there; all of the bucket for a new one. */
  readonly scope: Scope | undefined;
  readonly moves: readonly Move[];
  readonly expireDays: number | undefined;
  readonly expireMarkers: boolean;
  readonly noncurrentMoves: readonly Move[];
  readonly noncurrentExpireDays: number | undefined;
  readonly keepVersions: number | undefined;
  readonly abortDays: number | undefined;
};

/** With its objects decided. */
export type WholeRule = AskedRule & {readonly scope: Scope};

export const lifecycleOptions: readonly OptionDefinition[] = [
  {name: 'id', value: 'NAME', required: true, describe: 'the rule to add, or the one to change'},
  {
    name: 'prefix',
    value: 'TEXT',
    describe: "only objects whose key begins so, '' for all; left out, as it was, or all",
  },
  {name: 'tag', value: 'KEY=VALUE', describe: 'only objects with this tag; several with commas'},
  {name: 'larger-than', value: 'BYTES', describe: 'only objects larger than that'},
  {name: 'smaller-than', value: 'BYTES', describe: 'only objects smaller than that'},
  {name: 'to', value: 'CLASS@DAYS', describe: 'move them then: GLACIER_IR@30,DEEP_ARCHIVE@180'},
  {name: 'expire', value: 'DAYS', describe: 'delete them after so many days'},
  {name: 'noncurrent-to', value: 'CLASS@DAYS', describe: 'the same as to, for noncurrent versions'},
  {name: 'noncurrent-expire', value: 'DAYS', describe: 'remove noncurrent versions after so many days'},
  {name: 'keep-versions', value: 'COUNT', describe: 'leave so many of the newest noncurrent versions'},
  {name: 'abort-uploads', value: 'DAYS', describe: 'abort uploads that are unfinished after so many days'},
  {
    name: 'expire-markers',
    value: 'yes',
    flag: true,
    describe: 'remove delete markers that no version is left of',
  },
  {
    name: 'disabled',
    value: 'yes',
    flag: true,
    describe: 'switched off; with id alone, switches the rule off',
  },
  {name: 'enabled', value: 'yes', flag: true, describe: 'with id alone, switches the rule on'},
  {name: 'remove', value: 'yes', flag: true, describe: 'with id alone, takes the rule out'},
];

const flags = lifecycleOptions.filter(({flag}) => flag).map(({name}) => name);
/** What says what a rule is; the others say which, or switch it. */
const saysWhat = lifecycleOptions.filter(
  ({name, flag}) => !(flag && name !== 'expire-markers') && name !== 'id',
);

/** What says which objects a rule is for: one of them said, the others are not kept. */
const scopeNames = ['prefix', 'tag', 'larger-than', 'smaller-than'] as const;

type Parsed = {readonly options: LifecycleOptions} | {readonly wrong: string};

export function parseLifecycle(values: OptionValues): Parsed {
  const {id = ''} = values;
  if (id === '') return {wrong: 'Name the rule to add or to change: --id NAME.'};
  if (id.length > mostIdCharacters) {
    return {wrong: `The id of a rule has at most ${mostIdCharacters} characters, not ${id.length}.`};
  }
  const flag = flags.find(name => values[name] !== undefined && values[name] !== 'yes');
  if (flag !== undefined) return {wrong: `${flag} is yes or left out, not ${values[flag]}.`};
  const isOnly = saysWhat.every(({name}) => values[name] === undefined);
  const switches = (['remove', 'enabled', 'disabled'] as const).filter(name => values[name] === 'yes');
  if (switches.length > 1) return {wrong: `${switches.join(' and ')} are not said together: leave one out.`};
  const [only] = switches;
  if (only === 'remove' && !isOnly) return {wrong: 'remove takes the whole rule out: say it with id alone.'};
  if (only && isOnly) return {options: {id, wants: {to: switchOf[only]}}};
  const asked = askedRule(values);
  if ('wrong' in asked) return asked;
  const wrong = wrongRule(asked.rule);
  return wrong === undefined ? {options: {id, wants: {to: 'put', rule: asked.rule}}} : {wrong};
}

const switchOf = {remove: 'remove', enabled: 'enable', disabled: 'disable'} as const;

function askedRule(values: OptionValues): {readonly rule: AskedRule} | {readonly wrong: string} {
  const numbers = new Map<string, number>();
  for (const [name, least, most] of bounds) {
    const text = values[name];
    if (text === undefined) continue;
    const number = /^\d+$/u.test(text) ? Number(text) : Number.NaN;
    if (!(number >= least && number <= most)) {
      return {wrong: `${name} is a whole number from ${least} to ${most}, not ${text}.`};
    }
    numbers.set(name, number);
  }
  const moves = movesOf(values, 'to');
  if ('wrong' in moves) return moves;
  const noncurrent = movesOf(values, 'noncurrent-to');
  if ('wrong' in noncurrent) return noncurrent;
  const tags = tagsOf(values.tag);
  if ('wrong' in tags) return tags;
  const {prefix = ''} = values;
  const saysScope = scopeNames.some(name => values[name] !== undefined);
  return {
    rule: {
      enabled: values.disabled === undefined,
      scope: saysScope
        ? {
            prefix,
            tags: tags.tags,
            largerThan: numbers.get('larger-than'),
            smallerThan: numbers.get('smaller-than'),
          }
        : undefined,
      moves: moves.moves,
      expireDays: numbers.get('expire'),
      expireMarkers: values['expire-markers'] === 'yes',
      noncurrentMoves: noncurrent.moves,
      noncurrentExpireDays: numbers.get('noncurrent-expire'),
      keepVersions: numbers.get('keep-versions'),
      abortDays: numbers.get('abort-uploads'),
    },
  };
}

/** A day count is a 32-bit number to AWS; an object has at most 50 TB; versions to keep: API reference. */
const mostDays = 2_147_483_647;
const mostBytes = 50_000_000_000_000;
const bounds = [
  ['expire', 1, mostDays],
  ['noncurrent-expire', 1, mostDays],
  ['abort-uploads', 1, mostDays],
  ['keep-versions', 1, 100],
  ['larger-than', 0, mostBytes],
  ['smaller-than', 1, mostBytes],
] as const;

const movesOf = (values: OptionValues, name: 'to' | 'noncurrent-to') => {
  const text = values[name];
  return text === undefined ? {moves: []} : parseMoves(text, name);
};

/** No tag of S3 has a comma in it: letters, digits, blanks and + - = . _ : / @ ("Categorizing your storage using tags"). */
function tagsOf(text: string | undefined): {readonly tags: Scope['tags']} | {readonly wrong: string} {
  if (text === undefined) return {tags: []};
  const tags: {key: string; value: string}[] = [];
  for (const part of text.split(',')) {
    const at = part.indexOf('=');
    if (at < 1) return {wrong: `tag is KEY=VALUE, not ${part}.`};
    const [key, value] = [part.slice(0, at), part.slice(at + 1)];
    if (key.length > 128 || value.length > 256) {
      return {wrong: 'The key of a tag has at most 128 characters, its value 256: make it shorter.'};
    }
    if (tags.some(tag => tag.key === key)) return {wrong: `tag ${key} is named twice: leave one out.`};
    tags.push({key, value});
  }
  return {tags};
}

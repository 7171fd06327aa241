import type {OptionDefinition, OptionValues} from '../../../actions/action.ts';
import {type Pattern, patternOf} from './pattern.ts';

/** Which messages are meant: those of one failure, or those that a pattern is found in. */
export type Wanted = {readonly group: string} | {readonly pattern: string; readonly search: Pattern};

export type PickOptions = {
  readonly wanted: Wanted;
  /** How many at most. */
  readonly most: number;
  /** The queue that was named instead of the one they came from: a name or an ARN. */
  readonly to: string | undefined;
  /** A file instead of a queue. */
  readonly save: string | undefined;
};

const usualMost = 1000;
/** Beyond this a redrive of everything is the right tool. */
const highestMost = 10_000;

export const pickOptions: readonly OptionDefinition[] = [
  {name: 'group', value: 'ID', describe: 'only the messages of this group of a look'},
  {name: 'pattern', value: 'REGEX', describe: 'only the messages whose body this is found in'},
  {name: 'most', value: 'N', describe: `at most so many, up to ${highestMost}; ${usualMost} unless said`},
  {name: 'to', value: 'QUEUE', describe: 'another queue than the one they came from'},
  {name: 'save', value: 'FILE', describe: 'into this new file instead of a queue'},
];

export function parsePick(values: OptionValues): {readonly options: PickOptions} | {readonly wrong: string} {
  const {most: typed = String(usualMost), to, save} = values;
  const wanted = wantedOf(values);
  if ('wrong' in wanted) return wanted;
  const most = Number(typed);
  if (!/^[1-9]\d*$/.test(typed) || most > highestMost) {
    return {wrong: `${typed} is not a number of messages from 1 to ${highestMost}.`};
  }
  if (to !== undefined && save !== undefined) {
    return {wrong: 'Messages go to a queue or into a file: name --to or --save, not both.'};
  }
  if (to === '') return {wrong: 'The name of the queue is empty: name one, or leave --to out.'};
  if (save === '') return {wrong: 'The name of the file is empty: name one, or leave --save out.'};
  return {options: {wanted, most, to, save}};
}

/** As a look names its groups. */
const groupId = /^[0-9a-f]{12}$/;

function wantedOf({group, pattern}: OptionValues): Wanted | {readonly wrong: string} {
  if (group !== undefined && pattern !== undefined) {
    return {wrong: 'Messages are picked by a group or by a pattern: name one of them, not both.'};
  }
  if (pattern !== undefined) {
    const search = patternOf(pattern);
    return 'wrong' in search ? search : {pattern, search};
  }
  if (group === undefined || group === '') {
    return {
      wrong:
        'Which messages? Look at them first (queues.look) and name a group of the look, or give a pattern.',
    };
  }
  if (!groupId.test(group)) {
    return {wrong: `${group} is no group: a look (queues.look) gives their ids, such as 4f7d7624c831.`};
  }
  return {group};
}

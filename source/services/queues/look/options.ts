import type {OptionDefinition, OptionValues} from '../../../actions/action.ts';
import {formatCount} from '../../../text/number.ts';

export type LookOptions = {
  /** How many messages at most. */
  readonly most: number;
  /** A file for the whole messages. */
  readonly save: string | undefined;
  /** Look although messages can be passed on by it. */
  readonly spendReceives: boolean;
};

const usualMost = 200;
const highestMost = 1000;

export const lookOptions: readonly OptionDefinition[] = [
  {
    name: 'most',
    value: 'N',
    describe: `at most so many messages, up to ${formatCount(highestMost)}; ${usualMost} unless said`,
  },
  {name: 'save', value: 'FILE', describe: 'writes the whole messages to this new file, a JSON line each'},
  {
    name: 'spend-receives',
    value: '',
    flag: true,
    describe: 'looks although messages with few receives left can be passed on by it',
  },
];

export function parseLook(values: OptionValues): {readonly options: LookOptions} | {readonly wrong: string} {
  const {most = String(usualMost), save} = values;
  const count = /^\d+$/.test(most) ? Number(most) : Number.NaN;
  if (!(count >= 1 && count <= highestMost)) {
    return {wrong: `--most is a whole number from 1 to ${formatCount(highestMost)}, not "${most}".`};
  }
  if (save === '') return {wrong: '--save needs the name of a new file.'};
  return {options: {most: count, save, spendReceives: values['spend-receives'] === 'yes'}};
}

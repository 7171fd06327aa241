import type {OptionDefinition, OptionValues} from '../../../actions/action.ts';

export type PurgeOptions = {
  /** Where all messages are written first. */
  readonly save: string | undefined;
  /** What is not saved may go all the same. */
  readonly withoutSaving: boolean;
};

export const purgeOptions: readonly OptionDefinition[] = [
  {name: 'save', value: 'FILE', describe: 'first write every message into this new file'},
  {
    name: 'without-saving',
    value: 'yes',
    flag: true,
    describe: 'what is not saved may go for good',
  },
];

export function parsePurge(
  values: OptionValues,
): {readonly options: PurgeOptions} | {readonly wrong: string} {
  const {save, 'without-saving': without} = values;
  if (save === '') return {wrong: 'The name of the file is empty: name one, or leave --save out.'};
  if (without !== undefined && without !== 'yes') {
    return {wrong: `without-saving is yes or left out, not ${without}.`};
  }
  return {options: {save, withoutSaving: without === 'yes'}};
}

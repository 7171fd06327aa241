import type {OptionDefinition, OptionValues} from '../../../actions/action.ts';

export type AbortOptions = {
  /** Uploads are aborted when both their beginning and their last part are older. */
  readonly olderThanDays: number;
  /** Empty: all of the bucket. */
  readonly prefix: string;
};

const usualDays = 7;
const mostDays = 3650;

export const abortOptions: readonly OptionDefinition[] = [
  {
    name: 'older-than',
    value: 'DAYS',
    describe: `those whose last part is older than so many days; ${usualDays} unless said`,
  },
  {name: 'prefix', value: 'PREFIX', describe: 'only uploads whose key begins so'},
];

export function parseAbort(
  values: OptionValues,
): {readonly options: AbortOptions} | {readonly wrong: string} {
  const {'older-than': asked = String(usualDays), prefix = ''} = values;
  const days = /^\d+$/.test(asked) ? Number(asked) : Number.NaN;
  if (!(days >= 1 && days <= mostDays)) {
    return {wrong: `--older-than is a whole number of days from 1 to ${mostDays}, not "${asked}".`};
  }
  return {options: {olderThanDays: days, prefix}};
}

import type {OptionDefinition, OptionValues} from '../../../actions/action.ts';

export type ScanOptions = {
  /** Empty: all of the bucket. */
  readonly prefix: string;
  readonly maxCalls: number | undefined;
  /** A file for the place where it was stopped. */
  readonly resume: string | undefined;
  /** From the first key, wherever an earlier count was stopped. */
  readonly anew: boolean;
  /** Undefined: from the inventory where there are too many to list. */
  readonly from: 'listing' | 'inventory' | undefined;
};

export const scanOptions: readonly OptionDefinition[] = [
  {
    name: 'prefix',
    value: 'PREFIX',
    describe: 'counts only what begins with it; all of the bucket unless said',
  },
  {
    name: 'from',
    value: 'listing|inventory',
    describe:
      'lists the keys, or reads the newest report of its S3 Inventory; unless said, the report is read where there are too many keys to list',
  },
  {name: 'max-calls', value: 'N', describe: 'lists, and stops after so many calls, a thousand keys each'},
  {
    name: 'resume',
    value: 'FILE',
    describe:
      'lists, keeps its place in this file while it is not finished, keys among it, and goes on from there',
  },
  {
    name: 'anew',
    value: 'yes',
    flag: true,
    describe: 'counts from the first key, wherever an earlier count was stopped',
  },
];

export function parseScan(values: OptionValues): {readonly options: ScanOptions} | {readonly wrong: string} {
  const {prefix = '', resume, from, anew, 'max-calls': most} = values;
  if (resume === '') return {wrong: '--resume needs the name of a file.'};
  if (most !== undefined && !/^[1-9]\d{0,8}$/.test(most)) {
    return {wrong: `--max-calls is a whole number from 1, not "${most}".`};
  }
  if (from !== undefined && from !== 'listing' && from !== 'inventory') {
    return {wrong: `--from is listing or inventory, not "${from}".`};
  }
  if (anew !== undefined && anew !== 'yes') return {wrong: `anew is yes or left out, not ${anew}.`};
  const ofListing = most !== undefined ? '--max-calls' : '--resume';
  if (from === 'inventory' && (most !== undefined || resume !== undefined)) {
    return {
      wrong: `${ofListing} is for a listing: leave it out, a report is read from its beginning to its end.`,
    };
  }
  const isListed = most !== undefined || resume !== undefined;
  const source = isListed ? 'listing' : from;
  const maxCalls = most === undefined ? undefined : Number(most);
  return {options: {prefix, resume, from: source, anew: anew === 'yes', maxCalls}};
}

import type {OptionDefinition, OptionValues} from '../../../actions/action.ts';

export type ScanOptions = {
  /** Empty: all of the bucket. */
  readonly prefix: string;
  readonly maxCalls: number | undefined;
  /** A file for the place where it was stopped. */
  readonly resume: string | undefined;
};

export const scanOptions: readonly OptionDefinition[] = [
  {
    name: 'prefix',
    value: 'PREFIX',
    describe: 'counts only what begins with it; all of the bucket unless said',
  },
  {name: 'max-calls', value: 'N', describe: 'stops after so many list calls, a thousand keys each'},
  {
    name: 'resume',
    value: 'FILE',
    describe: 'keeps its place in this file while it is not finished, keys among it, and goes on from there',
  },
];

export function parseScan(values: OptionValues): {readonly options: ScanOptions} | {readonly wrong: string} {
  const {prefix = '', resume, 'max-calls': most} = values;
  if (resume === '') return {wrong: '--resume needs the name of a file.'};
  if (most !== undefined && !/^[1-9]\d{0,8}$/.test(most)) {
    return {wrong: `--max-calls is a whole number from 1, not "${most}".`};
  }
  return {options: {prefix, resume, maxCalls: most === undefined ? undefined : Number(most)}};
}

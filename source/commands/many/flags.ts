import {type Command, Option} from 'commander';
import {UsageError} from '../../usage-error.ts';

const mostUnlessSaid = 20;

/** What an action takes that can be done to many at once. */
export const manyOptions = (command: Command, atLeastOne: (text: string) => number): Command =>
  command
    .option('--all-matching <prefix>', 'instead of one: all whose name begins so')
    .addOption(
      new Option('--max <count>', 'refuse more than so many').argParser(atLeastOne).default(mostUnlessSaid),
    )
    .option('--include-destructive', 'those too whose plan is destructive')
    .option('--junit <file>', 'write what passed, failed and was skipped, for a build server');

/** The beginning of their names when many are meant; undefined when it is one. */
export function prefixAsked(name: string, options: {readonly allMatching?: string; readonly junit?: string}) {
  const {allMatching: prefix, junit} = options;
  if (prefix === undefined) {
    if (name === '') throw new UsageError('Name one, or many with --all-matching PREFIX.');
    if (junit !== undefined) throw new UsageError('--junit reports on many: it needs --all-matching PREFIX.');
    return undefined;
  }
  if (name !== '') throw new UsageError(`Either ${name} or --all-matching ${prefix}: both cannot be meant.`);
  if (prefix === '') throw new UsageError('--all-matching needs the beginning of a name.');
  return prefix;
}

import type {Command} from 'commander';
import type {Action} from '../actions/action.ts';
import {UsageError} from '../usage-error.ts';

/** What is one word too many: most likely the value of an option that takes none. */
export function checkWordCount({args, registeredArguments}: Command, {id, options}: Action): void {
  const [extra] = args.slice(registeredArguments.length);
  if (extra === undefined) return;
  const flags = options.filter(({flag}) => flag).map(({name}) => `--${name}`);
  const hint = flags.length === 0 ? '' : `; ${[...flags, '--yes'].join(', ')} take no value`;
  throw new UsageError(`"${extra}" is one word too many for ${id}: leave it out${hint}.`);
}

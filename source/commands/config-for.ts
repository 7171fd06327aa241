import type {Command} from 'commander';
import {type Config, configFilePath, readConfigFile, resolveConfig} from '../config/index.ts';
import {services} from '../services/index.ts';
import {UsageError} from '../usage-error.ts';
import type {KeyTable} from './surroundings.ts';

export type Configured = Config & {
  /** The regions that a flag names: the only ones that the simulated account listens to. */
  readonly regionFlag: readonly string[];
};

/** What a command runs with: its flags, then the environment, then the config file. */
export async function configFor(command: Command, keyTable: () => Promise<KeyTable>): Promise<Configured> {
  const flags = givenFlags(command);
  const {env} = process;
  const read = await readConfigFile(flags.config ?? configFilePath(env), {named: flags.config !== undefined});
  if ('problem' in read) throw new UsageError(read.problem);
  const keys = read.file?.table.keys === undefined ? undefined : await keyTable();
  const known = {keys: keys?.names ?? [], thresholds: services.flatMap(service => service.thresholds)};
  const resolved = resolveConfig({flags, env, file: read.file, known});
  if ('problems' in resolved) throw new UsageError(resolved.problems.join('\nhotshard: '));
  const {config, origins} = resolved;
  const conflict = keys?.check(config.keys);
  if (conflict !== undefined) throw new UsageError(`${read.file?.path}: ${conflict}`);
  return {...config, regionFlag: origins.region.kind === 'flag' ? config.regions : []};
}

/** The flags that were given, to this command or before it; the nearest one counts. */
function givenFlags(command: Command): Readonly<Record<string, string>> {
  const own = Object.entries(command.opts()).filter(
    ([name]) => command.getOptionValueSource(name) !== 'default',
  );
  return {...(command.parent ? givenFlags(command.parent) : {}), ...Object.fromEntries(own)};
}

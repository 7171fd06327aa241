import {readFile} from 'node:fs/promises';
import {homedir} from 'node:os';
import {isAbsolute, join} from 'node:path';
import {parse, TomlError, type TomlTable} from 'smol-toml';
import {positionOf} from './position.ts';
import type {Environment} from './terminal.ts';

/** A configuration file that is TOML; whether its keys and values are right is checked with the rest. */
export type ConfigFile = {
  readonly path: string;
  readonly table: TomlTable;
  /** The path with line and column of a key, for messages. */
  readonly at: (keys: readonly string[]) => string;
};

/**
 * `$XDG_CONFIG_HOME/hotshard/config.toml`, on every system: the file can be carried from a laptop to a bastion. A
 * relative XDG_CONFIG_HOME is ignored, as the XDG base directory specification asks.
 */
export function configFilePath(env: Environment): string {
  const configured = env.XDG_CONFIG_HOME ?? '';
  const home = env.HOME === undefined || env.HOME === '' ? homedir() : env.HOME;
  const folder = isAbsolute(configured) ? configured : join(home, '.config');
  return join(folder, 'hotshard', 'config.toml');
}

/** Reads the file; one that is not there is only a problem when somebody named it. */
export async function readConfigFile(
  path: string,
  {named = false}: {readonly named?: boolean} = {},
): Promise<{readonly file: ConfigFile | undefined} | {readonly problem: string}> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    if (code === 'ENOENT' && !named) return {file: undefined};
    const why = code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${code})`;
    return {problem: `${path}: ${why}.`};
  }
  return parseConfigFile(path, text);
}

export function parseConfigFile(
  path: string,
  text: string,
): {readonly file: ConfigFile} | {readonly problem: string} {
  try {
    return {file: {path, table: parse(text), at: keys => `${path}${positionOf(text, keys)}`}};
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [sentence = 'this is not TOML'] = error.message.split('\n');
    return {problem: `${path}:${error.line}:${error.column}: ${sentence.replace(/\.$/, '')}.`};
  }
}

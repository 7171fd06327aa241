import {checkFile, type KnownNames} from './check-file.ts';
import {type Config, defaults, type Flags, type Origin, type Origins} from './config.ts';
import type {ConfigFile} from './file.ts';
import {checkSetting, type SettingName, type SettingValue, settingNames, settings} from './settings.ts';
import {type Environment, terminalTraits} from './terminal.ts';

export type ResolveInput = {
  readonly flags: Flags;
  readonly env: Environment;
  readonly file: ConfigFile | undefined;
  readonly known: KnownNames;
};

export type Resolved =
  | {readonly config: Config; readonly origins: Origins}
  | {readonly problems: readonly string[]};

type Chosen = Omit<Config, 'regions' | 'keys' | 'thresholds'> & {
  readonly region: SettingValue<'region'> | undefined;
};

/** A raw value with where it was said; the first candidate of a setting wins. */
type Candidate = {readonly said: unknown; readonly origin: Origin};

/**
 * Flags before environment before file before what the terminal can do. One exception: read-only is a promise, so
 * whoever asks for it gets it, and nobody can take it back.
 */
export function resolveConfig({flags, env, file, known}: ResolveInput): Resolved {
  const checked = file ? checkFile(file, known) : undefined;
  const problems = [...(checked?.problems ?? [])];
  const values: Record<string, unknown> = {};
  const origins: Record<string, Origin> = {};

  for (const name of settingNames) {
    const found = [
      ...fromFlags(name, flags),
      ...fromEnvironment(name, env),
      ...fromFile(name, file, checked?.values[name]),
      ...fromTerminal(name, env),
      {said: defaults[name], origin: {kind: 'default', name: 'default'} as const},
    ];
    const chosen = (name === 'readOnly' ? found.find(asksForIt) : undefined) ?? found[0];
    if (!chosen) continue;
    origins[name] = chosen.origin;
    if (chosen.said === undefined) continue;
    const result = checkSetting(name, readText(name, chosen.said));
    if ('value' in result) values[name] = result.value;
    else problems.push(`${chosen.origin.name} ${result.problem}, not "${String(chosen.said)}".`);
  }
  if (problems.length > 0) return {problems};

  const inFile: Origin = file ? {kind: 'file', name: file.path} : {kind: 'default', name: 'default'};
  const {region, ...chosen}: Chosen = {...defaults, ...values};
  const {keys = {}, thresholds = {}} = checked?.values ?? {};
  return {
    config: {...chosen, regions: region ?? [], keys, thresholds},
    origins: {...origins, keys: inFile, thresholds: inFile} as Origins,
  };
}

/** Flags that can say only one thing; the other value is what a parser fills in when they are not given. */
const oneWay: Readonly<Partial<Record<SettingName, boolean>>> = {
  readOnly: true,
  ascii: true,
  slow: true,
  color: false,
  incremental: false,
};

function fromFlags(name: SettingName, flags: Flags): Candidate[] {
  const given = flags[name];
  const only = oneWay[name];
  if (given === undefined || (only !== undefined && given !== only)) return [];
  return [{said: given, origin: {kind: 'flag', name: settings[name].flag}}];
}

function fromEnvironment(name: SettingName, env: Environment): Candidate[] {
  if (name === 'color' && isSet(env.NO_COLOR) && !isSet(env.HOTSHARD_COLOR)) {
    return [{said: false, origin: {kind: 'environment', name: 'NO_COLOR'}}];
  }
  const variable = settings[name].environment.find(each => isSet(env[each]) && counts(each, env));
  if (variable === undefined) return [];
  return [{said: env[variable], origin: {kind: 'environment', name: variable}}];
}

/**
 * A service's own AWS_ENDPOINT_URL_KINESIS beats AWS_ENDPOINT_URL, and only the SDK knows which is which: then
 * both are left to it, as is a request to ignore them all.
 */
function counts(variable: string, env: Environment): boolean {
  if (variable !== 'AWS_ENDPOINT_URL') return true;
  if (env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS?.toLowerCase() === 'true') return false;
  return !Object.keys(env).some(each => each.startsWith('AWS_ENDPOINT_URL_') && isSet(env[each]));
}

function fromFile(name: SettingName, file: ConfigFile | undefined, value: unknown): Candidate[] {
  return file && value !== undefined ? [{said: value, origin: {kind: 'file', name: file.at([name])}}] : [];
}

function fromTerminal(name: SettingName, env: Environment): Candidate[] {
  const traits = terminalTraits(env);
  const origin: Origin = {kind: 'terminal', name: `TERM=${env.TERM ?? ''}`};
  if (name === 'ascii' && traits.ascii) return [{said: true, origin}];
  return name === 'color' && !traits.color ? [{said: false, origin}] : [];
}

const asksForIt = ({said}: Candidate): boolean => readText('readOnly', said) === true;
const isSet = (value: string | undefined): value is string => value !== undefined && value !== '';

const readText = (name: SettingName, given: unknown): unknown =>
  typeof given === 'string' ? settings[name].fromText(given) : given;

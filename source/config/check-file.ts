import {didYouMean} from '../text/nearest.ts';
import type {Config} from './config.ts';
import type {ConfigFile} from './file.ts';
import {checkSetting, type SettingName, type SettingValue, settingNames} from './settings.ts';

/** Names that exist elsewhere in the program: what can have a key, what has a threshold. */
export type KnownNames = {readonly keys: readonly string[]; readonly thresholds: readonly string[]};

export type FileValues = {readonly [Name in SettingName]?: SettingValue<Name>} & Pick<
  Config,
  'keys' | 'thresholds'
>;

const sections = ['keys', 'thresholds'] as const;
const allKeys: readonly string[] = [...settingNames, ...sections];

/** What the file says, and one sentence for everything in it that is wrong. */
export function checkFile(
  {table, at}: ConfigFile,
  known: KnownNames,
): {readonly values: FileValues; readonly problems: readonly string[]} {
  const problems: string[] = [];
  const values: Record<string, unknown> = {};
  const keys: Record<string, string | false> = {};
  const thresholds: Record<string, number> = {};

  for (const [key, raw] of Object.entries(table)) {
    if (key === 'keys') {
      readSection(key, raw, known.keys, 'a key in quotes, or false for none', isKey, keys);
    } else if (key === 'thresholds') {
      readSection(key, raw, known.thresholds, 'a number that is not negative', isThreshold, thresholds);
    } else if (isSettingName(key)) {
      const checked = checkSetting(key, raw);
      if ('value' in checked) values[key] = checked.value;
      else problems.push(`${at([key])}: ${key} ${checked.problem}.`);
    } else {
      problems.push(`${at([key])}: there is no key "${key}".${didYouMean(key, allKeys)}`);
    }
  }
  return {values: {...values, keys, thresholds}, problems};

  function readSection<Value>(
    section: (typeof sections)[number],
    raw: unknown,
    names: readonly string[],
    wanted: string,
    isValue: (value: unknown) => value is Value,
    into: Record<string, Value>,
  ): void {
    if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
      problems.push(`${at([section])}: ${section} must be a table: write [${section}] above its keys.`);
      return;
    }
    for (const [name, value] of Object.entries(raw)) {
      const where = at([section, name]);
      if (!names.includes(name)) {
        problems.push(`${where}: there is no "${name}" in [${section}].${didYouMean(name, names)}`);
      } else if (isValue(value)) into[name] = value;
      else problems.push(`${where}: ${name} must be ${wanted}.`);
    }
  }
}

const isSettingName = (key: string): key is SettingName => (settingNames as readonly string[]).includes(key);

const isKey = (value: unknown): value is string | false =>
  value === false || (typeof value === 'string' && value !== '');

const isThreshold = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0;

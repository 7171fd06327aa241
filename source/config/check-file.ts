import {didYouMean} from '../text/nearest.ts';
import type {Config} from './config.ts';
import type {ConfigFile} from './file.ts';
import {checkSetting, type SettingName, type SettingValue, settingNames} from './settings.ts';

/**
 * Names that exist elsewhere in the program: what can have a key, what has a threshold. A list price is a threshold
 * called `prices.SERVICE.NAME`; the file writes it as NAME under [prices.SERVICE].
 */
export type KnownNames = {readonly keys: readonly string[]; readonly thresholds: readonly string[]};

export type FileValues = {readonly [Name in SettingName]?: SettingValue<Name>} & Pick<
  Config,
  'keys' | 'thresholds'
>;

const sections = ['keys', 'thresholds', 'prices'] as const;
const pricesBegin = 'prices.';
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
      readSection([key], raw, known.keys, 'a key in quotes, or false for none', isKey, keys);
    } else if (key === 'thresholds') {
      const names = known.thresholds.filter(name => !name.startsWith(pricesBegin));
      readSection([key], raw, names, 'a number that is not negative', isThreshold, thresholds);
    } else if (key === 'prices') {
      readPrices(raw);
    } else if (isSettingName(key)) {
      const checked = checkSetting(key, raw);
      if ('value' in checked) values[key] = checked.value;
      else problems.push(`${at([key])}: ${key} ${checked.problem}.`);
    } else {
      problems.push(`${at([key])}: there is no key "${key}".${didYouMean(key, allKeys)}`);
    }
  }
  return {values: {...values, keys, thresholds}, problems};

  function readPrices(raw: unknown): void {
    const services = new Set(
      known.thresholds.filter(name => name.startsWith(pricesBegin)).map(name => name.split('.')[1] ?? ''),
    );
    const tables: Record<string, unknown> = {};
    readSection(['prices'], raw, [...services], 'a table', isTable, tables);
    for (const [service, table] of Object.entries(tables)) {
      const begin = `${pricesBegin}${service}.`;
      const names = known.thresholds
        .filter(name => name.startsWith(begin))
        .map(name => name.slice(begin.length));
      const prices: Record<string, number> = {};
      readSection(['prices', service], table, names, 'a number that is not negative', isThreshold, prices);
      for (const [name, price] of Object.entries(prices)) thresholds[begin + name] = price;
    }
  }

  function readSection<Value>(
    path: readonly string[],
    raw: unknown,
    names: readonly string[],
    wanted: string,
    isValue: (value: unknown) => value is Value,
    into: Record<string, Value>,
  ): void {
    const section = path.join('.');
    if (!isTable(raw)) {
      problems.push(`${at(path)}: ${section} must be a table: write [${section}] above its keys.`);
      return;
    }
    for (const [name, value] of Object.entries(raw)) {
      const where = at([...path, name]);
      if (!names.includes(name)) {
        problems.push(`${where}: there is no "${name}" in [${section}].${didYouMean(name, names)}`);
      } else if (isValue(value)) into[name] = value;
      else problems.push(`${where}: ${name} must be ${wanted}.`);
    }
  }
}

const isSettingName = (key: string): key is SettingName => (settingNames as readonly string[]).includes(key);

const isTable = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isKey = (value: unknown): value is string | false =>
  value === false || (typeof value === 'string' && value !== '');

const isThreshold = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0;

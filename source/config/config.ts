import type {SettingName, SettingValue} from './settings.ts';

/** What the program runs with, once flags, environment, file and terminal have been heard. */
export type Config = {
  /** Undefined: the credential chain decides. */
  readonly profile: string | undefined;
  /** None: the profile decides. */
  readonly regions: readonly string[];
  /** Undefined: the SDK decides, which reads service-specific variables too. */
  readonly endpointUrl: string | undefined;
  readonly interval: number;
  readonly readOnly: boolean;
  /** Where everything is read only: whether a confirmed sample may still use the readers' budget. */
  readonly allowSampling: boolean;
  /** US dollars an hour. */
  readonly budget: number;
  readonly color: boolean;
  readonly ascii: boolean;
  readonly slow: boolean;
  readonly incremental: boolean;
  readonly log: string | undefined;
  /** Keys by the id of what they do; false for none. */
  readonly keys: Readonly<Record<string, string | false>>;
  readonly thresholds: Readonly<Record<string, number>>;
};

/** Where a value came from; `name` is the flag, the variable or the file. */
export type Origin = {
  readonly kind: 'flag' | 'environment' | 'file' | 'terminal' | 'default';
  readonly name: string;
};
export type Origins = Readonly<Record<SettingName | 'keys' | 'thresholds', Origin>>;

/**
 * Flags as a command line parser gives them. Numbers and lists may be text. `color` and `incremental` can only
 * switch off, `readOnly`, `ascii` and `slow` only on: the other value is taken for a flag that was not given.
 */
export type Flags = {readonly [Name in SettingName]?: SettingValue<Name> | string | undefined};

export const defaults = {
  profile: undefined,
  region: undefined,
  endpointUrl: undefined,
  interval: 60,
  readOnly: false,
  allowSampling: false,
  budget: 0.5,
  color: true,
  ascii: false,
  slow: false,
  incremental: true,
  log: undefined,
} as const satisfies {readonly [Name in SettingName]: SettingValue<Name> | undefined};

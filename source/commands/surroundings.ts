import type {OpenConsole} from './console.ts';

/** The keys that a config file can change, and what is wrong with a change in one sentence. */
export type KeyTable = {
  readonly names: readonly string[];
  readonly check: (keys: Readonly<Record<string, string | false>>) => string | undefined;
};

/** The screens, handed in from outside: what reads and thinks knows nothing of them. */
export type Surroundings = {
  readonly openConsole: OpenConsole;
  readonly keyTable: () => Promise<KeyTable>;
};

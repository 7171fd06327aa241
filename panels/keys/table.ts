import {checkKeyOverrides, type KeyOverrides} from '../keymap.ts';
import {bindings} from './index.ts';

/** The keys that a config file can change, and what is wrong with a change in one sentence. */
export const keyTable = {
  names: bindings.filter(({scope}) => scope !== 'text').map(({id}) => id),
  check: (keys: KeyOverrides): string | undefined => {
    try {
      checkKeyOverrides(bindings, keys);
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  },
};

import {services} from '../../source/services/index.ts';
import {checkKeyOverrides, isTextScope, type KeyOverrides} from '../keymap.ts';
import {bindingsWith} from './index.ts';

const bindings = bindingsWith(services.map(({id, actions}) => ({service: id, actions})));

/** The keys that a config file can change, and what is wrong with a change in one sentence. */
export const keyTable = {
  names: bindings.filter(({scope}) => !isTextScope(scope)).map(({id}) => id),
  check: (keys: KeyOverrides): string | undefined => {
    try {
      checkKeyOverrides(bindings, keys);
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  },
};

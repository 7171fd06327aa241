import type {ActionsHandle, ActionsState} from '../../../source/actions/console-actions.ts';

const state: ActionsState = {
  readOnly: false,
  allowsSampling: true,
  account: '111122224417',
  armedUntil: undefined,
  running: [],
};

/** A console that can do nothing. */
export const noActions: ActionsHandle = {
  get: () => state,
  subscribe: () => () => undefined,
  of: () => [],
  prepare: async () => ({wrong: 'There are no actions here.'}),
  start: async () => ({refused: 'There are no actions here.'}),
  cancel: () => undefined,
  arm: () => 'There is nothing to arm.',
  lock: () => undefined,
  journal: async () => ({done: [], torn: 0}),
};

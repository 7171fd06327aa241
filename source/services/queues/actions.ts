import type {Action} from '../../actions/action.ts';

/** What can be done to a queue, in the order of the footer. */
export const queueActions: readonly Action[] = [];

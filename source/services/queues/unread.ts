import type {Queue} from './model.ts';

/** A queue of which nobody knows how much it holds: it is neither wrong nor quiet. Idle is not unread. */
export const isUnread = ({missing}: Queue): boolean => {
  const why = missing.visible;
  return why !== undefined && why !== 'no-data' && why !== 'not-applicable';
};

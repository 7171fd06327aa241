import type {Stream} from './model.ts';

/** A stream whose numbers nobody has: it is neither wrong nor quiet. Idle is not unread. */
export const isUnread = ({missing}: Stream): boolean => {
  const why = missing.inBytesPerSecond;
  return why !== undefined && why !== 'no-data' && why !== 'not-applicable';
};

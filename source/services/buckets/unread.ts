import type {Bucket} from './model.ts';

/** A bucket of which nobody knows how much it holds: it is neither wrong nor quiet. Without figures is not unread. */
export const isUnread = ({missing}: Bucket): boolean => {
  const why = missing.bytes;
  return why !== undefined && why !== 'no-data' && why !== 'not-applicable';
};

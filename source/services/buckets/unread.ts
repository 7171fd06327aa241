import type {Bucket} from './model.ts';

/**
 * A bucket of which nobody knows how much it holds, or whose settings nobody asked for yet: it is neither wrong nor
 * quiet. Without figures is not unread.
 */
export const isUnread = ({missing}: Bucket): boolean => {
  const why = missing.bytes;
  const isUnmeasured = why !== undefined && why !== 'no-data' && why !== 'not-applicable';
  return isUnmeasured || missing.lifecycle === 'not-asked';
};
